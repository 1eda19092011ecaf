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

/// Says whether signing makes this header: the date, the session token and the region set.
[[nodiscard]] bool is_made_by_signing(std::string_view name) noexcept;

}  // namespace dynoxx::sigv4
