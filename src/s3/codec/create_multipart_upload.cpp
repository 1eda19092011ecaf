#include "s3/codec/fields.hpp"
#include "s3/multipart.hpp"

namespace dynoxx::s3 {

http::Request encode(const CreateMultipartUploadRequest& request, Addressing addressing) {
    http::Request out = object_request("POST", request.bucket, request.key, addressing);
    out.query = "uploads=";
    set_properties(out, request);
    if (request.checksum != Checksum::None) {
        out.headers.set("x-amz-checksum-algorithm", std::string(name_of(request.checksum).algorithm));
        out.headers.set("x-amz-checksum-type",
                        type_of(request.checksum) == ChecksumType::FullObject ? "FULL_OBJECT" : "COMPOSITE");
    }
    return out;
}

CreateMultipartUploadResponse decode_create_multipart_upload(const http::Response& response) {
    constexpr std::string_view operation = "CreateMultipartUpload";
    pugi::xml_document document;
    const pugi::xml_node root = read_xml(document, response, operation, "InitiateMultipartUploadResult");
    CreateMultipartUploadResponse result;
    result.upload_id = root.child_value("UploadId");
    if (result.upload_id.empty()) {
        malformed(operation, "it has no id of the upload");
    }
    return result;
}

}  // namespace dynoxx::s3
