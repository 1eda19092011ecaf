#pragma once

#include "aws/caller.hpp"
#include "s3/codec.hpp"
#include "s3/multipart.hpp"

namespace dynoxx::s3 {

/// The operations of S3 as tasks. A view on a caller, which must live longer.
///
/// @par Thread safety
/// Yes.
class Client {
 public:
    explicit Client(aws::Caller& caller) : caller_(&caller) {}

    [[nodiscard]] runtime::task<PutObjectResponse> put_object(runtime::Context context, PutObjectRequest request) const;

    /// Reads an object or a range of it. A range that the service does not keep to is `InvalidResponse`.
    [[nodiscard]] runtime::task<GetObjectResponse> get_object(runtime::Context context, GetObjectRequest request) const;
    [[nodiscard]] runtime::task<GetObjectResponse> head_object(runtime::Context context,
                                                               HeadObjectRequest request) const;
    [[nodiscard]] runtime::task<CopyObjectResponse> copy_object(runtime::Context context,
                                                                CopyObjectRequest request) const;
    [[nodiscard]] runtime::task<DeleteObjectResponse> delete_object(runtime::Context context,
                                                                    DeleteObjectRequest request) const;

    [[nodiscard]] runtime::task<ListObjectsResponse> list_objects(runtime::Context context,
                                                                  ListObjectsRequest request) const;

    [[nodiscard]] runtime::task<CreateMultipartUploadResponse> create_multipart_upload(
        runtime::Context context, CreateMultipartUploadRequest request) const;

    /// Uploads a part, and gives all that `complete_multipart_upload` wants to know of it.
    [[nodiscard]] runtime::task<UploadedPart> upload_part(runtime::Context context, UploadPartRequest request) const;

    /// Copies a part. `bytes` of the result is the size of the range; zero if the whole object was copied.
    [[nodiscard]] runtime::task<UploadedPart> upload_part_copy(runtime::Context context,
                                                               UploadPartCopyRequest request) const;
    [[nodiscard]] runtime::task<CompleteMultipartUploadResponse> complete_multipart_upload(
        runtime::Context context, CompleteMultipartUploadRequest request) const;
    [[nodiscard]] runtime::task<void> abort_multipart_upload(runtime::Context context,
                                                             AbortMultipartUploadRequest request) const;
    [[nodiscard]] runtime::task<ListPartsResponse> list_parts(runtime::Context context, ListPartsRequest request) const;

    /// Gives an address by which whoever has it may read the object for `expires`.
    [[nodiscard]] runtime::task<std::string> presign_get(runtime::Context context, GetObjectRequest request,
                                                         std::chrono::seconds expires) const;

    /// Gives an address by which whoever has it may write the object for `expires`: 1 s to 7 days.
    ///
    /// Everything in the request is bound by the signature but the body: who uses the address must send the same
    /// content type, metadata and conditions as headers. `request.body` is the body whose checksum is bound, if
    /// `request.checksum` is not `None`.
    [[nodiscard]] runtime::task<std::string> presign_put(runtime::Context context, PutObjectRequest request,
                                                         std::chrono::seconds expires) const;

 private:
    aws::Caller* caller_;
};

}  // namespace dynoxx::s3
