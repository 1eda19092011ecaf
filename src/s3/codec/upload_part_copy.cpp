#include "s3/codec/multipart_fields.hpp"

#include <dynoxx/error.hpp>

namespace dynoxx::s3 {

http::Request encode(const UploadPartCopyRequest& request, Addressing addressing) {
    http::Request out = part_request(request, request.part_number, addressing);
    set_source(out, request.source);
    if (request.range) {
        if (!request.range->last) {
            throw_error(Error(ErrorCode::InvalidOption,
                              "Cannot write the request to S3: the range of a part to copy has no last byte."));
        }
        out.headers.set("x-amz-copy-source-range",
                        "bytes=" + std::to_string(request.range->first) + "-" + std::to_string(*request.range->last));
    }
    set_customer_key(out, request.customer_key);
    return out;
}

UploadedPart decode_upload_part_copy(const http::Response& response) {
    constexpr std::string_view operation = "UploadPartCopy";
    pugi::xml_document document;
    const pugi::xml_node root = read_xml(document, response, operation, "CopyPartResult");
    UploadedPart part;
    part.etag = unquoted(root.child_value("ETag"));
    part.checksum = checksum_in(root);
    if (part.etag.empty()) {
        malformed(operation, "it has no ETag");
    }
    return part;
}

}  // namespace dynoxx::s3
