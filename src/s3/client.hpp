#pragma once

#include "aws/caller.hpp"
#include "s3/codec.hpp"

namespace dynoxx::s3 {

/// The operations of S3 as tasks. A view on a caller, which must live longer.
///
/// @par Thread safety
/// Yes.
class Client {
 public:
    explicit Client(aws::Caller& caller) : caller_(&caller) {}

    [[nodiscard]] runtime::task<PutObjectResponse> put_object(runtime::Context context, PutObjectRequest request) const;
    [[nodiscard]] runtime::task<GetObjectResponse> get_object(runtime::Context context, GetObjectRequest request) const;
    [[nodiscard]] runtime::task<DeleteObjectResponse> delete_object(runtime::Context context,
                                                                    DeleteObjectRequest request) const;

    [[nodiscard]] runtime::task<ListObjectsResponse> list_objects(runtime::Context context,
                                                                  ListObjectsRequest request) const;

    /// Gives an address by which whoever has it may read the object for `expires`.
    [[nodiscard]] runtime::task<std::string> presign_get(runtime::Context context, GetObjectRequest request,
                                                         std::chrono::seconds expires) const;

 private:
    aws::Caller* caller_;
};

}  // namespace dynoxx::s3
