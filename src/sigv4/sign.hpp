#pragma once

#include "runtime/system.hpp"
#include "sigv4/canonical.hpp"
#include "sigv4/signing_key.hpp"

#include <string>
#include <string_view>

namespace dynoxx::sigv4 {

class AsymmetricKey;
class SigningMemory;

/// The algorithm's name, first word of the header `Authorization`.
inline constexpr std::string_view algorithm_name = "AWS4-HMAC-SHA256";

/// Says whether a session token is part of what is signed, or is added to the signed request.
enum class SessionToken { Signed, AfterSigning };

/// Everything that a signature depends on besides the key. Views: what they point to must live during the call.
struct SigningInput {
    /// The request, with `host`. Headers that are never signed are passed over, and so are `authorization`,
    /// `x-amz-date`, `x-amz-region-set` and `x-amz-security-token`, which the signature makes itself. Every other
    /// header is signed: a header that need not be signed is best left out.
    RequestView request{};
    runtime::SystemTime time{};
    std::string_view access_key_id{};
    std::string_view session_token{};  ///< empty if there is none
    PathRules path{};
    SessionToken token = SessionToken::Signed;
};

/// The headers that make a request a signed one. A session token is sent as `x-amz-security-token` beside them.
struct SignedHeaders {
    std::string authorization{};  ///< value of `authorization`
    std::string amz_date{};       ///< value of `x-amz-date`
    std::string signature{};      ///< hexadecimal digits, 64 of them if by one region; the seed of chunk signatures
};

/// Signs a request by headers.
///
/// @param memory keeps what successive requests have in common; may be null, may be shared by threads
/// @par Errors
/// `InvalidOption` if the key is for another day than the input's.
[[nodiscard]] SignedHeaders sign_headers(const SigningInput& input, const SigningKey& key,
                                         SigningMemory* memory = nullptr);

/// Signs a request by headers for several regions at once (SigV4a).
///
/// @param region_set the regions with commas between them, or `*`; is sent as `x-amz-region-set` beside the headers
[[nodiscard]] SignedHeaders sign_headers(const SigningInput& input, const AsymmetricKey& key,
                                         std::string_view region_set);

/// The texts between a request and its signature, for error messages and tests.
struct SigningTexts {
    std::string canonical_request{};
    std::string string_to_sign{};
};

/// Gives the texts that `sign_headers` signs.
[[nodiscard]] SigningTexts explain_headers(const SigningInput& input, const SigningKey& key);

[[nodiscard]] SigningTexts explain_headers(const SigningInput& input, const AsymmetricKey& key,
                                           std::string_view region_set);

/// Gives the text whose HMAC is the signature.
[[nodiscard]] std::string string_to_sign(std::string_view amz_date, std::string_view scope,
                                         std::string_view canonical_request);

}  // namespace dynoxx::sigv4
