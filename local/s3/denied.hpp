#pragma once

#include "local/auth/aws_chunked.hpp"
#include "local/auth/verdict.hpp"
#include "local/s3/error.hpp"

namespace dynoxx::local::s3 {

/// Says a denial in the words of S3.
[[nodiscard]] Refusal refusal_of(const auth::Denied& denied);

/// Says what is wrong with a body in chunks in the words of S3.
[[nodiscard]] Refusal refusal_of(auth::ChunkFault fault);

}  // namespace dynoxx::local::s3
