#pragma once

#include "sigv4/sign.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// The server's side: takes a signed request apart and computes what its signature should be.
namespace dynoxx::sigv4 {

/// A signature as a request presents it. Texts that the request does not have are empty.
struct PresentedSignature {
    /// Where the signature was found.
    enum class Place { Header, Query };

    Place place = Place::Header;
    std::string credential{};  ///< the whole of it, well formed or not
    std::string access_key_id{};
    std::string day{};
    std::string region{};
    std::string service{};
    std::string amz_date{};  ///< `x-amz-date` or `X-Amz-Date`; else the header `date` in the same form
    std::string session_token{};
    std::string signature{};
    std::vector<std::string> signed_headers{};      ///< in lower case
    std::optional<std::chrono::seconds> expires{};  ///< of a query

    /// Says whether the credential has its five parts and ends with `aws4_request`.
    [[nodiscard]] bool has_scope() const noexcept { return !access_key_id.empty(); }

    /// Says whether nothing that is needed to check the signature is missing.
    [[nodiscard]] bool is_complete() const noexcept {
        return has_scope() && !amz_date.empty() && !signature.empty() && !signed_headers.empty();
    }
};

/// Finds the signature of a request; nothing if it has none of this algorithm. `payload_hash` is not looked at.
[[nodiscard]] std::optional<PresentedSignature> find_signature(const RequestView& request);

/// Takes the value of a header `authorization` apart; nothing if it is of another algorithm.
[[nodiscard]] std::optional<PresentedSignature> parse_authorization(std::string_view value);

/// What the signature of a request should be, and why.
struct ExpectedSignature {
    std::string signature{};  ///< 64 hexadecimal digits
    SigningTexts texts{};
    std::vector<std::string> missing_headers{};   ///< signed by name, but not in the request
    std::vector<std::string> unsigned_headers{};  ///< `host` or an `x-amz-` header of the request that must be signed
};

/// Computes the signature of a request from the header names that it says it has signed.
///
/// @param request as received, with the payload hash that the service found
/// @param key for the secret of `presented.access_key_id` and the presented day, region and service
[[nodiscard]] ExpectedSignature expected_signature(const RequestView& request, const PresentedSignature& presented,
                                                   const SigningKey& key, PathRules rules);

/// Compares two signatures in a time that does not depend on where they differ.
[[nodiscard]] bool signatures_equal(std::string_view a, std::string_view b) noexcept;

}  // namespace dynoxx::sigv4
