#include "local/s3/checksum.hpp"
#include "local/s3/encryption.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/preconditions.hpp"
#include "local/support/digest.hpp"
#include "local/support/time_text.hpp"
#include "local/support/xml_writer.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>

namespace dynoxx::local::s3 {

namespace {

constexpr std::uint64_t last_part_number = 10000;
constexpr std::size_t upload_id_letters = 64;
constexpr std::string_view default_algorithm = "CRC64NVME";  // of uploads that name none: their parts may have any

void add_part_checksum(const Upload& upload, Part& part) {
    if (const ChecksumAlgorithm* algorithm = find_checksum_algorithm(upload.checksum_algorithm)) {
        part.checksums.try_emplace(std::string(algorithm->header),
                                   runtime::base64_encode(runtime::bytes_of(algorithm->compute(*part.bytes))));
    }
}

/// Refuses a part whose checksum is of another kind than its upload said.
void check_algorithm(const Upload& upload, const Checksums& sent) {
    const ChecksumAlgorithm* wanted = find_checksum_algorithm(upload.checksum_algorithm);
    if (wanted != nullptr && wanted->name != default_algorithm && !sent.empty() && !sent.contains(wanted->header)) {
        throw Refusal("InvalidRequest", {},
                      "Checksum Type mismatch occurred, expected checksum Type: " + std::string(wanted->name) +
                          ", actual checksum: " + sent.begin()->first);
    }
}

void add_checksums(support::XmlWriter& xml, const Part& part) {
    for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
        if (const auto found = part.checksums.find(algorithm.header); found != part.checksums.end()) {
            xml.element(algorithm.element, found->second);
        }
    }
}

}  // namespace

std::uint64_t part_number_of(const Request& request) {
    const std::string text(request.query.get("partNumber"));
    const std::optional<std::uint64_t> number = support::parse_number(text);
    if (!number || *number == 0 || *number > last_part_number) {
        throw Refusal("InvalidArgument", {{"ArgumentName", "partNumber"}, {"ArgumentValue", text}},
                      "Part number must be an integer between 1 and 10000, inclusive");
    }
    return *number;
}

http::Response create_multipart_upload(Context& context, Request& request) {
    static_cast<void>(context.store.bucket(request.bucket));
    if (request.key.size() > max_key_bytes) {
        throw Refusal("KeyTooLongError");
    }
    Upload upload;
    upload.key = request.key;
    upload.metadata = kept_metadata(request.headers);
    upload.initiated = context.now;
    upload.checksum_algorithm = request.headers.get("x-amz-checksum-algorithm");
    upload.checksum_type = request.headers.get("x-amz-checksum-type");
    if (upload.checksum_algorithm.empty()) {
        upload.checksum_algorithm = default_algorithm;
    } else if (find_checksum_algorithm(upload.checksum_algorithm) == nullptr) {
        throw Refusal("InvalidRequest", {}, "Checksum algorithm provided is unsupported.");
    }
    if (upload.checksum_type.empty()) {
        upload.checksum_type = upload.checksum_algorithm == default_algorithm ? "FULL_OBJECT" : "COMPOSITE";
    }
    const std::string id = context.ids.text(upload_id_letters, support::alphanumeric);
    support::XmlWriter xml;
    xml.open("InitiateMultipartUploadResult", xml_namespace);
    xml.element("Bucket", request.bucket).element("Key", request.key).element("UploadId", id);
    xml.close("InitiateMultipartUploadResult");
    http::Response response = xml_answer(xml.take());
    add_encryption(response, upload.metadata);
    if (request.headers.find("x-amz-checksum-algorithm") != nullptr) {
        response.headers.add("x-amz-checksum-algorithm", upload.checksum_algorithm);
        response.headers.add("x-amz-checksum-type", upload.checksum_type);
    }
    context.store.add_upload(request.bucket, id, std::move(upload));
    return response;
}

http::Response upload_part(Context& context, Request& request) {
    const std::string id(request.query.get("uploadId"));
    const Upload& upload = context.store.upload(request.bucket, request.key, id);
    const std::uint64_t number = part_number_of(request);
    require_customer_key(request.headers, upload.metadata);
    Part part;
    part.checksums = verified_checksums(request);
    check_algorithm(upload, part.checksums);
    part.bytes = std::make_shared<const std::string>(std::move(request.body));
    part.etag = etag_of(*part.bytes);
    part.last_modified = context.now;
    http::Response response = empty_answer(200);
    response.headers.add("ETag", part.etag);
    add_encryption(response, upload.metadata);
    for (const auto& [name, value] : part.checksums) {
        response.headers.add(name, value);
    }
    add_part_checksum(upload, part);
    context.store.put_part(request.bucket, id, number, std::move(part));
    return response;
}

http::Response upload_part_copy(Context& context, Request& request) {
    const std::string id(request.query.get("uploadId"));
    const Upload& upload = context.store.upload(request.bucket, request.key, id);
    const std::uint64_t number = part_number_of(request);
    require_customer_key(request.headers, upload.metadata);
    Part part;
    part.bytes = std::make_shared<const std::string>(find_copy_source(context, request).bytes);
    part.etag = etag_of(*part.bytes);
    part.last_modified = context.now;
    add_part_checksum(upload, part);
    support::XmlWriter xml;
    xml.open("CopyPartResult", xml_namespace);
    xml.element("LastModified", support::iso_time_with_millis(part.last_modified)).element("ETag", part.etag);
    add_checksums(xml, part);
    xml.close("CopyPartResult");
    context.store.put_part(request.bucket, id, number, std::move(part));
    return xml_answer(xml.take());
}

http::Response abort_multipart_upload(Context& context, Request& request) {
    const std::string id(request.query.get("uploadId"));
    static_cast<void>(context.store.upload(request.bucket, request.key, id));
    context.store.remove_upload(request.bucket, id);
    return empty_answer(204);
}

http::Response list_parts(Context& context, Request& request) {
    const std::string id(request.query.get("uploadId"));
    const Upload& upload = context.store.upload(request.bucket, request.key, id);
    const std::uint64_t marker = support::parse_number(request.query.get("part-number-marker")).value_or(0);
    const std::uint64_t most =
        std::min<std::uint64_t>(support::parse_number(request.query.get("max-parts")).value_or(1000), 1000);
    support::XmlWriter xml;
    xml.open("ListPartsResult", xml_namespace);
    xml.element("Bucket", request.bucket).element("Key", request.key).element("UploadId", id);
    xml.element("PartNumberMarker", std::to_string(marker)).element("MaxParts", std::to_string(most));
    std::uint64_t count = 0;
    std::uint64_t last = marker;
    auto at = upload.parts.upper_bound(marker);
    for (; at != upload.parts.end() && count < most; ++at, ++count) {
        last = at->first;
        xml.open("Part").element("PartNumber", std::to_string(at->first));
        xml.element("LastModified", support::iso_time_with_millis(at->second.last_modified));
        xml.element("ETag", at->second.etag).element("Size", std::to_string(at->second.bytes->size()));
        add_checksums(xml, at->second);
        xml.close("Part");
    }
    xml.element("NextPartNumberMarker", std::to_string(last));
    xml.element("IsTruncated", at == upload.parts.end() ? "false" : "true");
    xml.element("StorageClass", "STANDARD").close("ListPartsResult");
    return xml_answer(xml.take());
}

http::Response list_multipart_uploads(Context& context, Request& request) {
    const std::string_view prefix = request.query.get("prefix");
    support::XmlWriter xml;
    xml.open("ListMultipartUploadsResult", xml_namespace).element("Bucket", request.bucket);
    for (const auto& [id, upload] : context.store.bucket(request.bucket).uploads) {
        if (upload.key.starts_with(prefix)) {
            xml.open("Upload").element("Key", upload.key).element("UploadId", id);
            xml.element("Initiated", support::iso_time_with_millis(upload.initiated)).close("Upload");
        }
    }
    xml.element("MaxUploads", "1000").element("IsTruncated", "false").close("ListMultipartUploadsResult");
    return xml_answer(xml.take());
}

}  // namespace dynoxx::local::s3
