#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::local::server {

/// Names the codings of a body; None leaves it as it is.
enum class Coding { None, Gzip, Deflate };

/// Gives the coding that an answer may have: gzip before deflate (zlib's format); None for whatever else.
///
/// @param accepted the request's `Accept-Encoding`; a coding with `q=0` is not accepted.
[[nodiscard]] Coding accepted_coding(std::string_view accepted) noexcept;

/// Gives the name that `Content-Encoding` has for a coding.
[[nodiscard]] std::string_view coding_name(Coding coding) noexcept;

/// Compresses a body.
[[nodiscard]] std::string compress(Coding coding, std::string_view body);

/// Opens a gzip body; nothing if it is damaged, not whole, or larger than `max_bytes`.
[[nodiscard]] std::optional<std::string> gunzip(std::string_view body, std::size_t max_bytes);

}  // namespace dynoxx::local::server
