#include "s3/codec/multipart_fields.hpp"

namespace dynoxx::s3 {

http::Request encode(const AbortMultipartUploadRequest& request, Addressing addressing) {
    return upload_request("DELETE", request, addressing);
}

}  // namespace dynoxx::s3
