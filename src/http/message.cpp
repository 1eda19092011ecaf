#include "http/message.hpp"

#include "runtime/wipe.hpp"

#include <algorithm>

namespace dynoxx::http {

namespace {

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Most names differ in length already.
bool is_same_name(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && equals_ignoring_case(a, b);
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Headers::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : fields_) {
        if (is_same_name(key, name)) {
            return &value;
        }
    }
    return nullptr;
}

std::string_view Headers::get(std::string_view name) const noexcept {
    const std::string* found = find(name);
    return found == nullptr ? std::string_view() : std::string_view(*found);
}

void Headers::set(std::string_view name, std::string value) {
    for (auto field = fields_.begin(); field != fields_.end(); ++field) {
        if (is_same_name(field->first, name)) {
            runtime::wipe(field->second);
            field->second = std::move(value);
            fields_.erase(std::remove_if(field + 1, fields_.end(),
                                         [name](const value_type& other) { return is_same_name(other.first, name); }),
                          fields_.end());
            return;
        }
    }
    add(std::string(name), std::move(value));
}

void Headers::erase(std::string_view name) {
    std::erase_if(fields_, [name](value_type& field) {
        const bool found = is_same_name(field.first, name);
        if (found) {
            runtime::wipe(field.second);
        }
        return found;
    });
}

void Headers::wipe() noexcept {
    for (auto& [name, value] : fields_) {
        runtime::wipe(value);
    }
}

Request::~Request() {
    headers.wipe();
    if (holds_secrets) {
        runtime::wipe(body);
    }
}

Response::~Response() {
    if (holds_secrets) {
        runtime::wipe(body);
    }
}

std::string Origin::host_header() const {
    std::string text;
    text.reserve(host.size() + 8);
    append_host_header(text);
    return text;
}

void Origin::append_host_header(std::string& out) const {
    const bool ipv6 = host.find(':') != std::string::npos;
    out.append(ipv6 ? "[" : "").append(host).append(ipv6 ? "]" : "");
    if (port != (is_tls() ? 443 : 80)) {
        out.append(":").append(std::to_string(port));
    }
}

}  // namespace dynoxx::http
