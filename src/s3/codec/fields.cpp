#include "s3/codec/fields.hpp"

#include "runtime/encoding.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::s3 {

namespace {

[[noreturn]] void invalid(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidOption, "Cannot write the request to S3: " + what + "."));
}

constexpr bool is_printable(char c) noexcept {
    return c >= ' ' && c <= '~';
}

/// Says whether a character may stand in the name of a header (RFC 9110, "token").
constexpr bool is_token(char c) noexcept {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

}  // namespace

http::Request object_request(std::string_view method, std::string_view bucket, std::string_view key,
                             Addressing addressing) {
    if (key.empty()) {
        invalid("the key of the object is empty");
    }
    http::Request request = bucket_request(method, bucket, addressing);
    if (addressing == Addressing::Path) {
        request.path += '/';
    }
    runtime::append_percent_encoded(request.path, key, runtime::Slash::Keep);
    return request;
}

http::Request bucket_request(std::string_view method, std::string_view bucket, Addressing addressing) {
    if (bucket.empty()) {
        invalid("the name of the bucket is empty");
    }
    http::Request request;
    request.method = method;
    if (addressing == Addressing::Path) {
        runtime::append_percent_encoded(request.path, bucket);
    }
    return request;
}

void add_parameter(http::Request& request, std::string_view name, std::string_view value) {
    if (!value.empty()) {
        request.query += request.query.empty() ? "" : "&";
        request.query += name;
        request.query += '=';
        runtime::append_percent_encoded(request.query, value);
    }
}

void set_header(http::Request& request, const std::string& name, const std::string& value) {
    if (!std::ranges::all_of(value, is_printable)) {
        invalid("the header \"" + name + "\" may have printable ASCII only");
    }
    if (!value.empty()) {
        request.headers.set(name, value);
    }
}

void set_metadata(http::Request& request, const Metadata& metadata) {
    for (const auto& [name, value] : metadata) {
        if (name.empty() || !std::ranges::all_of(name, is_token)) {
            invalid("the name of an entry of the metadata may have letters, digits and -._ only");
        }
        set_header(request, "x-amz-meta-" + name, value);
    }
}

std::string etag_of(const http::Response& response) {
    std::string_view etag = response.headers.get("etag");
    if (etag.size() >= 2 && etag.starts_with('"') && etag.ends_with('"')) {
        etag = etag.substr(1, etag.size() - 2);
    }
    return std::string(etag);
}

std::string crc32_header(std::string_view body) {
    const std::uint32_t sum = runtime::crc32(runtime::bytes_of(body));
    const std::array<std::byte, 4> bytes{static_cast<std::byte>(sum >> 24), static_cast<std::byte>(sum >> 16),
                                         static_cast<std::byte>(sum >> 8), static_cast<std::byte>(sum)};
    return runtime::base64_encode(bytes);
}

}  // namespace dynoxx::s3
