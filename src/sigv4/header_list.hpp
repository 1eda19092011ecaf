#pragma once

#include "sigv4/canonical.hpp"
#include "sigv4/signing_key.hpp"

#include <boost/container/small_vector.hpp>

/// What header and query signing have in common.
namespace dynoxx::sigv4 {

/// A list of headers that rarely allocates.
using HeaderList = boost::container::small_vector<HeaderView, 12>;

/// Gives the headers of a request that a signature covers, without those that it makes itself.
[[nodiscard]] HeaderList headers_to_sign(std::span<const HeaderView> headers);

/// Says whether signing makes this header: the date and the session token.
[[nodiscard]] bool is_made_by_signing(std::string_view name) noexcept;

/// Throws `InvalidOption` if the key is for another day than the time stamp.
void check_day(const SigningKey& key, std::string_view amz_date);

}  // namespace dynoxx::sigv4
