#include "local/s3/checksum.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/preconditions.hpp"
#include "local/support/xml_writer.hpp"

#include <pugixml.hpp>

#include <cstring>

namespace dynoxx::local::s3 {

namespace {

constexpr std::size_t most_objects = 1000;

std::vector<std::string> keys_of(const pugi::xml_node& root) {
    std::vector<std::string> keys;
    for (const pugi::xml_node& object : root.children("Object")) {
        keys.emplace_back(object.child("Key").text().as_string());
        if (keys.back().empty()) {
            throw Refusal("MalformedXML");
        }
    }
    if (keys.empty() || keys.size() > most_objects) {
        throw Refusal("MalformedXML");
    }
    return keys;
}

}  // namespace

http::Response delete_object(Context& context, Request& request) {
    const Bucket& bucket = context.store.bucket(request.bucket);
    const auto found = bucket.objects.find(request.key);
    check_write_preconditions(request.headers, found == bucket.objects.end() ? nullptr : &found->second);
    // A missing object is not an error.
    context.store.remove_object(request.bucket, request.key);
    return empty_answer(204);
}

http::Response delete_objects(Context& context, Request& request) {
    static_cast<void>(context.store.bucket(request.bucket));
    if (request.headers.find("Content-MD5") == nullptr && verified_checksums(request).empty()) {
        throw Refusal("InvalidRequest", {},
                      "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }
    static_cast<void>(verified_checksums(request));
    pugi::xml_document document;
    if (!document.load_buffer(request.body.data(), request.body.size())) {
        throw Refusal("MalformedXML");
    }
    const pugi::xml_node root = document.child("Delete");
    const bool quiet = std::strcmp(root.child("Quiet").text().as_string(), "true") == 0;
    support::XmlWriter xml;
    xml.open("DeleteResult", xml_namespace);
    for (const std::string& key : keys_of(root)) {
        context.store.remove_object(request.bucket, key);
        if (!quiet) {
            xml.open("Deleted").element("Key", key).close("Deleted");
        }
    }
    xml.close("DeleteResult");
    return xml_answer(xml.take());
}

}  // namespace dynoxx::local::s3
