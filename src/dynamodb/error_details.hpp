#pragma once

#include <dynoxx/error.hpp>

#include "http/message.hpp"

namespace dynoxx::dynamodb {

/// Adds to an error what only DynamoDB's answers hold: the item of a failed condition, the reasons of a cancelled
/// transaction. An answer that cannot be read adds nothing.
void complete_error(Error& error, const http::Response& response);

}  // namespace dynoxx::dynamodb
