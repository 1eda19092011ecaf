#pragma once

#include <dynoxx/error.hpp>
#include <dynoxx/setting.hpp>

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace dynoxx::aws {

/// The parts of an endpoint URL.
struct EndpointUrl {
    EndpointUrl() {}

    http::Origin origin{};
    std::string base_path{};  ///< empty, or begins with `/` and does not end with one

    friend bool operator==(const EndpointUrl&, const EndpointUrl&) = default;
};

/// Parses `http[s]://host[:port][/path]`; the host is a name, an IPv4 address or a bracketed IPv6 address.
///
/// @param name of the setting, for messages
/// @par Errors
/// `InvalidEndpoint` with the origin of the value and what is wrong. Text before `@` may be a password and is not
/// printed.
[[nodiscard]] Result<EndpointUrl> parse_endpoint_url(std::string_view name, const Setting<std::string>& url);

}  // namespace dynoxx::aws
