#pragma once

#include "sigv4/asymmetric_key.hpp"
#include "sigv4/sign.hpp"

#include <string>
#include <string_view>

namespace dynoxx::sigv4 {

/// In what the two kinds of signatures differ, besides the key.
struct SigningScheme {
    std::string_view algorithm;
    std::string scope;
    std::string_view region_set;  ///< empty for a key of one region
};

/// Throws `InvalidOption` if the key is for another day than the time stamp.
[[nodiscard]] SigningScheme scheme_of(const SigningKey& key, std::string_view amz_date);

[[nodiscard]] SigningScheme scheme_of(const AsymmetricKey& key, std::string_view region_set, std::string_view amz_date);

/// Gives the text that is signed.
[[nodiscard]] std::string string_to_sign(const SigningScheme& scheme, std::string_view amz_date,
                                         std::string_view canonical_request);

}  // namespace dynoxx::sigv4
