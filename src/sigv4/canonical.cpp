#include "sigv4/canonical.hpp"

#include "runtime/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace dynoxx::sigv4 {

namespace {

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr bool is_blank(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void append_lower(std::string& out, std::string_view text) {
    const std::size_t start = out.size();
    out += text;
    for (char* c = out.data() + start; c != out.data() + out.size(); ++c) {
        *c = lower(*c);
    }
}

bool same_name(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool contains(std::string_view text, char c) noexcept {
    return !text.empty() && std::memchr(text.data(), c, text.size()) != nullptr;
}

/// Appends a value without blanks at its ends and with one blank for each run inside.
void append_value(std::string& out, std::string_view value) {
    // Most values have no blank at all, and a session token has a thousand characters: search first.
    if (!contains(value, ' ') && !contains(value, '\t') && !contains(value, '\n') && !contains(value, '\r')) {
        out += value;
        return;
    }
    bool blank_due = false;
    bool started = false;
    for (const char c : value) {
        if (is_blank(c)) {
            blank_due = started;
            continue;
        }
        if (blank_due) {
            out.push_back(' ');
            blank_due = false;
        }
        out.push_back(c);
        started = true;
    }
}

std::vector<std::string_view> normalized_segments(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const std::string_view segment = path.substr(0, slash);
        path.remove_prefix(std::min(slash + 1, path.size()));
        if (segment == "..") {
            if (!segments.empty()) {
                segments.pop_back();
            }
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
    }
    return segments;
}

std::string normalized_path(std::string_view path) {
    std::string out;
    for (const std::string_view segment : normalized_segments(path)) {
        out += '/';
        out += segment;
    }
    if (out.empty() || path.ends_with('/')) {
        out += '/';
    }
    return out;
}

/// Encodes what may be encoded already, in the one canonical way.
std::string encode_again(std::string_view text) {
    const std::optional<std::string> decoded = runtime::percent_decode(text);
    return runtime::percent_encode(decoded ? std::string_view(*decoded) : text);
}

void append_path(std::string& out, std::string_view path, PathRules rules) {
    if (path.empty() || path == "/") {
        out += '/';
    } else if (rules.normalize && rules.encode) {
        runtime::append_percent_encoded(out, normalized_path(path), runtime::Slash::Keep);
    } else if (rules.encode) {
        runtime::append_percent_encoded(out, path, runtime::Slash::Keep);
    } else if (rules.normalize) {
        out += normalized_path(path);
    } else {
        out += path;
    }
}

}  // namespace

std::string canonical_path(std::string_view path, PathRules rules) {
    std::string out;
    append_path(out, path, rules);
    return out;
}

std::string canonical_query(std::string_view query, std::string_view leave_out) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view parameter = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (parameter.empty()) {
            continue;
        }
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        std::string name = encode_again(parameter.substr(0, equals));
        if (leave_out.empty() || name != leave_out) {
            const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
            parameters.emplace_back(std::move(name), encode_again(value));
        }
    }
    std::ranges::sort(parameters);
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!out.empty()) {
            out += '&';
        }
        out += name;
        out += '=';
        out += value;
    }
    return out;
}

bool is_never_signed(std::string_view name) noexcept {
    // aws-c-auth's list, and the hop-by-hop headers that botocore leaves out as well.
    static constexpr std::array<std::string_view, 10> names{
        "authorization", "connection",        "expect",  "keep-alive", "te",
        "trailer",       "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id"};
    static constexpr std::array<std::string_view, 2> prefixes{"sec-websocket-", "proxy-"};
    return std::ranges::any_of(names, [name](std::string_view other) { return same_name(name, other); }) ||
           std::ranges::any_of(
               prefixes, [name](std::string_view prefix) { return same_name(name.substr(0, prefix.size()), prefix); });
}

void sort_headers(std::span<HeaderView> headers) {
    const auto before = [](const HeaderView& a, const HeaderView& b) {
        return std::ranges::lexicographical_compare(a.first, b.first, [](char x, char y) {
            return static_cast<unsigned char>(lower(x)) < static_cast<unsigned char>(lower(y));
        });
    };
    // Few headers, mostly in order already; std::stable_sort would allocate.
    for (std::size_t i = 1; i < headers.size(); ++i) {
        for (std::size_t j = i; j > 0 && before(headers[j], headers[j - 1]); --j) {
            std::swap(headers[j], headers[j - 1]);
        }
    }
}

std::string signed_names(std::span<const HeaderView> sorted) {
    std::string out;
    out.reserve(128);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i > 0 && same_name(sorted[i].first, sorted[i - 1].first)) {
            continue;
        }
        if (i > 0) {
            out += ';';
        }
        append_lower(out, sorted[i].first);
    }
    return out;
}

void append_canonical_request(std::string& out, const RequestView& request, PathRules rules, std::string_view query,
                              std::span<const HeaderView> sorted, std::string_view names) {
    out += request.method;
    out += '\n';
    append_path(out, request.path, rules);
    out += '\n';
    out += query;
    out += '\n';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const auto& [name, value] = sorted[i];
        if (i > 0 && same_name(name, sorted[i - 1].first)) {
            out.back() = ',';  // in place of the line's end
        } else {
            append_lower(out, name);
            out += ':';
        }
        append_value(out, value);
        out += '\n';
    }
    out += '\n';
    out += names;
    out += '\n';
}

}  // namespace dynoxx::sigv4
