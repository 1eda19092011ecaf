#pragma once

#include "sigv4/sign.hpp"

#include <chrono>

namespace dynoxx::sigv4 {

/// Signs a request by its query and gives the whole new query, without `?`.
///
/// @param expires how long the query may be used: 1 second to 7 days
/// @par Errors
/// `InvalidOption` if `expires` is out of range or the key is for another day.
/// @par Source
/// Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
[[nodiscard]] std::string presign_query(const SigningInput& input, const SigningKey& key, std::chrono::seconds expires);

/// Signs a request by its query for several regions at once (SigV4a); `region_set` as in `sign_headers`.
[[nodiscard]] std::string presign_query(const SigningInput& input, const AsymmetricKey& key,
                                        std::string_view region_set, std::chrono::seconds expires);

/// Gives the texts that `presign_query` signs.
[[nodiscard]] SigningTexts explain_query(const SigningInput& input, const SigningKey& key,
                                         std::chrono::seconds expires);
[[nodiscard]] SigningTexts explain_query(const SigningInput& input, const AsymmetricKey& key,
                                         std::string_view region_set, std::chrono::seconds expires);

}  // namespace dynoxx::sigv4
