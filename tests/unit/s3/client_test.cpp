#include "s3/client.hpp"

#include "support/scripted_caller.hpp"

namespace dynoxx::s3 {
namespace {

using S3Client = test::ScriptedCaller;

TEST_F(S3Client, names_service_and_operation_of_an_answer_that_is_none) {
    const Error failed = error_of([&] {
        return run_with<Client>({test::answer(200)}, [](const Client& client, runtime::Context context) {
            PutObjectRequest request;
            request.bucket = "letters";
            request.key = "one";
            return client.put_object(context, request);
        });
    });
    EXPECT_EQ(failed.code(), ErrorCode::InvalidResponse);
    EXPECT_EQ(failed.message(), "Invalid response from S3.");
    EXPECT_EQ(failed.service().operation, "PutObject");
}

TEST_F(S3Client, names_service_and_operation_of_an_object_that_was_damaged) {
    const Error failed = error_of([&] {
        return run_with<Client>({test::answer(200, "words", {{"x-amz-checksum-crc32", "AAAAAA=="}})},
                                [](const Client& client, runtime::Context context) {
                                    GetObjectRequest request;
                                    request.bucket = "letters";
                                    request.key = "one";
                                    return client.get_object(context, request);
                                });
    });
    EXPECT_EQ(failed.code(), ErrorCode::ChecksumMismatch);
    EXPECT_EQ(failed.service().service, "S3");
    EXPECT_EQ(failed.service().operation, "GetObject");
}

}  // namespace
}  // namespace dynoxx::s3
