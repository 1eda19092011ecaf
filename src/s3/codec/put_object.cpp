#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

namespace dynoxx::s3 {

http::Request encode(PutObjectRequest request, Addressing addressing) {
    http::Request out = object_request("PUT", request.bucket, request.key, addressing);
    set_properties(out, request);
    set_condition(out, request.condition);
    out.body = std::move(request.body);
    set_checksum(out, request.checksum);
    return out;
}

PutObjectResponse decode_put_object(const http::Response& response) {
    PutObjectResponse result;
    result.etag = etag_of(response);
    result.version_id = response.headers.get("x-amz-version-id");
    if (result.etag.empty()) {
        malformed("PutObject", "it has no ETag");
    }
    return result;
}

}  // namespace dynoxx::s3
