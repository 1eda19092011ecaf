#include "local/s3/byte_range.hpp"
#include "local/s3/checksum.hpp"
#include "local/s3/encryption.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/preconditions.hpp"
#include "local/support/time_text.hpp"
#include "local/support/xml_writer.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::local::s3 {

CopySource find_copy_source(Context& context, const Request& request) {
    const std::string sent(request.headers.get("x-amz-copy-source"));
    const std::string decoded = runtime::percent_decode(sent).value_or(sent);
    std::string_view path = decoded;
    if (path.starts_with('/')) {
        path.remove_prefix(1);
    }
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos || slash + 1 == path.size()) {
        throw Refusal("InvalidArgument", {{"ArgumentName", "x-amz-copy-source"}, {"ArgumentValue", sent}},
                      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }
    const Object& object = context.store.object(path.substr(0, slash), path.substr(slash + 1));
    require_source_key(request.headers, object.metadata);
    check_copy_preconditions(request.headers, object);
    std::string_view bytes = *object.bytes;
    if (const std::string* range = request.headers.find("x-amz-copy-source-range")) {
        const std::optional<ByteRange> part = parse_byte_range(*range, bytes.size());
        if (!part) {
            throw Refusal(
                "InvalidArgument", {{"ArgumentName", "x-amz-copy-source-range"}, {"ArgumentValue", *range}},
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
                "zero-based offsets of the first and last bytes to copy");
        }
        bytes = bytes.substr(static_cast<std::size_t>(part->first), static_cast<std::size_t>(part->count));
    }
    return CopySource{object, bytes};
}

namespace {

bool replaces(const Request& request, std::string_view directive) {
    return http::equals_ignoring_case(request.headers.get(directive), "REPLACE");
}

/// Takes type and metadata from request or source, tags likewise; encryption and storage class from the request.
http::Headers metadata_of_copy(const Request& request, const Object& source) {
    http::Headers kept = kept_metadata(request.headers);
    if (!replaces(request, "x-amz-metadata-directive")) {
        http::Headers copied = source.metadata;
        for (const std::string_view name :
             {"x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id",
              "x-amz-server-side-encryption-bucket-key-enabled", "x-amz-server-side-encryption-customer-algorithm",
              "x-amz-server-side-encryption-customer-key-md5", "x-amz-storage-class"}) {
            copied.erase(name);
            if (const std::string* value = kept.find(name)) {
                copied.add(std::string(name), *value);
            }
        }
        kept = std::move(copied);
    }
    const http::Headers& tagged = replaces(request, "x-amz-tagging-directive") ? request.headers : source.metadata;
    const std::string tags(tagged.get("x-amz-tagging"));
    kept.erase("x-amz-tagging");
    if (!tags.empty()) {
        kept.add("x-amz-tagging", tags);
    }
    return kept;
}

}  // namespace

http::Response copy_object(Context& context, Request& request) {
    const Bucket& bucket = context.store.bucket(request.bucket);
    const CopySource source = find_copy_source(context, request);
    const auto current = bucket.objects.find(request.key);
    const Object* target = current == bucket.objects.end() ? nullptr : &current->second;
    if (target == &source.object && !replaces(request, "x-amz-metadata-directive")) {
        throw Refusal(
            "InvalidRequest", {},
            "This copy request is illegal because it is trying to copy an object to itself without changing the "
            "object's metadata, storage class, website redirect location or encryption attributes.");
    }
    check_write_preconditions(request.headers, target);
    Object copy = source.object;
    copy.etag = etag_of(*copy.bytes);
    copy.part_sizes.clear();
    copy.last_modified = context.now;
    copy.metadata = metadata_of_copy(request, source.object);
    if (const ChecksumAlgorithm* algorithm = find_checksum_algorithm(request.headers.get("x-amz-checksum-algorithm"))) {
        copy.checksums = {{std::string(algorithm->header),
                           runtime::base64_encode(runtime::bytes_of(algorithm->compute(*copy.bytes)))}};
        copy.checksum_type = "FULL_OBJECT";
    }
    support::XmlWriter xml;
    xml.open("CopyObjectResult", xml_namespace);
    xml.element("LastModified", support::iso_time_with_millis(copy.last_modified)).element("ETag", copy.etag);
    xml.close("CopyObjectResult");
    http::Response response = xml_answer(xml.take());
    add_encryption(response, copy.metadata);
    context.store.put_object(request.bucket, request.key, std::move(copy));
    return response;
}

}  // namespace dynoxx::local::s3
