#include "sigv4/verify.hpp"

#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <functional>

namespace dynoxx::sigv4 {

namespace {

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// Calls `use` with each part of a text between separators.
void for_each_part(std::string_view text, char separator, const std::function<void(std::string_view)>& use) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        use(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string_view header(const RequestView& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
        if (lowered(key) == name) {
            return value;
        }
    }
    return {};
}

/// Fills the parts of `key-id/day/region/service/aws4_request`; a key id may contain slashes, the rest may not.
void take_credential(PresentedSignature& signature, std::string_view credential) {
    signature.credential = credential;
    std::vector<std::string_view> parts;
    std::string_view rest = credential;
    for (int i = 0; i < 4; ++i) {
        const std::size_t slash = rest.rfind('/');
        if (slash == std::string_view::npos) {
            return;
        }
        parts.push_back(rest.substr(slash + 1));
        rest = rest.substr(0, slash);
    }
    if (parts[0] != "aws4_request") {
        return;
    }
    signature.service = parts[1];
    signature.region = parts[2];
    signature.day = parts[3];
    signature.access_key_id = rest;
}

void take_signed_headers(PresentedSignature& signature, std::string_view names) {
    for_each_part(names, ';', [&](std::string_view name) { signature.signed_headers.push_back(lowered(name)); });
}

std::optional<PresentedSignature> parse_query(std::string_view query) {
    PresentedSignature signature;
    signature.place = PresentedSignature::Place::Query;
    bool found = false;
    for_each_part(query, '&', [&](std::string_view parameter) {
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        const std::string name = runtime::percent_decode(parameter.substr(0, equals)).value_or("");
        const std::string value =
            runtime::percent_decode(parameter.substr(std::min(equals + 1, parameter.size()))).value_or("");
        if (name == "X-Amz-Algorithm") {
            found = value == algorithm_name;
        } else if (name == "X-Amz-Credential") {
            take_credential(signature, value);
        } else if (name == "X-Amz-Date") {
            signature.amz_date = value;
        } else if (name == "X-Amz-SignedHeaders") {
            take_signed_headers(signature, value);
        } else if (name == "X-Amz-Security-Token") {
            signature.session_token = value;
        } else if (name == "X-Amz-Signature") {
            signature.signature = value;
        } else if (name == "X-Amz-Expires") {
            std::int64_t seconds = 0;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
            if (error == std::errc() && end == value.data() + value.size()) {
                signature.expires = std::chrono::seconds(seconds);
            }
        }
    });
    return found ? std::optional(std::move(signature)) : std::nullopt;
}

std::string date_of(const RequestView& request) {
    if (const std::string_view date = trimmed(header(request, "x-amz-date")); !date.empty()) {
        return std::string(date);
    }
    const std::string_view date = trimmed(header(request, "date"));
    const std::optional<runtime::SystemTime> time = runtime::parse_http_date(date);
    return time ? runtime::format_basic_timestamp(*time) : std::string(date);
}

}  // namespace

std::optional<PresentedSignature> parse_authorization(std::string_view value) {
    value = trimmed(value);
    if (!value.starts_with(algorithm_name)) {
        return std::nullopt;
    }
    value.remove_prefix(algorithm_name.size());
    if (!value.empty() && value.front() != ' ' && value.front() != '\t') {
        return std::nullopt;
    }
    PresentedSignature signature;
    for_each_part(value, ',', [&](std::string_view part) {
        part = trimmed(part);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            return;
        }
        const std::string_view name = part.substr(0, equals);
        const std::string_view text = part.substr(equals + 1);
        if (name == "Credential") {
            take_credential(signature, text);
        } else if (name == "SignedHeaders") {
            take_signed_headers(signature, text);
        } else if (name == "Signature") {
            signature.signature = text;
        }
    });
    return signature;
}

std::optional<PresentedSignature> find_signature(const RequestView& request) {
    if (const std::string_view value = header(request, "authorization"); !value.empty()) {
        std::optional<PresentedSignature> signature = parse_authorization(value);
        if (signature) {
            signature->amz_date = date_of(request);
            signature->session_token = trimmed(header(request, "x-amz-security-token"));
        }
        return signature;
    }
    return parse_query(request.query);
}

ExpectedSignature expected_signature(const RequestView& request, const PresentedSignature& presented,
                                     const SigningKey& key, PathRules rules) {
    ExpectedSignature expected;
    std::vector<HeaderView> headers;
    for (const std::string& name : presented.signed_headers) {
        const std::size_t before = headers.size();
        for (const HeaderView& field : request.headers) {
            if (lowered(field.first) == name) {
                headers.push_back(field);
            }
        }
        if (headers.size() == before) {
            expected.missing_headers.push_back(name);
            headers.emplace_back(name, "");
        }
    }
    for (const HeaderView& field : request.headers) {
        const std::string name = lowered(field.first);
        if ((name == "host" || name.starts_with("x-amz-")) &&
            std::ranges::find(presented.signed_headers, name) == presented.signed_headers.end() &&
            std::ranges::find(expected.unsigned_headers, name) == expected.unsigned_headers.end()) {
            expected.unsigned_headers.push_back(name);
        }
    }
    sort_headers(headers);
    append_canonical_request(expected.texts.canonical_request, request, rules,
                             canonical_query(request.query, "X-Amz-Signature"), headers, signed_names(headers));
    expected.texts.canonical_request += request.payload_hash;
    expected.texts.string_to_sign = string_to_sign(presented.amz_date, key.scope(), expected.texts.canonical_request);
    expected.signature = runtime::hex_encode(key.sign(expected.texts.string_to_sign));
    return expected;
}

bool signatures_equal(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dynoxx::sigv4
