#pragma once

#include "http/message.hpp"
#include "runtime/system.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The operations of S3 on whole objects and on the list of them: HTTP requests from structs, structs from HTTP
/// answers. No I/O.
///
/// The payload hash (`x-amz-content-sha256`), the date and the signature are added by whoever signs.
///
/// @par Errors
/// `encode` throws `InvalidOption` for metadata or a content type that no header can carry, and for an empty bucket or
/// key. `decode_*` throws `InvalidResponse` for an answer that cannot be understood, and `ChecksumMismatch` if the
/// object is not what was stored. Answers with an error status are not for these functions.
/// @par Source
/// Amazon S3 API Reference (protocol `restXml`).
namespace dynoxx::s3 {

/// Says where the bucket stands: in the path, or in the host name (where the endpoint puts it).
enum class Addressing { Path, VirtualHost };

/// Says whether a CRC-32 of the object is sent or asked for.
enum class Checksum { None, Crc32 };

/// User metadata; names without `x-amz-meta-`, in lower case in answers.
using Metadata = std::map<std::string, std::string>;

/// A part of an object: bytes `first` to `last`, both included.
struct ByteRange {
    ByteRange() {}
    ByteRange(std::uint64_t first_byte, std::optional<std::uint64_t> last_byte) : first(first_byte), last(last_byte) {}
    std::uint64_t first = 0;
    std::optional<std::uint64_t> last{};  ///< empty means to the end
};

struct PutObjectRequest {
    PutObjectRequest() {}
    std::string bucket{};
    std::string key{};
    std::string body{};
    std::string content_type{};
    Metadata metadata{};
    Checksum checksum = Checksum::Crc32;
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
    std::optional<ByteRange> range{};
    Checksum checksum = Checksum::Crc32;
};

struct GetObjectResponse {
    GetObjectResponse() {}
    std::string body{};
    std::string etag{};  ///< without quotes
    std::string content_type{};
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
[[nodiscard]] http::Request encode(const DeleteObjectRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const ListObjectsRequest& request, Addressing addressing);

[[nodiscard]] PutObjectResponse decode_put_object(const http::Response& response);

/// Reads the answer; moves the body out of it. Checks `x-amz-checksum-crc32` of a whole object if it is there.
[[nodiscard]] GetObjectResponse decode_get_object(http::Response response);

/// Reads the answer to a `HeadObjectRequest`.
[[nodiscard]] GetObjectResponse decode_head_object(const http::Response& response);
[[nodiscard]] DeleteObjectResponse decode_delete_object(const http::Response& response);
[[nodiscard]] ListObjectsResponse decode_list_objects(const http::Response& response);

}  // namespace dynoxx::s3
