#include "http/proxy.hpp"

#include "runtime/encoding.hpp"
#include "runtime/generation.hpp"

#include <arpa/inet.h>
#include <openssl/sha.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <span>

namespace dynoxx::http {

namespace {

constexpr std::string_view blanks = " \t\r\n";

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string to_lower(std::string_view text) {
    std::string made(text);
    std::ranges::transform(made, made.begin(), lower);
    return made;
}

std::string_view trim(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

template <class Number>
std::optional<Number> parse_number(std::string_view digits) {
    Number number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = !digits.empty() && error == std::errc() && end == digits.data() + digits.size();
    return whole ? std::optional(number) : std::nullopt;
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
    const auto port = parse_number<std::uint16_t>(digits);
    return port && *port != 0 ? port : std::nullopt;
}

/// A host without brackets, and the text behind its colon if it has one.
struct HostAndPort {
    std::string_view host;
    std::optional<std::string_view> port;
};

/// Takes `host`, `host:port`, `[address]`, `[address]:port`, or an IPv6 address without brackets, apart.
std::optional<HostAndPort> split(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        const std::string_view rest = close == std::string_view::npos ? "]" : text.substr(close + 1);
        if (!rest.empty() && rest.front() != ':') {
            return std::nullopt;
        }
        return HostAndPort{text.substr(1, close - 1),
                           rest.empty() ? std::nullopt : std::optional<std::string_view>(rest.substr(1))};
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) {
        return HostAndPort{text, std::nullopt};
    }
    return HostAndPort{text.substr(0, colon), text.substr(colon + 1)};
}

std::string hash_of(std::string_view text) {
    const runtime::NoFork guard;
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return runtime::hex_encode(std::as_bytes(std::span(digest)));
}

bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        const char low = lower(c);
        return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == ':';
    });
}

/// Puts the user of a proxy into it.
///
/// @par Source
/// RFC 7617, section 2.
bool set_user(Proxy& proxy, std::string_view user) {
    const std::size_t colon = user.find(':');
    std::optional<std::string> name = runtime::percent_decode(user.substr(0, colon));
    std::optional<std::string> password =
        runtime::percent_decode(colon == std::string_view::npos ? std::string_view() : user.substr(colon + 1));
    if (!name || !password || name->find(':') != std::string::npos) {
        return false;
    }
    std::string pair;
    pair.reserve(name->size() + password->size() + 1);  // no copy of the password is left behind
    pair.append(*name).append(":").append(*password);
    std::string encoded = runtime::base64_encode(runtime::bytes_of(pair));
    std::string value;
    value.reserve(encoded.size() + 6);
    value.append("Basic ").append(encoded);
    proxy.user_key = hash_of(value);
    runtime::wipe(password->data(), password->size());
    runtime::wipe(pair.data(), pair.size());
    runtime::wipe(encoded.data(), encoded.size());
    proxy.authorization = runtime::Secret::take(value);
    return true;
}

}  // namespace

std::string Proxy::text() const {
    return origin.scheme + "://" + origin.host_header();
}

Failure through(const Proxy& proxy, const Failure& failure) {
    return Failure(failure.kind, "through the proxy " + proxy.text() + ": " + failure.detail);
}

Failure unknown_user(const Proxy& proxy) {
    return Failure(FailureKind::ProxyRefused, proxy.authorization.empty()
                                                  ? "it wants a user and a password (HTTP 407): put them into its URL"
                                                  : "it does not accept the user and password of its URL (HTTP 407)");
}

std::optional<Proxy> parse_proxy(std::string_view url) {
    url = trim(url);
    Proxy proxy;
    proxy.origin.scheme = "http";
    if (const std::size_t colon = url.find("://"); colon != std::string_view::npos) {
        proxy.origin.scheme = to_lower(url.substr(0, colon));
        url.remove_prefix(colon + 3);
    }
    if (proxy.origin.scheme != "http" && proxy.origin.scheme != "https") {
        return std::nullopt;
    }
    if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
        if (!set_user(proxy, url.substr(0, at))) {
            return std::nullopt;
        }
        url.remove_prefix(at + 1);
    }
    if (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    const std::optional<HostAndPort> place = split(url);
    if (!place || !is_host(place->host)) {
        return std::nullopt;
    }
    proxy.origin.host = to_lower(place->host);
    const std::uint16_t usual = proxy.origin.is_tls() ? 443 : 80;
    const std::optional<std::uint16_t> port = place->port ? parse_port(*place->port) : usual;
    if (!port) {
        return std::nullopt;
    }
    proxy.origin.port = *port;
    return proxy;
}

NoProxyList::NoProxyList(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(", \t\r\n"), text.size());
        const std::string_view item = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (item == "*") {
            everything_ = true;
        } else if (std::optional<Entry> entry = parse(item)) {
            entries_.push_back(std::move(*entry));
        }
    }
}

std::optional<NoProxyList::Entry> NoProxyList::parse(std::string_view text) {
    Entry entry;
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const std::string_view network = text.substr(0, slash);
        const std::size_t most = network.find(':') == std::string_view::npos ? 32 : 128;
        const auto bits = parse_number<std::size_t>(text.substr(slash + 1));
        entry.address = address_of(std::string(network));
        if (!entry.address || !bits || *bits > most) {
            return std::nullopt;
        }
        entry.prefix_bits = 128 - most + *bits;
        return entry;
    }
    const std::optional<HostAndPort> place = split(text);
    if (!place) {
        return std::nullopt;
    }
    if (place->port) {
        entry.port = parse_port(*place->port);
        if (!entry.port) {
            return std::nullopt;
        }
    }
    entry.address = address_of(std::string(place->host));
    if (entry.address) {
        entry.prefix_bits = 128;
        return entry;
    }
    std::string_view name = place->host;
    if (name.starts_with("*.")) {
        name.remove_prefix(1);
    }
    if (name.starts_with('.')) {
        name.remove_prefix(1);
    }
    entry.name = to_lower(name);
    return entry.name.empty() ? std::nullopt : std::optional(std::move(entry));
}

std::optional<NoProxyList::AddressBytes> NoProxyList::address_of(const std::string& text) {
    AddressBytes bytes{};
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
        return bytes;
    }
    constexpr std::size_t prefix = 12;  // RFC 4291, section 2.5.5.2: ten bytes 0, two bytes 255, the four of IPv4
    bytes = {};
    bytes[10] = bytes[11] = 0xFF;
    return ::inet_pton(AF_INET, text.c_str(), bytes.data() + prefix) == 1 ? std::optional(bytes) : std::nullopt;
}

bool NoProxyList::matches(const Entry& entry, const Origin& origin, const std::optional<AddressBytes>& address) {
    if (entry.port && *entry.port != origin.port) {
        return false;
    }
    if (entry.address) {
        const std::size_t whole = entry.prefix_bits / 8;
        const auto mask = static_cast<unsigned char>(0xFF00U >> (entry.prefix_bits % 8));
        return address && std::memcmp(entry.address->data(), address->data(), whole) == 0 &&
               (mask == 0 || (((*entry.address)[whole] ^ (*address)[whole]) & mask) == 0);
    }
    std::string_view host = origin.host;
    if (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    if (address || host.size() < entry.name.size()) {
        return false;
    }
    const std::size_t before = host.size() - entry.name.size();
    return equals_ignoring_case(host.substr(before), entry.name) && (before == 0 || host[before - 1] == '.');
}

bool NoProxyList::covers(const Origin& origin) const {
    if (everything_ || entries_.empty()) {
        return everything_;
    }
    const std::optional<AddressBytes> address = address_of(origin.host);
    return std::ranges::any_of(entries_, [&](const Entry& entry) { return matches(entry, origin, address); });
}

const Proxy* ProxySettings::select(const Origin& origin) const {
    const std::optional<Proxy>& proxy = origin.is_tls() ? https : http;
    return proxy && !excluded.covers(origin) ? &*proxy : nullptr;
}

}  // namespace dynoxx::http
