#pragma once

#include <dynoxx/dynamodb/batches.hpp>
#include <dynoxx/dynamodb/capacity.hpp>
#include <dynoxx/dynamodb/items.hpp>
#include <dynoxx/dynamodb/pages.hpp>
#include <dynoxx/dynamodb/statements.hpp>
#include <dynoxx/dynamodb/tables.hpp>
#include <dynoxx/dynamodb/transactions.hpp>

/// The requests and answers of DynamoDB in the words of its own API.
///
/// Every type has a user-declared constructor, so that temporaries of it may stand beside `co_await` on g++ 12. Empty
/// texts, empty maps and empty optionals are left out of the request.
///
/// @par Source
/// Amazon DynamoDB API Reference, "Actions".
