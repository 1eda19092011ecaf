#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

#include <pugixml.hpp>

#include <algorithm>

namespace dynoxx::s3 {

namespace {

constexpr std::string_view operation = "ListObjectsV2";

/// Gives the key as it is: S3 sends it percent-encoded, blanks as `+`, since XML cannot carry every character.
std::string key_of(const pugi::xml_node& object) {
    std::string text = object.child("Key").text().get();
    std::ranges::replace(text, '+', ' ');
    std::optional<std::string> key = runtime::percent_decode(text);
    if (!key || key->empty()) {
        malformed(operation, "an object has no key");
    }
    return std::move(*key);
}

std::uint64_t size_of(const pugi::xml_node& object) {
    const std::optional<std::uint64_t> size = number(object.child("Size").text().get());
    if (!size) {
        malformed(operation, "the size of an object is no number");
    }
    return *size;
}

ListedObject read(const pugi::xml_node& object) {
    ListedObject result;
    result.key = key_of(object);
    result.size = size_of(object);
    result.etag = object.child("ETag").text().get();
    std::erase(result.etag, '"');
    const std::optional<runtime::SystemTime> time = runtime::parse_iso8601(object.child("LastModified").text().get());
    if (!time) {
        malformed(operation, "the time of an object is no time");
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
    const pugi::xml_node root = read_xml(document, response, operation, "ListBucketResult");
    ListObjectsResponse result;
    for (const pugi::xml_node object : root.children("Contents")) {
        result.objects.push_back(read(object));
    }
    if (root.child("IsTruncated").text().as_bool()) {
        result.continuation_token = root.child("NextContinuationToken").text().get();
        if (result.continuation_token.empty()) {
            malformed(operation, "there is more, and it does not say where to go on");
        }
    }
    return result;
}

}  // namespace dynoxx::s3
