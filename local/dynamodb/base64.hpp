#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Prints bytes in base64 with padding.
[[nodiscard]] std::string print_base64(std::string_view bytes);

/// Reads padded base64; nothing if a character is wrong, the length is no multiple of 4, or unused bits are set.
[[nodiscard]] std::optional<std::string> read_base64(std::string_view text);

}  // namespace dynoxx::local::dynamodb
