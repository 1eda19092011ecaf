#include "s3/codec/multipart_fields.hpp"

namespace dynoxx::s3 {

http::Request encode(UploadPartRequest request, Addressing addressing) {
    http::Request out = part_request(request, request.part_number, addressing);
    out.body = std::move(request.body);
    set_checksum(out, request.checksum);
    set_customer_key(out, request.customer_key);
    return out;
}

UploadedPart decode_upload_part(const http::Response& response) {
    UploadedPart part;
    part.etag = etag_of(response);
    if (part.etag.empty()) {
        malformed("UploadPart", "it has no ETag");
    }
    if (std::optional<ObjectChecksum> found = checksum_in(response)) {
        part.checksum = std::move(found->value);
    }
    return part;
}

}  // namespace dynoxx::s3
