#include "aws/endpoint_url.hpp"

#include "aws/setting_reader.hpp"
#include "aws/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace dynoxx::aws {

namespace {

bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_host_name(std::string_view host) {
    return !host.empty() && host.size() <= 253 && !host.starts_with('.') && host.find("..") == std::string_view::npos &&
           std::ranges::all_of(host, [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

bool is_ipv6_address(std::string_view host) {
    return host.size() <= 45 && std::ranges::count(host, ':') >= 2 &&
           std::ranges::all_of(host, [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
}

bool is_path(std::string_view path) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '%' && (i + 2 >= path.size() || !is_hex_digit(path[i + 1]) || !is_hex_digit(path[i + 2]))) {
            return false;
        }
        if (path[i] <= ' ' || path[i] > '~' ||
            std::string_view("\"<>\\^`{|}").find(path[i]) != std::string_view::npos) {
            return false;
        }
    }
    return true;
}

/// Splits the text after `://`; gives what is wrong, or nothing.
std::optional<std::string_view> parse_rest(std::string_view rest, EndpointUrl& url) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    std::string_view path = rest.substr(slash);
    std::string_view port;
    bool has_port = false;
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos || !is_ipv6_address(authority.substr(1, close - 1))) {
            return "an IPv6 address in brackets";
        }
        url.origin.host = to_lower(authority.substr(1, close - 1));
        authority.remove_prefix(close + 1);
        has_port = !authority.empty();
        if (has_port && authority.front() != ':') {
            return "a port, a path or nothing after the bracket";
        }
        port = authority.substr(has_port ? 1 : 0);
    } else {
        const std::size_t colon = authority.find(':');
        has_port = colon != std::string_view::npos;
        port = has_port ? authority.substr(colon + 1) : std::string_view();
        if (!is_host_name(authority.substr(0, colon))) {
            return "a host name after the scheme";
        }
        url.origin.host = to_lower(authority.substr(0, colon));
    }
    if (has_port) {
        const auto [stop, failure] = std::from_chars(port.data(), port.data() + port.size(), url.origin.port);
        if (failure != std::errc() || stop != port.data() + port.size() || url.origin.port == 0) {
            return "a port from 1 to 65535";
        }
    }
    if (!is_path(path)) {
        return "a percent-encoded path";
    }
    while (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    url.base_path = path;
    return std::nullopt;
}

}  // namespace

Result<EndpointUrl> parse_endpoint_url(std::string_view name, const Setting<std::string>& url) {
    const auto invalid = [&](std::string_view expected) {
        return invalid_setting(ErrorCode::InvalidEndpoint, name, url, expected);
    };
    const std::string_view text = url.value;
    if (text.find('@') != std::string_view::npos) {
        return Error(ErrorCode::InvalidEndpoint,
                     name_of(name, url.origin) + ": expected a URL without a user name or password");
    }
    const std::size_t colon = text.find("://");
    const std::string scheme = colon == std::string_view::npos ? std::string() : to_lower(text.substr(0, colon));
    if (scheme != "http" && scheme != "https") {
        return invalid("a URL that begins with http:// or https://");
    }
    if (text.find_first_of("?#") != std::string_view::npos) {
        return invalid("a URL without a query or fragment");
    }
    EndpointUrl parsed;
    parsed.origin.scheme = scheme;
    parsed.origin.port = scheme == "https" ? 443 : 80;
    if (const auto expected = parse_rest(text.substr(colon + 3), parsed)) {
        return invalid(*expected);
    }
    return parsed;
}

}  // namespace dynoxx::aws
