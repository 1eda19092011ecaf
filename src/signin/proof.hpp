#pragma once

#include "runtime/p256_key.hpp"
#include "runtime/system.hpp"

#include <string>
#include <string_view>

namespace dynoxx::signin {

/// Makes the proof that a request comes from whoever holds the key: a JSON Web Token for one request, signed by ES256.
///
/// @param url of the request, without its query
/// @param id different for each proof
/// @par Source
/// RFC 9449, "OAuth 2.0 Demonstrating Proof of Possession (DPoP)", section 4.2; RFC 7515, section 7.1.
[[nodiscard]] std::string make_proof(const runtime::P256Key& key, std::string_view method, std::string_view url,
                                     runtime::SystemTime now, std::string_view id);

}  // namespace dynoxx::signin
