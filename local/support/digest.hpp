#pragma once

#include <string>
#include <string_view>

/// Digests as raw bytes.
namespace dynoxx::local::support {

/// Gives 16 bytes.
[[nodiscard]] std::string md5(std::string_view bytes);

/// Gives 20 bytes.
[[nodiscard]] std::string sha1(std::string_view bytes);

/// Gives 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace dynoxx::local::support
