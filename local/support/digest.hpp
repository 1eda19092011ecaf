#pragma once

#include <string>
#include <string_view>

/// Digests as raw bytes.
namespace dynoxx::local::support {

[[nodiscard]] std::string md5(std::string_view bytes);
[[nodiscard]] std::string sha1(std::string_view bytes);
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace dynoxx::local::support
