#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>

namespace dynoxx::s3 {

namespace {

[[noreturn]] void malformed(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse, "The answer to ListObjectsV2 cannot be understood: " + what + "."));
}

/// Gives the key as it is: S3 sends it percent-encoded, blanks as `+`, since XML cannot carry every character.
std::string key_of(const pugi::xml_node& object) {
    std::string text = object.child("Key").text().get();
    std::ranges::replace(text, '+', ' ');
    std::optional<std::string> key = runtime::percent_decode(text);
    if (!key || key->empty()) {
        malformed("an object has no key");
    }
    return std::move(*key);
}

std::uint64_t size_of(const pugi::xml_node& object) {
    const std::string_view text = object.child("Size").text().get();
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || end != text.data() + text.size()) {
        malformed("the size of an object is no number");
    }
    return size;
}

ListedObject read(const pugi::xml_node& object) {
    ListedObject result;
    result.key = key_of(object);
    result.size = size_of(object);
    result.etag = object.child("ETag").text().get();
    std::erase(result.etag, '"');
    const std::optional<runtime::SystemTime> time = runtime::parse_iso8601(object.child("LastModified").text().get());
    if (!time) {
        malformed("the time of an object is no time");
    }
    result.last_modified = *time;
    return result;
}

}  // namespace

http::Request encode(const ListObjectsRequest& request, Addressing addressing) {
    http::Request out = bucket_request("GET", request.bucket, addressing);
    add_parameter(out, "continuation-token", request.continuation_token);
    add_parameter(out, "encoding-type", "url");
    add_parameter(out, "list-type", "2");
    add_parameter(out, "prefix", request.prefix);
    return out;
}

ListObjectsResponse decode_list_objects(const http::Response& response) {
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(response.body.data(), response.body.size());
    if (!parsed) {
        malformed(std::string("it is not valid XML (") + parsed.description() + ")");
    }
    const pugi::xml_node root = document.child("ListBucketResult");
    if (!root) {
        malformed("it has no element ListBucketResult");
    }
    ListObjectsResponse result;
    for (const pugi::xml_node object : root.children("Contents")) {
        result.objects.push_back(read(object));
    }
    if (root.child("IsTruncated").text().as_bool()) {
        result.continuation_token = root.child("NextContinuationToken").text().get();
        if (result.continuation_token.empty()) {
            malformed("there is more, and it does not say where to go on");
        }
    }
    return result;
}

}  // namespace dynoxx::s3
