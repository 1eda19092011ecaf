#include "s3/codec.hpp"
#include "s3/codec/fields.hpp"

namespace dynoxx::s3 {

http::Request encode(const DeleteObjectRequest& request, Addressing addressing) {
    http::Request out = object_request("DELETE", request.bucket, request.key, addressing);
    add_parameter(out, "versionId", request.version_id);
    return out;
}

DeleteObjectResponse decode_delete_object(const http::Response& response) {
    DeleteObjectResponse result;
    result.version_id = response.headers.get("x-amz-version-id");
    result.delete_marker = response.headers.get("x-amz-delete-marker") == "true";
    return result;
}

}  // namespace dynoxx::s3
