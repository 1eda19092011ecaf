#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

namespace dynoxx::s3 {

http::Request encode(const CopyObjectRequest& request, Addressing addressing) {
    http::Request out = object_request("PUT", request.bucket, request.key, addressing);
    set_source(out, request.source);
    if (request.properties) {
        out.headers.set("x-amz-metadata-directive", "REPLACE");
        out.headers.set("x-amz-tagging-directive", "REPLACE");
        set_properties(out, *request.properties);
    }
    set_header(out, "x-amz-checksum-algorithm", std::string(name_of(request.checksum).algorithm));
    set_condition(out, request.condition);
    return out;
}

CopyObjectResponse decode_copy_object(const http::Response& response) {
    pugi::xml_document document;
    const pugi::xml_node root = read_xml(document, response, "CopyObject", "CopyObjectResult");
    CopyObjectResponse result;
    result.etag = unquoted(root.child_value("ETag"));
    result.version_id = response.headers.get("x-amz-version-id");
    if (result.etag.empty()) {
        malformed("CopyObject", "it has no ETag");
    }
    return result;
}

}  // namespace dynoxx::s3
