#pragma once

#include "http/message.hpp"
#include "sigv4/signing_key.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace dynoxx::local::auth {

/// What a body in chunks must be like.
struct ChunkSigning {
    ChunkSigning() = default;

    const sigv4::SigningKey* key = nullptr;  ///< null: chunk signatures are not looked at
    std::string_view amz_date{};
    std::string_view seed{};  ///< the signature of the request's headers
    bool signs_trailers = false;
    std::size_t min_chunk_bytes = 8192;            ///< of every chunk but the last one with bytes
    std::optional<std::uint64_t> decoded_bytes{};  ///< how long the body without its chunks was said to be
};

/// A body without its chunks.
struct DecodedBody {
    DecodedBody() = default;

    std::string body{};
    http::Headers trailers{};  ///< without `x-amz-trailer-signature`
};

/// What is wrong with a body in chunks.
enum class ChunkFault { Incomplete, TooSmall, WrongSignature, MalformedTrailer };

/// Takes a body of the content encoding `aws-chunked` apart, and checks the signatures of its chunks and trailers.
///
/// @par Source
/// Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in Multiple
/// Chunks".
[[nodiscard]] std::variant<DecodedBody, ChunkFault> decode_aws_chunked(std::string_view encoded,
                                                                       const ChunkSigning& signing);

}  // namespace dynoxx::local::auth
