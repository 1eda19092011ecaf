#include "local/s3/checksum.hpp"
#include "local/s3/encryption.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/preconditions.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::local::s3 {

http::Response put_object(Context& context, Request& request) {
    const Bucket& bucket = context.store.bucket(request.bucket);
    if (request.key.size() > max_key_bytes) {
        throw Refusal("KeyTooLongError", {{"Size", std::to_string(request.key.size())},
                                          {"MaxSizeAllowed", std::to_string(max_key_bytes)}});
    }
    const auto current = bucket.objects.find(request.key);
    check_write_preconditions(request.headers, current == bucket.objects.end() ? nullptr : &current->second);
    Object object;
    object.checksums = verified_checksums(request);
    if (object.checksums.empty()) {
        // S3 computes this one for objects that came without a checksum.
        const ChecksumAlgorithm& algorithm = *find_checksum_algorithm("CRC64NVME");
        object.checksums.emplace(algorithm.header,
                                 runtime::base64_encode(runtime::bytes_of(algorithm.compute(request.body))));
    }
    object.metadata = kept_metadata(request.headers);
    object.etag = etag_of(request.body);
    object.bytes = std::make_shared<const std::string>(std::move(request.body));
    object.last_modified = context.now;

    http::Response response = empty_answer(200);
    response.headers.add("ETag", object.etag);
    add_encryption(response, object.metadata);
    for (const auto& [name, value] : object.checksums) {
        response.headers.add(name, value);
    }
    response.headers.add("x-amz-checksum-type", object.checksum_type);
    context.store.put_object(request.bucket, request.key, std::move(object));
    return response;
}

}  // namespace dynoxx::local::s3
