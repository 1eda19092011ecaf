#pragma once

#include "s3/checksum.hpp"
#include "s3/codec.hpp"
#include "s3/properties.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The operations of S3 on objects that are uploaded in parts: HTTP requests from structs, structs from HTTP answers.
/// No I/O.
///
/// @par Errors
/// As those of whole objects; and `InvalidOption` for a part number that is not 1 to 10000, and for a list of parts
/// that is empty or not in order.
/// @par Source
/// Amazon S3 User Guide, "Uploading and copying objects using multipart upload".
namespace dynoxx::s3 {

inline constexpr int max_part_number = 10'000;

/// Names an upload that was begun and not ended.
struct UploadName {
    UploadName() {}

    std::string bucket{};
    std::string key{};
    std::string upload_id{};
};

/// Begins an upload.
struct CreateMultipartUploadRequest : ObjectProperties {
    CreateMultipartUploadRequest() {}

    std::string bucket{};
    std::string key{};
    Checksum checksum = Checksum::Crc32;  ///< of the parts to come and of the whole: see `type_of`
};

struct CreateMultipartUploadResponse {
    CreateMultipartUploadResponse() {}

    std::string upload_id{};
};

/// Uploads a part: 5 MiB to 5 GiB, the last one any size.
struct UploadPartRequest : UploadName {
    UploadPartRequest() {}

    int part_number = 1;
    std::string body{};
    Checksum checksum = Checksum::Crc32;  ///< that of the upload
    runtime::Secret customer_key{};       ///< of SSE-C, that of the upload
};

/// A part that is there. What `CompleteMultipartUpload` is told of it.
struct UploadedPart {
    UploadedPart() {}

    int part_number = 0;
    std::string etag{};      ///< without quotes
    std::string checksum{};  ///< as `checksum_of` gives it; empty if there is none
    std::uint64_t bytes = 0;
};

/// Makes a part from bytes of an object that S3 has already.
struct UploadPartCopyRequest : UploadName {
    UploadPartCopyRequest() {}

    int part_number = 1;
    CopySource source{};
    std::optional<ByteRange> range{};  ///< with a last byte; empty means the whole object
    runtime::Secret customer_key{};    ///< of SSE-C, that of the upload
};

/// Makes the object from its parts. The checksum of the whole is made from those of the parts.
///
/// A repetition after an answer that was lost may be told `NoSuchUpload`, although the object is there.
struct CompleteMultipartUploadRequest : UploadName {
    CompleteMultipartUploadRequest() {}

    std::vector<UploadedPart> parts{};    ///< in the order of their numbers, which may have gaps
    Checksum checksum = Checksum::Crc32;  ///< that of the upload
    WriteCondition condition{};
    runtime::Secret customer_key{};  ///< of SSE-C, that of the upload
};

struct CompleteMultipartUploadResponse {
    CompleteMultipartUploadResponse() {}

    std::string etag{};  ///< without quotes
    std::string version_id{};
};

/// Gives up an upload, so that its parts cost nothing any more.
struct AbortMultipartUploadRequest : UploadName {
    AbortMultipartUploadRequest() {}
};

/// Asks for a page of the parts of an upload, at most 1000.
struct ListPartsRequest : UploadName {
    ListPartsRequest() {}

    int after_part_number = 0;
    runtime::Secret customer_key{};  ///< of SSE-C, that of the upload
};

struct ListPartsResponse {
    ListPartsResponse() {}

    std::vector<UploadedPart> parts{};
    int next_after = 0;  ///< the `after_part_number` of the next page; zero at the end
};

[[nodiscard]] http::Request encode(const CreateMultipartUploadRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(UploadPartRequest request, Addressing addressing);
[[nodiscard]] http::Request encode(const UploadPartCopyRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const CompleteMultipartUploadRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const AbortMultipartUploadRequest& request, Addressing addressing);
[[nodiscard]] http::Request encode(const ListPartsRequest& request, Addressing addressing);

[[nodiscard]] CreateMultipartUploadResponse decode_create_multipart_upload(const http::Response& response);

/// Reads the answer to an `UploadPartRequest`: tag and checksum. The caller knows the number and the size.
[[nodiscard]] UploadedPart decode_upload_part(const http::Response& response);

/// Reads the answer to an `UploadPartCopyRequest`: tag and, if the upload has one, checksum.
[[nodiscard]] UploadedPart decode_upload_part_copy(const http::Response& response);
[[nodiscard]] CompleteMultipartUploadResponse decode_complete_multipart_upload(const http::Response& response);
[[nodiscard]] ListPartsResponse decode_list_parts(const http::Response& response);

}  // namespace dynoxx::s3
