#include "local/s3/checksum.hpp"
#include "local/s3/encryption.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/preconditions.hpp"
#include "local/support/digest.hpp"
#include "local/support/xml_writer.hpp"
#include "runtime/encoding.hpp"

#include <pugixml.hpp>

namespace dynoxx::local::s3 {

namespace {

constexpr std::size_t min_part_bytes = 5 * 1024 * 1024;

std::string without_quotes(std::string_view tag) {
    return std::string(tag.size() >= 2 && tag.front() == '"' ? tag.substr(1, tag.size() - 2) : tag);
}

/// Finds the parts that the client lists, and checks each against what it says of it.
std::vector<const Part*> chosen_parts(const Upload& upload, const Request& request) {
    pugi::xml_document document;
    if (!document.load_buffer(request.body.data(), request.body.size())) {
        throw Refusal("MalformedXML");
    }
    std::vector<const Part*> chosen;
    std::uint64_t before = 0;
    for (const pugi::xml_node& node : document.child("CompleteMultipartUpload").children("Part")) {
        const std::uint64_t number = support::parse_number(node.child("PartNumber").text().as_string()).value_or(0);
        if (number <= before) {
            throw Refusal("InvalidPartOrder", {{"UploadId", std::string(request.query.get("uploadId"))}});
        }
        before = number;
        const auto found = upload.parts.find(number);
        const std::string etag = node.child("ETag").text().as_string();
        if (found == upload.parts.end() || without_quotes(found->second.etag) != without_quotes(etag)) {
            throw Refusal("InvalidPart", {{"PartNumber", std::to_string(number)}, {"ETag", etag}});
        }
        for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
            const std::string sent = node.child(std::string(algorithm.element).c_str()).text().as_string();
            const auto known = found->second.checksums.find(algorithm.header);
            if (!sent.empty() && known != found->second.checksums.end() && known->second != sent) {
                throw Refusal("InvalidPart", {{"PartNumber", std::to_string(number)}});
            }
        }
        chosen.push_back(&found->second);
    }
    if (chosen.empty()) {
        throw Refusal("MalformedXML");
    }
    for (std::size_t i = 0; i + 1 < chosen.size(); ++i) {
        if (chosen[i]->bytes->size() < min_part_bytes) {
            throw Refusal("EntityTooSmall", {{"ProposedSize", std::to_string(chosen[i]->bytes->size())},
                                             {"MinSizeAllowed", std::to_string(min_part_bytes)},
                                             {"ETag", without_quotes(chosen[i]->etag)}});
        }
    }
    return chosen;
}

/// Gives `digest of the digests-N`, which ETags and composite checksums are.
std::string composite(const std::vector<std::string>& raw, std::string (*compute)(std::string_view)) {
    std::string joined;
    for (const std::string& part : raw) {
        joined += part;
    }
    return compute(joined);
}

Object assemble(const Upload& upload, const std::vector<const Part*>& parts) {
    Object object;
    std::string bytes;
    std::vector<std::string> digests;
    for (const Part* part : parts) {
        bytes += *part->bytes;
        object.part_sizes.push_back(part->bytes->size());
        digests.push_back(support::md5(*part->bytes));
    }
    const std::string count = "-" + std::to_string(parts.size());
    object.metadata = upload.metadata;
    const std::string digest = composite(digests, support::md5);
    object.etag = '"' + runtime::hex_encode(runtime::bytes_of(digest)) + count + '"';
    object.checksum_type = upload.checksum_type;
    if (const ChecksumAlgorithm* algorithm = find_checksum_algorithm(upload.checksum_algorithm)) {
        std::string value;
        if (upload.checksum_type == "COMPOSITE") {
            std::vector<std::string> sums;
            for (const Part* part : parts) {
                sums.push_back(algorithm->compute(*part->bytes));
            }
            value = runtime::base64_encode(runtime::bytes_of(composite(sums, algorithm->compute))) + count;
        } else {
            value = runtime::base64_encode(runtime::bytes_of(algorithm->compute(bytes)));
        }
        object.checksums.emplace(algorithm->header, std::move(value));
    }
    object.bytes = std::make_shared<const std::string>(std::move(bytes));
    return object;
}

/// Checks what the client says of the whole object: checksum, its type, size.
void verify_whole(const Request& request, const Object& object) {
    const std::string_view type = request.headers.get("x-amz-checksum-type");
    if (!type.empty() && type != object.checksum_type) {
        throw Refusal("InvalidRequest", {},
                      "The upload was created using the " + object.checksum_type +
                          " checksum mode. The complete request must use the same checksum mode.");
    }
    const std::string_view size = request.headers.get("x-amz-mp-object-size");
    if (!size.empty() && support::parse_number(size) != object.bytes->size()) {
        throw Refusal("InvalidRequest", {},
                      "The provided 'x-amz-mp-object-size' header value does not match the size.");
    }
    for (const auto& [name, value] : object.checksums) {
        const std::string_view sent = request.headers.get(name);
        const std::string_view digits = std::string_view(value).substr(0, value.find('-'));
        if (!sent.empty() && sent != value && sent != digits) {
            throw Refusal("BadDigest", {}, "The checksum you specified did not match the calculated checksum.");
        }
    }
}

}  // namespace

http::Response complete_multipart_upload(Context& context, Request& request) {
    const std::string id(request.query.get("uploadId"));
    const Upload& upload = context.store.upload(request.bucket, request.key, id);
    const Bucket& bucket = context.store.bucket(request.bucket);
    const auto current = bucket.objects.find(request.key);
    check_write_preconditions(request.headers, current == bucket.objects.end() ? nullptr : &current->second);
    check_customer_key(request.headers, "x-amz-server-side-encryption-customer-");
    Object object = assemble(upload, chosen_parts(upload, request));
    verify_whole(request, object);
    object.last_modified = context.now;

    support::XmlWriter xml;
    xml.open("CompleteMultipartUploadResult", xml_namespace);
    xml.element("Location", "/" + request.bucket + "/" + request.key).element("Bucket", request.bucket);
    xml.element("Key", request.key).element("ETag", object.etag);
    for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
        if (const auto found = object.checksums.find(algorithm.header); found != object.checksums.end()) {
            xml.element(algorithm.element, found->second).element("ChecksumType", object.checksum_type);
        }
    }
    xml.close("CompleteMultipartUploadResult");
    http::Response response = xml_answer(xml.take());
    add_encryption(response, object.metadata);
    context.store.put_object(request.bucket, request.key, std::move(object));
    context.store.remove_upload(request.bucket, id);
    return response;
}

}  // namespace dynoxx::local::s3
