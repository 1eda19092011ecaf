#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

namespace dynoxx::s3 {

http::Request encode(PutObjectRequest request, Addressing addressing) {
    http::Request out = object_request("PUT", request.bucket, request.key, addressing);
    set_header(out, "content-type", request.content_type);
    set_metadata(out, request.metadata);
    if (request.checksum == Checksum::Crc32) {
        out.headers.set("x-amz-sdk-checksum-algorithm", "CRC32");
        out.headers.set("x-amz-checksum-crc32", crc32_header(request.body));
    }
    out.body = std::move(request.body);
    return out;
}

PutObjectResponse decode_put_object(const http::Response& response) {
    PutObjectResponse result;
    result.etag = etag_of(response);
    result.version_id = response.headers.get("x-amz-version-id");
    if (result.etag.empty()) {
        throw_error(Error(ErrorCode::InvalidResponse, "The answer to PutObject cannot be understood: it has no ETag."));
    }
    return result;
}

}  // namespace dynoxx::s3
