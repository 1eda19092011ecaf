#include "s3/codec/multipart_fields.hpp"

#include <dynoxx/error.hpp>

namespace dynoxx::s3 {

http::Request upload_request(std::string_view method, const UploadName& upload, Addressing addressing) {
    if (upload.upload_id.empty()) {
        throw_error(Error(ErrorCode::InvalidOption, "Cannot write the request to S3: the upload has no id."));
    }
    http::Request request = object_request(method, upload.bucket, upload.key, addressing);
    add_parameter(request, "uploadId", upload.upload_id);
    return request;
}

http::Request part_request(const UploadName& upload, int part_number, Addressing addressing) {
    if (part_number < 1 || part_number > max_part_number) {
        throw_error(Error(ErrorCode::InvalidOption, "Cannot write the request to S3: " + std::to_string(part_number) +
                                                        " is no number of a part; they go from 1 to " +
                                                        std::to_string(max_part_number) + "."));
    }
    http::Request request = upload_request("PUT", upload, addressing);
    request.query.insert(0, "partNumber=" + std::to_string(part_number) + "&");
    return request;
}

std::string checksum_in(const pugi::xml_node& node) {
    for (const ChecksumName& name : checksum_names()) {
        if (const pugi::xml_node found = node.child(std::string(name.element).c_str())) {
            return found.text().get();
        }
    }
    return {};
}

}  // namespace dynoxx::s3
