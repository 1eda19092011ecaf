#pragma once

#include "sigv4/canonical.hpp"
#include "sigv4/signing_key.hpp"

#include <span>
#include <string>
#include <string_view>

/// Signatures of a body that is sent in chunks (`aws-chunked`), each of which signs the one before it.
///
/// The first "previous" signature is that of the request's headers.
///
/// @par Source
/// Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in Multiple
/// Chunks" and "... Including Trailing Headers".
namespace dynoxx::sigv4 {

/// Payload hash of a request whose chunks are signed.
inline constexpr std::string_view streaming_payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

/// Payload hash of a request whose chunks and trailer are signed.
inline constexpr std::string_view streaming_payload_trailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

/// Payload hash of a request with an unsigned body and a trailer; only over TLS.
inline constexpr std::string_view streaming_unsigned_payload_trailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// Gives the text that is signed for a chunk.
///
/// @param amz_date that of the request
/// @param chunk the bytes of the chunk; empty for the last
[[nodiscard]] std::string chunk_string_to_sign(std::string_view amz_date, std::string_view scope,
                                               std::string_view previous_signature, std::string_view chunk);

/// Signs a chunk: 64 hexadecimal digits.
[[nodiscard]] std::string sign_chunk(const SigningKey& key, std::string_view amz_date,
                                     std::string_view previous_signature, std::string_view chunk);

/// Gives the trailing headers in canonical form: `name:value` and a line's end for each, sorted, names in lower case.
[[nodiscard]] std::string canonical_trailer(std::span<const HeaderView> trailer);

/// Gives the text that is signed for the trailing headers.
[[nodiscard]] std::string trailer_string_to_sign(std::string_view amz_date, std::string_view scope,
                                                 std::string_view previous_signature,
                                                 std::span<const HeaderView> trailer);

/// Signs the trailing headers: 64 hexadecimal digits.
[[nodiscard]] std::string sign_trailer(const SigningKey& key, std::string_view amz_date,
                                       std::string_view previous_signature, std::span<const HeaderView> trailer);

}  // namespace dynoxx::sigv4
