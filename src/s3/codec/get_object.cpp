#include "runtime/timestamp.hpp"
#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

#include <algorithm>
#include <charconv>

namespace dynoxx::s3 {

namespace {

constexpr std::string_view metadata_prefix = "x-amz-meta-";
constexpr int partial_content = 206;

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Gives the size of the whole object: what stands behind the slash of `bytes 0-9/443`, or the content's length.
std::optional<std::uint64_t> object_size_of(const http::Response& response) {
    if (response.status == partial_content) {
        const std::string_view range = response.headers.get("content-range");
        const std::size_t slash = range.rfind('/');
        return slash == std::string_view::npos ? std::nullopt : number(range.substr(slash + 1));
    }
    return number(response.headers.get("content-length"));
}

GetObjectResponse read_headers(const http::Response& response) {
    GetObjectResponse result;
    result.etag = etag_of(response);
    result.content_type = response.headers.get("content-type");
    result.version_id = response.headers.get("x-amz-version-id");
    result.last_modified = runtime::parse_http_date(response.headers.get("last-modified"));
    result.object_size = object_size_of(response);
    for (const auto& [name, value] : response.headers) {
        if (http::equals_ignoring_case(name.substr(0, metadata_prefix.size()), metadata_prefix)) {
            std::string key = name.substr(metadata_prefix.size());
            std::ranges::transform(
                key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
            result.metadata.emplace(std::move(key), value);
        }
    }
    return result;
}

/// Compares the checksum of a whole object; that of parts (`...-3`) is of another form.
void check_sum(const http::Response& response) {
    const std::string_view expected = response.headers.get("x-amz-checksum-crc32");
    if (response.status == partial_content || expected.empty() || expected.find('-') != std::string_view::npos) {
        return;
    }
    if (crc32_header(response.body) != expected) {
        throw_error(
            Error(ErrorCode::ChecksumMismatch,
                  "The object that S3 sent is damaged: its CRC-32 is not the one in the answer. Read it again."));
    }
}

}  // namespace

http::Request encode(const GetObjectRequest& request, Addressing addressing) {
    http::Request out = object_request("GET", request.bucket, request.key, addressing);
    add_parameter(out, "versionId", request.version_id);
    if (request.range) {
        out.headers.set("range", "bytes=" + std::to_string(request.range->first) + "-" +
                                     (request.range->last ? std::to_string(*request.range->last) : ""));
    } else if (request.checksum == Checksum::Crc32) {
        out.headers.set("x-amz-checksum-mode", "ENABLED");
    }
    return out;
}

http::Request encode(const HeadObjectRequest& request, Addressing addressing) {
    http::Request out = object_request("HEAD", request.bucket, request.key, addressing);
    add_parameter(out, "versionId", request.version_id);
    return out;
}

GetObjectResponse decode_get_object(http::Response response) {
    check_sum(response);
    GetObjectResponse result = read_headers(response);
    result.body = std::move(response.body);
    return result;
}

GetObjectResponse decode_head_object(const http::Response& response) {
    return read_headers(response);
}

}  // namespace dynoxx::s3
