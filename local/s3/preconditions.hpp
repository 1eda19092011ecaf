#pragma once

#include "http/message.hpp"
#include "local/s3/store.hpp"

namespace dynoxx::local::s3 {

/// Checks `If-Match`, `If-None-Match`, `If-Modified-Since` and `If-Unmodified-Since` of a read.
///
/// @par Errors
/// Throws a refusal with status 412, or 304 if the reader has the object already.
///
/// @par Source
/// Amazon S3 API Reference, "GetObject"; RFC 9110, section 13.2.2.
void check_read_preconditions(const http::Headers& headers, const Object& object);

/// Checks the `x-amz-copy-source-if-*` headers of a copy against its source; throws `PreconditionFailed`.
void check_copy_preconditions(const http::Headers& headers, const Object& source);

/// Checks `If-Match` and `If-None-Match: *` of a write or delete; `current` is null if there is no object.
///
/// @par Errors
/// Throws the refusals `PreconditionFailed`, `NoSuchKey` (`If-Match` without an object) and `NotImplemented`.
void check_write_preconditions(const http::Headers& headers, const Object* current);

}  // namespace dynoxx::local::s3
