#include "runtime/timestamp.hpp"
#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

#include <algorithm>

namespace dynoxx::s3 {

namespace {

constexpr std::string_view metadata_prefix = "x-amz-meta-";
constexpr int partial_content = 206;

/// Gives the size of the whole object: what stands behind the slash of `bytes 0-9/443`, or the content's length.
std::optional<std::uint64_t> object_size_of(const http::Response& response) {
    if (response.status == partial_content) {
        const std::string_view range = response.headers.get("content-range");
        const std::size_t slash = range.rfind('/');
        return slash == std::string_view::npos ? std::nullopt : number(range.substr(slash + 1));
    }
    return number(response.headers.get("content-length"));
}

/// Reads `bytes 0-9/443`; nothing if it is not of this form.
std::optional<ByteRange> range_of(std::string_view text) {
    if (!text.starts_with("bytes ")) {
        return std::nullopt;
    }
    text = text.substr(6, text.find('/') - 6);
    const std::size_t dash = text.find('-');
    const std::optional<std::uint64_t> first = number(text.substr(0, dash));
    const std::optional<std::uint64_t> last =
        dash == std::string_view::npos ? std::nullopt : number(text.substr(dash + 1));
    return first && last && *first <= *last ? std::optional(ByteRange(*first, *last)) : std::nullopt;
}

/// Refuses a part of an object that is not as long as it says, or does not say which part it is.
void check_range(const GetObjectResponse& result, const http::Response& response) {
    if (response.status != partial_content) {
        return;
    }
    if (!result.range || !result.object_size) {
        malformed("GetObject", "it is a part of an object and does not say which");
    }
    if (*result.range->last - result.range->first + 1 != response.body.size()) {
        malformed("GetObject", "it has " + std::to_string(response.body.size()) + " bytes for the range \"" +
                                   std::string(response.headers.get("content-range")) + "\"");
    }
}

/// Says whether an answer is all of an object, which may have been asked for as a range.
bool is_whole(const GetObjectResponse& read) {
    return !read.range || (read.range->first == 0 && read.object_size == *read.range->last + 1);
}

GetObjectResponse read_headers(const http::Response& response) {
    GetObjectResponse result;
    result.etag = etag_of(response);
    result.content_type = response.headers.get("content-type");
    result.version_id = response.headers.get("x-amz-version-id");
    result.last_modified = runtime::parse_http_date(response.headers.get("last-modified"));
    result.object_size = object_size_of(response);
    result.storage_class = response.headers.get("x-amz-storage-class");
    if (response.status == partial_content) {
        result.range = range_of(response.headers.get("content-range"));
    }
    if (is_whole(result)) {
        result.checksum = checksum_in(response);
    }
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

}  // namespace

http::Request encode(const GetObjectRequest& request, Addressing addressing) {
    http::Request out = object_request("GET", request.bucket, request.key, addressing);
    add_parameter(out, "versionId", request.version_id);
    if (request.range) {
        out.headers.set("range", "bytes=" + std::to_string(request.range->first) + "-" +
                                     (request.range->last ? std::to_string(*request.range->last) : ""));
    }
    if (request.verifies) {
        out.headers.set("x-amz-checksum-mode", "ENABLED");
    }
    set_etag(out, "if-match", request.if_match);
    set_customer_key(out, request.customer_key);
    return out;
}

http::Request encode(const HeadObjectRequest& request, Addressing addressing) {
    http::Request out = object_request("HEAD", request.bucket, request.key, addressing);
    add_parameter(out, "versionId", request.version_id);
    if (request.verifies) {
        out.headers.set("x-amz-checksum-mode", "ENABLED");
    }
    set_etag(out, "if-match", request.if_match);
    set_customer_key(out, request.customer_key);
    return out;
}

bool is_intact(const http::Response& response) {
    const std::optional<ObjectChecksum> expected = read_headers(response).checksum;
    return response.status / 100 != 2 || !expected || expected->type == ChecksumType::Composite ||
           checksum_of(expected->checksum, response.body) == expected->value;
}

GetObjectResponse decode_get_object(http::Response response) {
    GetObjectResponse result = read_headers(response);
    check_range(result, response);
    result.body = std::move(response.body);
    return result;
}

GetObjectResponse decode_get_object(http::Response response, ByteRange asked) {
    GetObjectResponse result = decode_get_object(std::move(response));
    if (result.etag.empty()) {
        malformed("GetObject", "it has no ETag, so that parts of different objects could be put together");
    }
    if (!result.range) {
        malformed("GetObject", "it is the whole object, and a range was asked for");
    }
    const std::uint64_t end = *result.object_size - 1;
    if (result.range->first != asked.first || *result.range->last != std::min(asked.last.value_or(end), end)) {
        malformed("GetObject", "it is another range than was asked for");
    }
    return result;
}

GetObjectResponse decode_head_object(const http::Response& response) {
    return read_headers(response);
}

}  // namespace dynoxx::s3
