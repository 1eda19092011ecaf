#include "local/s3/store.hpp"

#include "local/s3/error.hpp"

namespace dynoxx::local::s3 {

Bucket& Store::bucket(std::string_view name) {
    const auto found = buckets.find(name);
    if (found == buckets.end()) {
        throw Refusal("NoSuchBucket", {{"BucketName", std::string(name)}});
    }
    return found->second;
}

const Object& Store::object(std::string_view bucket_name, std::string_view key) {
    const Bucket& in = bucket(bucket_name);
    const auto found = in.objects.find(key);
    if (found == in.objects.end()) {
        throw Refusal("NoSuchKey", {{"Key", std::string(key)}});
    }
    return found->second;
}

Upload& Store::upload(std::string_view bucket_name, std::string_view key, std::string_view upload_id) {
    Bucket& in = bucket(bucket_name);
    const auto found = in.uploads.find(upload_id);
    if (found == in.uploads.end() || found->second.key != key) {
        throw Refusal("NoSuchUpload", {{"UploadId", std::string(upload_id)}});
    }
    return found->second;
}

StoreSize Store::size() const noexcept {
    StoreSize result;
    result.buckets = buckets.size();
    for (const auto& [name, bucket] : buckets) {
        result.objects += bucket.objects.size();
        for (const auto& [key, object] : bucket.objects) {
            result.bytes += object.bytes->size();
        }
    }
    return result;
}

}  // namespace dynoxx::local::s3
