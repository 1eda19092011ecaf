#include <dynoxx/field.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/key.hpp>
