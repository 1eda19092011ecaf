#pragma once

/// Everything that a program with models needs.

#include <dynoxx/client.hpp>
#include <dynoxx/compressed.hpp>
#include <dynoxx/condition.hpp>
#include <dynoxx/encrypted.hpp>
#include <dynoxx/error.hpp>
#include <dynoxx/field.hpp>
#include <dynoxx/key_provider.hpp>
#include <dynoxx/log.hpp>
#include <dynoxx/model.hpp>
#include <dynoxx/runtime.hpp>
#include <dynoxx/s3_operations.hpp>
#include <dynoxx/s3_value.hpp>
#include <dynoxx/table.hpp>
#include <dynoxx/update.hpp>
