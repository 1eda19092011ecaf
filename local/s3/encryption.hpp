#pragma once

#include "http/message.hpp"

#include <string_view>

namespace dynoxx::local::s3 {

/// Checks the key of SSE-C that a request may have: its algorithm, its length, its MD5.
///
/// @param prefix what the names of the headers begin with, for example `x-amz-server-side-encryption-customer-`
/// @par Errors
/// Throws the refusal `InvalidArgument`.
void check_customer_key(const http::Headers& headers, std::string_view prefix);

/// Refuses a request that has not the key of SSE-C that an object or an upload was made with, or has one and needs
/// none.
///
/// @param kept the headers that were kept with the object or the upload
/// @par Errors
/// Throws the refusals `InvalidArgument`, `InvalidRequest` and, for another key, `AccessDenied`.
void require_customer_key(const http::Headers& headers, const http::Headers& kept);

/// Does the same for the object that is copied.
void require_source_key(const http::Headers& headers, const http::Headers& kept);

/// Adds to an answer how the object is encrypted.
void add_encryption(http::Response& response, const http::Headers& kept);

}  // namespace dynoxx::local::s3
