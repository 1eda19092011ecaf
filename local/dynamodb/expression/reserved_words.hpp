#pragma once

#include <string_view>

namespace dynoxx::local::dynamodb {

/// Tells whether an attribute name may not be written in an expression without a placeholder; case does not matter.
///
/// @par Source Reserved words in DynamoDB
[[nodiscard]] bool is_reserved_word(std::string_view name);

}  // namespace dynoxx::local::dynamodb
