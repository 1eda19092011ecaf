#pragma once

#include "http/message.hpp"
#include "runtime/system.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::s3 {

/// The checksums of an object by header name, for example `x-amz-checksum-crc32`; values are base64, or `base64-N` if
/// composite.
using Checksums = std::map<std::string, std::string, std::less<>>;

/// One object: bytes that never change, and what is known about them.
struct Object {
    Object() = default;

    std::shared_ptr<const std::string> bytes = std::make_shared<const std::string>();
    std::string etag{};        ///< with its quotes
    http::Headers metadata{};  ///< `Content-Type`, `x-amz-meta-*` and the like, as they are given back
    Checksums checksums{};
    std::string checksum_type = "FULL_OBJECT";
    runtime::SystemTime last_modified{};
    std::vector<std::uint64_t> part_sizes{};  ///< in bytes, of a multipart upload; empty for a plain object
};

/// One part of an upload that is under way.
struct Part {
    Part() = default;

    std::string bytes{};
    std::string etag{};
    Checksums checksums{};
    runtime::SystemTime last_modified{};
};

/// A multipart upload that is under way.
struct Upload {
    Upload() = default;

    std::string key{};
    http::Headers metadata{};
    std::string checksum_algorithm{};  ///< as in `x-amz-checksum-algorithm`; empty if none was asked for
    std::string checksum_type{};       ///< `COMPOSITE` or `FULL_OBJECT`
    runtime::SystemTime initiated{};
    std::map<std::uint64_t, Part> parts{};
};

/// One bucket. Keys are ordered by their bytes, as S3 lists them.
struct Bucket {
    Bucket() = default;

    runtime::SystemTime created{};
    std::map<std::string, Object, std::less<>> objects{};
    std::map<std::string, Upload, std::less<>> uploads{};  ///< by upload id
};

/// How much a store holds.
struct StoreSize {
    std::size_t buckets = 0;
    std::size_t objects = 0;
    std::uint64_t bytes = 0;
};

/// The buckets of the account, in memory.
struct Store {
    Store() = default;

    std::map<std::string, Bucket, std::less<>> buckets{};

    /// Gives a bucket; throws the refusal `NoSuchBucket`.
    [[nodiscard]] Bucket& bucket(std::string_view name);

    /// Gives an object of a bucket; throws the refusals `NoSuchBucket` and `NoSuchKey`.
    [[nodiscard]] const Object& object(std::string_view bucket_name, std::string_view key);

    /// Gives an upload; throws the refusals `NoSuchBucket` and `NoSuchUpload`.
    [[nodiscard]] Upload& upload(std::string_view bucket_name, std::string_view key, std::string_view upload_id);

    /// Counts buckets, objects and their bytes.
    [[nodiscard]] StoreSize size() const noexcept;
};

}  // namespace dynoxx::local::s3
