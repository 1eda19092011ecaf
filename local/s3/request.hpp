#pragma once

#include "http/message.hpp"
#include "local/support/query_string.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::s3 {

/// An S3 request with its bucket and key taken apart; the body is decoded already.
struct Request {
    Request() = default;

    std::string method{};
    std::string bucket{};  ///< empty for the list of buckets
    std::string key{};     ///< empty for what concerns the bucket
    support::Parameters query{};
    http::Headers headers{};
    http::Headers trailers{};  ///< what came behind an `aws-chunked` body
    std::string body{};

    /// Gives a header or, if there is none of this name, a trailer.
    [[nodiscard]] std::string_view header_or_trailer(std::string_view name) const noexcept;
};

/// Takes bucket and key from `/bucket/key`, or the bucket from the host name `bucket.localhost` or
/// `bucket.s3.localhost`.
///
/// Headers and body stay where they are: they are moved over once the signature has been checked.
///
/// @par Errors
/// Throws `Refusal` if the path is not well encoded.
[[nodiscard]] Request parse_request(const http::Request& request);

/// Gives the name of the operation that a request asks for, for example `PutObject`; empty if it is none that we have.
///
/// @param headers those of the request
[[nodiscard]] std::string_view operation_of(const Request& request, const http::Headers& headers) noexcept;

}  // namespace dynoxx::local::s3
