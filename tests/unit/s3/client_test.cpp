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

CompleteMultipartUploadRequest one_part() {
    CompleteMultipartUploadRequest request;
    request.bucket = "letters";
    request.key = "one";
    request.upload_id = "u";
    request.parts.emplace_back();
    request.parts.back().part_number = 1;
    request.parts.back().etag = "e";
    return request;
}

constexpr const char* done = "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>";
constexpr const char* trouble = "<Error><Code>InternalError</Code><Message>Try again.</Message></Error>";
constexpr const char* refusal = "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>";

TEST_F(S3Client, reads_again_what_was_damaged_on_the_way) {
    const http::Response damaged = test::answer(200, "words", {{"ETag", "e"}, {"x-amz-checksum-crc32", "AAAAAA=="}});
    const http::Response whole = test::answer(200, "words", {{"ETag", "e"}});
    const GetObjectResponse read =
        run_with<Client>({damaged, whole}, [](const Client& client, runtime::Context context) {
            GetObjectRequest request;
            request.bucket = "letters";
            request.key = "one";
            return client.get_object(context, request);
        });
    EXPECT_EQ(read.body, "words");
    EXPECT_EQ(transport->sent().size(), 2U);
}

TEST_F(S3Client, completes_again_after_a_success_that_was_an_error_of_the_service) {
    const auto complete = [](const Client& client, runtime::Context context) {
        return client.complete_multipart_upload(context, one_part());
    };
    EXPECT_EQ(
        run_with<Client>({test::answer(200, trouble), test::answer(200, ""), test::answer(200, done)}, complete).etag,
        "e");
    EXPECT_EQ(transport->sent().size(), 3U);
}

TEST_F(S3Client, gives_up_after_a_success_that_was_a_refusal) {
    const Error failed = error_of([&] {
        return run_with<Client>({test::answer(200, refusal)}, [](const Client& client, runtime::Context context) {
            return client.complete_multipart_upload(context, one_part());
        });
    });
    EXPECT_EQ(failed.code(), ErrorCode::AccessDenied);
    EXPECT_EQ(failed.service().aws_code, "AccessDenied");
    EXPECT_EQ(failed.attempts(), 1);
}

TEST_F(S3Client, gives_of_a_part_what_completion_wants_to_know) {
    const UploadedPart part = run_with<Client>({test::answer(200, "", {{"ETag", "\"e\""}})},
                                               [](const Client& client, runtime::Context context) {
                                                   UploadPartRequest request;
                                                   request.bucket = "letters";
                                                   request.key = "one";
                                                   request.upload_id = "u";
                                                   request.part_number = 4;
                                                   request.body = "123456789";
                                                   return client.upload_part(context, std::move(request));
                                               });
    EXPECT_EQ(part.part_number, 4);
    EXPECT_EQ(part.etag, "e");
    EXPECT_EQ(part.checksum, "y/Q5Jg==");
    EXPECT_EQ(part.bytes, 9U);
}

GetObjectRequest letter() {
    GetObjectRequest request;
    request.bucket = "letters";
    request.key = "one";
    return request;
}

runtime::task<GetObjectResponse> get_twice(Client client, runtime::Context context) {
    co_await client.get_object(context, letter());
    co_return co_await client.get_object(context, letter());
}

const http::Response found = test::answer(200, "words", {{"ETag", "\"e\""}});
const http::Response moved =
    test::answer(301, "<Error><Code>PermanentRedirect</Code></Error>", {{"x-amz-bucket-region", "ap-south-1"}});

TEST_F(S3Client, goes_where_the_bucket_is_and_knows_it_the_next_time) {
    const http::Response malformed =
        test::answer(400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>ap-south-1</Region></Error>");
    const http::Response temporary = test::answer(307, "", {{"x-amz-bucket-region", "ap-south-1"}});
    for (const http::Response& answer : {moved, malformed, temporary}) {
        EXPECT_EQ(run_with<Client>({answer, found}, get_twice).body, "words");
        ASSERT_EQ(transport->sent().size(), 3U);
        EXPECT_EQ(transport->sent()[0].origin.host, "letters.s3.eu-west-1.amazonaws.com");
        for (const std::size_t later : {std::size_t(1), std::size_t(2)}) {
            EXPECT_EQ(transport->sent()[later].origin.host, "letters.s3.ap-south-1.amazonaws.com");
            EXPECT_EQ(sent(later).path, "/one");
            EXPECT_NE(sent(later).headers.get("Authorization").find("/ap-south-1/s3/"), std::string::npos);
        }
    }
}

TEST_F(S3Client, goes_to_one_other_region_only) {
    const http::Response again = test::answer(301, "", {{"x-amz-bucket-region", "sa-east-1"}});
    const Error failed = error_of([&] { return run_with<Client>({moved, again}, get_twice); });
    EXPECT_EQ(failed.service().aws_code, "PermanentRedirect");
    EXPECT_EQ(failed.message(), "S3 bucket 'letters' is in another region than the client");
    EXPECT_EQ(transport->sent().size(), 2U);
}

TEST_F(S3Client, stays_where_it_is_if_the_answer_names_no_other_region) {
    for (const char* region : {"eu-west-1", "evil.example/"}) {
        const http::Response answer = test::answer(400, "", {{"x-amz-bucket-region", region}});
        static_cast<void>(error_of([&] { return run_with<Client>({answer, found}, get_twice); }));
        EXPECT_EQ(transport->sent().size(), 1U) << region;
    }
}

runtime::task<GetObjectResponse> get_by_key(Client client, runtime::Context context) {
    GetObjectRequest request = letter();
    request.customer_key = runtime::Secret(std::string(32, 'k'));
    return client.get_object(context, std::move(request));
}

TEST_F(S3Client, sends_a_key_of_the_customer_over_tls_only) {
    EXPECT_EQ(run_with<Client>({found}, get_by_key).body, "words");
    EXPECT_TRUE(transport->sent()[0].origin.is_tls());
    options.endpoint(AwsService::S3, "http://localhost:9000");
    const Error failed = error_of([&] { return run_with<Client>({found}, get_by_key); });
    EXPECT_EQ(failed.code(), ErrorCode::InvalidOption);
    EXPECT_TRUE(transport->sent().empty());
    EXPECT_EQ(failed.message().find("kkk"), std::string::npos);
}

TEST_F(S3Client, binds_type_and_checksum_in_an_address_to_write_to) {
    const auto address = [this](std::chrono::seconds expires) {
        return run_with<Client>({found}, [expires](const Client& client, runtime::Context context) {
            PutObjectRequest request;
            request.bucket = "letters";
            request.key = "one";
            request.body = "123456789";
            request.content_type = "text/plain";
            return client.presign_put(context, std::move(request), expires);
        });
    };
    const std::string made = address(std::chrono::hours(1));
    EXPECT_TRUE(made.starts_with("https://letters.s3.eu-west-1.amazonaws.com/one?")) << made;
    EXPECT_NE(made.find("X-Amz-Expires=3600"), std::string::npos) << made;
    EXPECT_NE(made.find("X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-checksum-crc32%3B"), std::string::npos)
        << made;
    EXPECT_TRUE(transport->sent().empty());
    EXPECT_EQ(error_of([&] { return address(std::chrono::seconds(0)); }).code(), ErrorCode::InvalidOption);
    EXPECT_EQ(error_of([&] { return address(std::chrono::hours(24 * 7) + std::chrono::seconds(1)); }).code(),
              ErrorCode::InvalidOption);
}

TEST_F(S3Client, sends_no_checksum_to_a_store_that_refuses_them) {
    options.request_checksum_calculation(ChecksumRule::WhenRequired);
    const auto upload = [](const Client& client, runtime::Context context) {
        UploadPartRequest request;
        request.bucket = "letters";
        request.key = "one";
        request.upload_id = "u";
        request.body = "words";
        return client.upload_part(context, std::move(request));
    };
    EXPECT_EQ(run_with<Client>({test::answer(200, "", {{"ETag", "e"}})}, upload).checksum, "");
    for (const auto& [name, value] : sent(0).headers) {
        EXPECT_EQ(name.find("checksum"), std::string::npos) << name;
    }
    EXPECT_EQ(sent(0).body, "words");
}

}  // namespace
}  // namespace dynoxx::s3
