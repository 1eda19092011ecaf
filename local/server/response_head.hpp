#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::server {

/// What becomes of the connection after an answer.
enum class Connection { KeepAlive, Close };

/// Gives the words that stand beside a status, for example `Not Found`.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

/// Prints status line and headers of an answer, the empty line included.
///
/// `Content-Length` is added where the answer has none and may have one (not for 204 and 304).
[[nodiscard]] std::string response_head(const http::Response& response, Connection connection);

}  // namespace dynoxx::local::server
