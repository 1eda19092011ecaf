#include "local/s3/byte_range.hpp"
#include "local/s3/encryption.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/preconditions.hpp"
#include "local/s3/tags.hpp"
#include "runtime/timestamp.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace dynoxx::local::s3 {

namespace {

// "GetObject", "Overriding response header values through the request".
constexpr auto overrides = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"response-cache-control", "cache-control"},
    {"response-content-disposition", "content-disposition"},
    {"response-content-encoding", "content-encoding"},
    {"response-content-language", "content-language"},
    {"response-content-type", "content-type"},
    {"response-expires", "expires"},
});

http::Response describe(const Request& request, const Object& object) {
    http::Response response = empty_answer(200);
    response.headers = object.metadata;
    if (const std::size_t tags = count_tags(object.metadata.get("x-amz-tagging")); tags != 0) {
        response.headers.erase("x-amz-tagging");
        response.headers.add("x-amz-tagging-count", std::to_string(tags));
    }
    for (const auto& [parameter, header] : overrides) {
        if (const std::string* value = request.query.find(parameter)) {
            response.headers.set(header, *value);
        }
    }
    response.headers.add("ETag", object.etag);
    response.headers.add("Last-Modified", runtime::format_http_date(object.last_modified));
    response.headers.add("Accept-Ranges", "bytes");
    if (!object.part_sizes.empty() && request.query.has("partNumber")) {
        response.headers.add("x-amz-mp-parts-count", std::to_string(object.part_sizes.size()));
    }
    return response;
}

/// Gives the bytes that `Range` or `partNumber` asks for; nothing if the whole object is wanted.
std::optional<ByteRange> wanted_range(const Request& request, const Object& object) {
    const std::string_view header = request.headers.get("Range");
    if (!request.query.has("partNumber")) {
        return parse_byte_range(header, object.bytes->size());
    }
    if (!header.empty()) {
        throw Refusal("InvalidRequest", {}, "Cannot specify both Range header and partNumber query parameter");
    }
    const std::uint64_t number = part_number_of(request);
    const std::vector<std::uint64_t>& sizes = object.part_sizes;
    const std::size_t count = std::max<std::size_t>(sizes.size(), 1);  // a plain object is one part
    if (number > count) {
        throw Refusal("InvalidPartNumber",
                      {{"PartNumberRequested", std::to_string(number)}, {"ActualPartCount", std::to_string(count)}});
    }
    if (sizes.empty()) {
        return std::nullopt;
    }
    const auto part = sizes.begin() + static_cast<std::ptrdiff_t>(number - 1);
    return ByteRange{std::accumulate(sizes.begin(), part, std::uint64_t{0}), *part};
}

void add_checksums(http::Response& response, const Request& request, const Object& object) {
    if (!http::equals_ignoring_case(request.headers.get("x-amz-checksum-mode"), "ENABLED")) {
        return;
    }
    for (const auto& [name, value] : object.checksums) {
        response.headers.add(name, value);
    }
    response.headers.add("x-amz-checksum-type", object.checksum_type);
}

http::Response read(Context& context, const Request& request) {
    const Object& object = context.store.object(request.bucket, request.key);
    require_customer_key(request.headers, object.metadata);
    check_read_preconditions(request.headers, object);
    http::Response response = describe(request, object);
    const std::uint64_t size = object.bytes->size();
    const std::optional<ByteRange> range = wanted_range(request, object);
    const ByteRange sent = range.value_or(ByteRange{0, size});
    if (range) {
        response.status = 206;
        response.headers.add("Content-Range", "bytes " + std::to_string(sent.first) + "-" +
                                                  std::to_string(sent.first + sent.count - 1) + "/" +
                                                  std::to_string(size));
    } else {
        add_checksums(response, request, object);
    }
    response.headers.add("Content-Length", std::to_string(sent.count));
    if (request.method != "HEAD") {
        response.body.assign(*object.bytes, static_cast<std::size_t>(sent.first), static_cast<std::size_t>(sent.count));
    }
    return response;
}

}  // namespace

http::Response get_object(Context& context, Request& request) {
    return read(context, request);
}

http::Response head_object(Context& context, Request& request) {
    return read(context, request);
}

}  // namespace dynoxx::local::s3
