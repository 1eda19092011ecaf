#pragma once

#include "http/message.hpp"
#include "local/records/recorder.hpp"
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

    records::BytesPointer bytes = std::make_shared<const std::string>();
    records::FilePointer file{};  ///< with the bytes; null if nothing outlives the process
    std::string etag{};           ///< with its quotes
    http::Headers metadata{};     ///< `Content-Type`, `x-amz-meta-*` and the like, as they are given back
    Checksums checksums{};
    std::string checksum_type = "FULL_OBJECT";
    runtime::SystemTime last_modified{};
    std::vector<std::uint64_t> part_sizes{};  ///< in bytes, of a multipart upload; empty for a plain object
};

/// One part of an upload that is under way.
struct Part {
    Part() = default;

    records::BytesPointer bytes = std::make_shared<const std::string>();
    records::FilePointer file{};  ///< as of an object
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

/// Buckets by name; a bucket that a snapshot shares is copied before it is changed.
using Buckets = std::map<std::string, std::shared_ptr<Bucket>, std::less<>>;

/// The buckets of the account, in memory. Functions that name a bucket or an upload to change need one that is there.
class Store {
 public:
    Store() = default;

    [[nodiscard]] const Buckets& buckets() const noexcept { return buckets_; }

    /// Gives a bucket; throws the refusal `NoSuchBucket`.
    [[nodiscard]] const Bucket& bucket(std::string_view name) const;

    /// Gives an object of a bucket; throws the refusals `NoSuchBucket` and `NoSuchKey`.
    [[nodiscard]] const Object& object(std::string_view bucket_name, std::string_view key) const;

    /// Gives an upload; throws the refusals `NoSuchBucket` and `NoSuchUpload`.
    [[nodiscard]] const Upload& upload(std::string_view bucket_name, std::string_view key,
                                       std::string_view upload_id) const;

    /// Makes a bucket; false if there is one of that name.
    bool add_bucket(std::string_view name, runtime::SystemTime now);

    /// Removes a bucket with everything in it.
    void remove_bucket(std::string_view name);

    /// Stores an object in place of the one that has the key.
    void put_object(std::string_view bucket_name, const std::string& key, Object object);

    /// Removes an object if it is there.
    void remove_object(std::string_view bucket_name, const std::string& key);

    void add_upload(std::string_view bucket_name, const std::string& upload_id, Upload upload);
    void put_part(std::string_view bucket_name, const std::string& upload_id, std::uint64_t number, Part part);

    /// Removes an upload with its parts.
    void remove_upload(std::string_view bucket_name, const std::string& upload_id);

    /// Counts buckets, objects and their bytes.
    [[nodiscard]] StoreSize size() const noexcept;

    /// Removes everything.
    void clear();

    /// Sets what is told of every change.
    void record_with(records::Recorder* recorder) noexcept { recorder_ = recorder; }

    /// Takes in a record that a recorder was told of earlier; throws records::Damaged.
    void load(const records::Record& record, const records::FileReader& reader);

    /// Goes back to buckets that were there before.
    void restore(const Buckets& buckets);

 private:
    [[nodiscard]] Bucket& edit(std::string_view name);

    Buckets buckets_{};
    records::Recorder* recorder_ = nullptr;
};

}  // namespace dynoxx::local::s3
