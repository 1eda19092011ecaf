#include "s3/codec/multipart_fields.hpp"

#include <dynoxx/error.hpp>

#include <sstream>

namespace dynoxx::s3 {

namespace {

[[noreturn]] void invalid(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidOption, "Cannot complete the upload to S3: " + what + "."));
}

void check_parts(const std::vector<UploadedPart>& parts) {
    if (parts.empty()) {
        invalid("it has no part");
    }
    int before = 0;
    for (const UploadedPart& part : parts) {
        if (part.part_number <= before || part.part_number > max_part_number) {
            invalid("part " + std::to_string(part.part_number) + " follows part " + std::to_string(before) +
                    "; the numbers go up from 1 to " + std::to_string(max_part_number));
        }
        before = part.part_number;
    }
}

std::string list_of(const CompleteMultipartUploadRequest& request) {
    const std::string element(name_of(request.checksum).element);
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("CompleteMultipartUpload");
    root.append_attribute("xmlns") = "http://s3.amazonaws.com/doc/2006-03-01/";
    for (const UploadedPart& part : request.parts) {
        pugi::xml_node node = root.append_child("Part");
        node.append_child("PartNumber").text().set(part.part_number);
        node.append_child("ETag").text().set(('"' + part.etag + '"').c_str());
        if (!element.empty() && !part.checksum.empty()) {
            node.append_child(element.c_str()).text().set(part.checksum.c_str());
        }
    }
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
    return std::move(text).str();
}

/// Sends what the whole must be, so that parts that were lost, changed or put in another order are not taken.
void set_whole(http::Request& request, const CompleteMultipartUploadRequest& upload) {
    std::vector<SummedPart> sums;
    std::uint64_t bytes = 0;
    for (const UploadedPart& part : upload.parts) {
        sums.emplace_back(part.checksum, part.bytes);
        bytes += part.bytes;
    }
    const std::optional<std::string> whole = combined_checksum(upload.checksum, sums);
    if (whole) {
        const bool full = type_of(upload.checksum) == ChecksumType::FullObject;
        request.headers.set(name_of(upload.checksum).header, *whole);
        request.headers.set("x-amz-checksum-type", full ? "FULL_OBJECT" : "COMPOSITE");
        request.headers.set("x-amz-mp-object-size", std::to_string(bytes));
    }
}

}  // namespace

http::Request encode(const CompleteMultipartUploadRequest& request, Addressing addressing) {
    check_parts(request.parts);
    http::Request out = upload_request("POST", request, addressing);
    out.headers.set("content-type", "application/xml");
    set_whole(out, request);
    set_condition(out, request.condition);
    set_customer_key(out, request.customer_key);
    out.body = list_of(request);
    return out;
}

CompleteMultipartUploadResponse decode_complete_multipart_upload(const http::Response& response) {
    constexpr std::string_view operation = "CompleteMultipartUpload";
    pugi::xml_document document;
    const pugi::xml_node root = read_xml(document, response, operation, "CompleteMultipartUploadResult");
    CompleteMultipartUploadResponse result;
    result.etag = unquoted(root.child_value("ETag"));
    result.version_id = response.headers.get("x-amz-version-id");
    if (result.etag.empty()) {
        malformed(operation, "it has no ETag");
    }
    return result;
}

}  // namespace dynoxx::s3
