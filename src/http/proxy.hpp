#pragma once

#include "http/failure.hpp"
#include "http/message.hpp"
#include "runtime/secret.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::http {

/// A proxy: where it is, and by what it knows who uses it.
struct Proxy {
    Proxy() {}

    Origin origin{};
    runtime::Secret authorization{};  ///< the value of `Proxy-Authorization`; empty if the URL names no user

    /// Tells users of the proxy apart without showing them: a hash of `authorization`, or empty.
    std::string user_key{};

    /// Gives `http://host[:port]`, without user and password.
    [[nodiscard]] std::string text() const;
};

/// Gives a failure on the way through a proxy, which it names.
[[nodiscard]] Failure through(const Proxy& proxy, const Failure& failure);

/// Gives the failure of a proxy that answers 407 (Proxy Authentication Required).
[[nodiscard]] Failure unknown_user(const Proxy& proxy);

/// Parses `[http[s]://][user[:password]@]host[:port][/]`; user and password are percent-encoded.
///
/// The port is the scheme's own if there is none. Gives nothing if the text is not of this form.
[[nodiscard]] std::optional<Proxy> parse_proxy(std::string_view url);

/// The hosts that no proxy is used for, from the text of `NO_PROXY`: entries with commas or blanks between them.
///
/// An entry is `*` for every host; a name, `.name` or `*.name` for that host and all below it; an IP address, with or
/// without brackets; or addresses in CIDR form (`10.0.0.0/8`). A name or address may have a port, which must be the
/// request's then. What is none of these matches nothing. Names of the loopback interface are not special.
class NoProxyList {
 public:
    NoProxyList() {}
    explicit NoProxyList(std::string_view text);

    [[nodiscard]] bool covers(const Origin& origin) const;

 private:
    /// The bytes of an address; those of IPv4 are written as IPv6 writes them.
    using AddressBytes = std::array<unsigned char, 16>;

    struct Entry {
        Entry() {}

        std::string name{};  ///< in lower case; empty for an address
        std::optional<AddressBytes> address{};
        std::size_t prefix_bits = 0;  ///< of the address
        std::optional<std::uint16_t> port{};
    };

    [[nodiscard]] static std::optional<Entry> parse(std::string_view text);
    [[nodiscard]] static std::optional<AddressBytes> address_of(const std::string& text);
    [[nodiscard]] static bool matches(const Entry& entry, const Origin& origin,
                                      const std::optional<AddressBytes>& address);

    bool everything_ = false;
    std::vector<Entry> entries_;
};

/// Which proxy each request takes. A value; by default there is none.
struct ProxySettings {
    ProxySettings() {}

    std::optional<Proxy> http{};   ///< for `http` origins
    std::optional<Proxy> https{};  ///< for `https` origins
    NoProxyList excluded{};

    /// Gives the proxy of requests to an origin, or null. Pure: no name is looked up.
    [[nodiscard]] const Proxy* select(const Origin& origin) const;
};

}  // namespace dynoxx::http
