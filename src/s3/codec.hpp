#pragma once

#include "http/message.hpp"
#include "runtime/secret.hpp"
#include "runtime/system.hpp"
#include "s3/checksum.hpp"
#include "s3/properties.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The operations of S3 on whole objects and on the list of them: HTTP requests from structs, structs from HTTP
/// answers. No I/O.
///
/// The payload hash (`x-amz-content-sha256`), the date and the signature are added by whoever signs.
///
/// @par Errors
/// `encode` throws `InvalidOption` for metadata or a content type that no header can carry, for an empty bucket, and
/// for a key that S3 cannot keep: empty, more than 1024 bytes, with a zero byte, or with more steps up (`..`) than
/// down. `decode_*` throws `InvalidResponse` for an answer that cannot be understood, and `ChecksumMismatch` if the
/// object is not what was stored. Answers with an error status are not for these functions.
/// @par Source
/// Amazon S3 API Reference (protocol `restXml`).
namespace dynoxx::s3 {

/// Says where the bucket stands: in the path, or in the host name (where the endpoint puts it).
enum class Addressing { Path, VirtualHost };

inline constexpr std::size_t max_key_bytes = 1024;

/// A part of an object: bytes `first` to `last`, both included.
struct ByteRange {
    ByteRange() {}
    ByteRange(std::uint64_t first_byte, std::optional<std::uint64_t> last_byte) : first(first_byte), last(last_byte) {}
    std::uint64_t first = 0;
    std::optional<std::uint64_t> last{};  ///< empty means to the end
};

struct PutObjectRequest : ObjectProperties {
    PutObjectRequest() {}
    std::string bucket{};
    std::string key{};
    std::string body{};
    Checksum checksum = Checksum::Crc32;
    WriteCondition condition{};
};

struct PutObjectResponse {
    PutObjectResponse() {}
    std::string etag{};  ///< without quotes
    std::string version_id{};
};

struct GetObjectRequest {
    GetObjectRequest() {}
    std::string bucket{};
    std::string key{};
    std::string version_id{};
    std::optional<ByteRange> range{};  ///< of an empty object any range is refused (`InvalidRange`)
    std::string if_match{};            ///< the entity tag, without quotes, that the object must have; empty: any
    bool verifies = true;              ///< whether the checksum of a whole object is asked for and compared
    runtime::Secret customer_key{};    ///< of SSE-C
};

struct GetObjectResponse {
    GetObjectResponse() {}
    std::string body{};
    std::string etag{};  ///< without quotes
    std::string content_type{};
    std::string storage_class{};               ///< empty: `STANDARD`
    std::optional<ObjectChecksum> checksum{};  ///< of the whole object, if the answer has one; not beside a range
    std::optional<ByteRange> range{};          ///< which bytes `body` is; empty if it is all
    std::string version_id{};
    std::optional<runtime::SystemTime> last_modified{};
    std::optional<std::uint64_t> object_size{};  ///< of the whole object, also if a range was asked for
    Metadata metadata{};
};

/// Asks for what `GetObjectRequest` gives, without the body.
struct HeadObjectRequest {
    HeadObjectRequest() {}
    std::string bucket{};
    std::string key{};
    std::string version_id{};
    std::string if_match{};          ///< the entity tag, without quotes, that the object must have; empty: any
    bool verifies = true;            ///< whether the checksum of the object is asked for
    runtime::Secret customer_key{};  ///< of SSE-C
};

struct DeleteObjectRequest {
    DeleteObjectRequest() {}
    std::string bucket{};
    std::string key{};
    std::string version_id{};
};

struct DeleteObjectResponse {
    DeleteObjectResponse() {}
    std::string version_id{};
    bool delete_marker = false;
};

/// Names an object that S3 is to copy from.
struct CopySource {
    CopySource() {}
    std::string bucket{};
    std::string key{};
    std::string version_id{};
    std::string if_match{};          ///< the entity tag, without quotes, that it must have; empty: any
    runtime::Secret customer_key{};  ///< of SSE-C
};

/// Copies an object of up to 5 GiB inside S3.
///
/// The copy has type, metadata and tags of the source, unless `properties` are given. Storage class and encryption are
/// never those of the source.
struct CopyObjectRequest {
    CopyObjectRequest() {}
    std::string bucket{};
    std::string key{};
    CopySource source{};
    std::optional<ObjectProperties> properties{};  ///< in place of those of the source
    Checksum checksum = Checksum::None;            ///< `None`: the one of the source
    WriteCondition condition{};
};

struct CopyObjectResponse {
    CopyObjectResponse() {}
    std::string etag{};  ///< without quotes
    std::string version_id{};
};

/// Asks for a page of the objects whose keys begin with a prefix, at most 1000, in the order of their keys.
struct ListObjectsRequest {
    ListObjectsRequest() {}
    std::string bucket{};
    std::string prefix{};
    std::string continuation_token{};  ///< of the page before; empty for the first one
};

struct ListedObject {
    ListedObject() {}
    std::string key{};
    std::string etag{};  ///< without quotes
    std::uint64_t size = 0;
    runtime::SystemTime last_modified{};
};

struct ListObjectsResponse {
    ListObjectsResponse() {}
    std::vector<ListedObject> objects{};
    std::string continuation_token{};  ///< for the next page; empty at the end
};

[[nodiscard]] http::Request encode(PutObjectRequest request, Addressing addressing);
[[nodiscard]] http::Request encode(const GetObjectRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const HeadObjectRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const CopyObjectRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const DeleteObjectRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const ListObjectsRequest& request, Addressing addressing);

[[nodiscard]] PutObjectResponse decode_put_object(const http::Response& response);

/// Says whether the body of an answer is the object that was stored: by the checksum of the whole, if the answer has
/// one and is all of the object.
///
/// A checksum of parts (`...-3`) is not compared, and a range has none: it is kept by TLS, by its length, and by the
/// entity tag; who reads all ranges can combine their checksums and compare with that of `HeadObjectRequest`.
[[nodiscard]] bool is_intact(const http::Response& response);

/// Reads the answer; moves the body out of it. Compares nothing: see `is_intact`.
[[nodiscard]] GetObjectResponse decode_get_object(http::Response response);

/// Does the same for a range that was asked for; refuses any other one.
[[nodiscard]] GetObjectResponse decode_get_object(http::Response response, ByteRange asked);

/// Reads the answer to a `HeadObjectRequest`.
[[nodiscard]] GetObjectResponse decode_head_object(const http::Response& response);
[[nodiscard]] CopyObjectResponse decode_copy_object(const http::Response& response);
[[nodiscard]] DeleteObjectResponse decode_delete_object(const http::Response& response);
[[nodiscard]] ListObjectsResponse decode_list_objects(const http::Response& response);

}  // namespace dynoxx::s3
