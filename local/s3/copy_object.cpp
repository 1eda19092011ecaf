#include "local/s3/byte_range.hpp"
#include "local/s3/checksum.hpp"
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

http::Response copy_object(Context& context, Request& request) {
    const Bucket& bucket = context.store.bucket(request.bucket);
    const CopySource source = find_copy_source(context, request);
    const bool replaces = http::equals_ignoring_case(request.headers.get("x-amz-metadata-directive"), "REPLACE");
    const auto current = bucket.objects.find(request.key);
    const Object* target = current == bucket.objects.end() ? nullptr : &current->second;
    if (target == &source.object && !replaces) {
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
    if (replaces) {
        copy.metadata = kept_metadata(request.headers);
    }
    if (const ChecksumAlgorithm* algorithm = find_checksum_algorithm(request.headers.get("x-amz-checksum-algorithm"))) {
        copy.checksums = {{std::string(algorithm->header),
                           runtime::base64_encode(runtime::bytes_of(algorithm->compute(*copy.bytes)))}};
        copy.checksum_type = "FULL_OBJECT";
    }
    support::XmlWriter xml;
    xml.open("CopyObjectResult", xml_namespace);
    xml.element("LastModified", support::iso_time_with_millis(copy.last_modified)).element("ETag", copy.etag);
    xml.close("CopyObjectResult");
    context.store.put_object(request.bucket, request.key, std::move(copy));
    return xml_answer(xml.take());
}

}  // namespace dynoxx::local::s3
