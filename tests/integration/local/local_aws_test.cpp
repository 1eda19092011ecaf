#include <dynoxx/local.hpp>

#include "local/server/compression.hpp"
#include "runtime/encoding.hpp"
#include "runtime/system.hpp"
#include "sigv4/chunk.hpp"
#include "support/raw_client.hpp"
#include "support/request_signer.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>
#include <vector>

namespace dynoxx::local {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class LocalAwsTest : public testing::Test {
 protected:
    LocalAwsTest() { use(aws.access_key_id(), aws.secret_access_key(), ""); }

    void use(std::string access_key_id, std::string secret, std::string token) {
        signer.access_key_id = std::move(access_key_id);
        signer.secret = std::move(secret);
        signer.session_token = std::move(token);
        signer.host = "127.0.0.1:" + std::to_string(aws.port());
    }

    [[nodiscard]] runtime::SystemTime now() const { return runtime::system().clock->system_now() + moved; }

    void advance(std::chrono::seconds by) {
        aws.advance_clock(by);
        moved += by;
    }

    http::Response json(std::string service, std::string target, std::string body) {
        signer.service = std::move(service);
        http::Request request;
        request.headers.add("X-Amz-Target", std::move(target));
        request.body = std::move(body);
        signer.sign(request, now());
        return client.exchange(request);
    }

    http::Response dynamodb(const std::string& operation, std::string body) {
        return json("dynamodb", "DynamoDB_20120810." + operation, std::move(body));
    }

    http::Response kms(const std::string& operation, std::string body) {
        return json("kms", "TrentService." + operation, std::move(body));
    }

    http::Response sts(std::string form) {
        signer.service = "sts";
        http::Request request;
        request.headers.add("Content-Type", "application/x-www-form-urlencoded");
        request.body = std::move(form);
        signer.sign(request, now());
        return client.exchange(request);
    }

    http::Response s3(std::string method, std::string path, std::string body = {}) {
        signer.service = "s3";
        http::Request request;
        request.method = std::move(method);
        request.path = std::move(path);
        request.body = std::move(body);
        signer.sign(request, now());
        return client.exchange(request);
    }

    http::Response plain(std::string method, std::string path) {
        http::Request request;
        request.method = std::move(method);
        request.path = std::move(path);
        request.headers.add("Host", signer.host);
        return client.exchange(request);
    }

    static std::string between(const std::string& text, const std::string& start, const std::string& end) {
        const std::size_t at = text.find(start) + start.size();
        return text.substr(at, text.find(end, at) - at);
    }

    LocalAws aws{};
    test::RawClient client{aws.port()};
    test::RequestSigner signer{};
    std::chrono::seconds moved{0};
};

TEST_F(LocalAwsTest, answers_dynamodb_with_request_id_and_crc32) {
    const http::Response got = dynamodb("ListTables", "{}");
    EXPECT_EQ(got.status, 200);
    EXPECT_THAT(got.body, HasSubstr("\"TableNames\""));
    EXPECT_THAT(std::string(got.headers.get("x-amzn-RequestId")), MatchesRegex("[A-Z0-9]{52}"));
    EXPECT_EQ(got.headers.get("x-amz-crc32"), std::to_string(runtime::crc32(runtime::bytes_of(got.body))));
    EXPECT_EQ(got.headers.get("Content-Type"), "application/x-amz-json-1.0");
}

TEST_F(LocalAwsTest, opens_packed_requests_of_dynamodb_and_packs_long_answers) {
    signer.service = "dynamodb";
    const auto send = [&](const std::string& operation, std::string body) {
        http::Request request;
        request.headers.add("X-Amz-Target", "DynamoDB_20120810." + operation);
        request.headers.add("Content-Encoding", "gzip");
        request.headers.add("Accept-Encoding", "deflate, gzip");
        request.body = std::move(body);
        signer.sign(request, now());
        return client.exchange(request);
    };
    const std::string create = R"({"TableName":"packed","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})";
    const http::Response made = send("CreateTable", server::compress(server::Coding::Gzip, create));
    EXPECT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.headers.find("Content-Encoding"), nullptr);
    const std::string item =
        R"({"TableName":"packed","Item":{"id":{"S":"i"},"x":{"S":")" + std::string(5000, 'x') + "\"}}}";
    EXPECT_EQ(send("PutItem", server::compress(server::Coding::Gzip, item)).status, 200);
    const std::string get = R"({"TableName":"packed","Key":{"id":{"S":"i"}}})";
    const http::Response got = send("GetItem", server::compress(server::Coding::Gzip, get));
    EXPECT_EQ(got.headers.get("Content-Encoding"), "gzip");
    EXPECT_EQ(got.headers.get("x-amz-crc32"), std::to_string(runtime::crc32(runtime::bytes_of(got.body))));
    EXPECT_THAT(server::gunzip(got.body, 10'000).value_or(""), HasSubstr(std::string(5000, 'x')));
    EXPECT_THAT(dynamodb("GetItem", get).body, HasSubstr(std::string(5000, 'x')));

    const http::Response damaged = send("GetItem", get);
    EXPECT_EQ(damaged.status, 400);
    EXPECT_THAT(damaged.body, HasSubstr("SerializationException"));
}

TEST_F(LocalAwsTest, knows_dynamodb_at_one_address_only) {
    http::Request request;
    request.path = "/elsewhere";
    request.headers.add("X-Amz-Target", "DynamoDB_20120810.ListTables");
    request.headers.add("Host", signer.host);
    const http::Response got = client.exchange(request);
    EXPECT_EQ(got.status, 404);
    EXPECT_EQ(got.body, "<UnknownOperationException/>\n");
}

TEST_F(LocalAwsTest, keeps_objects) {
    aws.create_bucket("photos");
    EXPECT_EQ(s3("PUT", "/photos/a%20b", "hello").status, 200);
    EXPECT_EQ(s3("GET", "/photos/a%20b").body, "hello");
    EXPECT_THROW(aws.create_bucket("Not A Bucket"), LocalException);
}

TEST_F(LocalAwsTest, seals_and_opens) {
    const std::string arn = aws.create_key("alias/app");
    EXPECT_EQ(aws.create_key("alias/app"), arn);
    const std::string blob =
        between(kms("Encrypt", R"({"KeyId":"alias/app","Plaintext":"aGk="})").body, "\"CiphertextBlob\":\"", "\"");
    EXPECT_THAT(kms("Decrypt", "{\"CiphertextBlob\":\"" + blob + "\"}").body, HasSubstr("\"Plaintext\":\"aGk=\""));
    EXPECT_THROW(aws.create_key("app"), LocalException);
}

TEST_F(LocalAwsTest, takes_credentials_of_an_assumed_role_until_they_expire) {
    const std::string answer =
        sts("Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/worker&RoleSessionName=me&DurationSeconds=900")
            .body;
    use(between(answer, "<AccessKeyId>", "<"), between(answer, "<SecretAccessKey>", "<"),
        between(answer, "<SessionToken>", "<"));
    EXPECT_THAT(sts("Action=GetCallerIdentity").body, HasSubstr("assumed-role/worker/me"));
    EXPECT_EQ(dynamodb("ListTables", "{}").status, 200);
    advance(std::chrono::seconds(901));
    EXPECT_THAT(dynamodb("ListTables", "{}").body, HasSubstr("com.amazon.coral.service#ExpiredTokenException"));
    EXPECT_THAT(kms("ListKeys", "{}").body, HasSubstr("\"__type\":\"ExpiredTokenException\""));
    EXPECT_THAT(s3("GET", "/").body, HasSubstr("<Code>ExpiredToken</Code>"));
    EXPECT_THAT(sts("Action=GetCallerIdentity").body, HasSubstr("<Code>ExpiredToken</Code>"));
}

TEST_F(LocalAwsTest, says_in_each_protocol_that_a_secret_is_wrong) {
    signer.secret = "wrong";
    const http::Response denied = dynamodb("ListTables", "{}");
    EXPECT_EQ(denied.status, 400);
    EXPECT_THAT(denied.body, HasSubstr("com.amazon.coral.service#InvalidSignatureException"));
    EXPECT_THAT(denied.body, HasSubstr("The Canonical String for this request should have been"));
    EXPECT_THAT(kms("ListKeys", "{}").body, HasSubstr("InvalidSignatureException"));
    EXPECT_THAT(s3("GET", "/").body, HasSubstr("<Code>SignatureDoesNotMatch</Code>"));
    EXPECT_EQ(s3("GET", "/").status, 403);
    EXPECT_THAT(sts("Action=GetCallerIdentity").body, HasSubstr("<Code>SignatureDoesNotMatch</Code>"));
}

TEST_F(LocalAwsTest, says_in_each_protocol_that_a_signature_is_missing) {
    http::Request request;
    request.headers.add("X-Amz-Target", "DynamoDB_20120810.ListTables");
    request.body = "{}";
    EXPECT_THAT(client.exchange(request).body, HasSubstr("#MissingAuthenticationTokenException"));
    EXPECT_THAT(plain("GET", "/bucket/key").body, HasSubstr("<Code>AccessDenied</Code>"));
}

TEST_F(LocalAwsTest, takes_signed_chunks_with_a_trailer) {
    aws.create_bucket("photos");
    signer.service = "s3";
    http::Request request;
    request.method = "PUT";
    request.path = "/photos/k";
    request.headers.add("Content-Encoding", "aws-chunked");
    request.headers.add("x-amz-content-sha256", std::string(sigv4::streaming_payload_trailer));
    request.headers.add("x-amz-decoded-content-length", "11");
    request.headers.add("x-amz-trailer", "x-amz-checksum-crc32");
    const std::string seed = signer.sign(request, now());
    const std::string date(request.headers.get("X-Amz-Date"));
    const sigv4::SigningKey key(signer.secret, date.substr(0, 8), signer.region, "s3");
    const std::string first = sigv4::sign_chunk(key, date, seed, "hello world");
    const std::string last = sigv4::sign_chunk(key, date, first, "");
    const std::array<sigv4::HeaderView, 1> trailer = {{{"x-amz-checksum-crc32", "DUoRhQ=="}}};
    request.body = "b;chunk-signature=" + first + "\r\nhello world\r\n0;chunk-signature=" + last +
                   "\r\nx-amz-checksum-crc32:DUoRhQ==\r\nx-amz-trailer-signature:" +
                   sigv4::sign_trailer(key, date, last, trailer) + "\r\n\r\n";
    EXPECT_EQ(client.exchange(request).status, 200);
    EXPECT_EQ(s3("GET", "/photos/k").body, "hello world");
    request.body.replace(request.body.find("hello"), 5, "HELLO");
    EXPECT_THAT(client.exchange(request).body, HasSubstr("SignatureDoesNotMatch"));
}

TEST_F(LocalAwsTest, counts_requests_refused_ones_included) {
    static_cast<void>(dynamodb("ListTables", "{}"));
    signer.secret = "wrong";
    static_cast<void>(dynamodb("ListTables", "{}"));
    EXPECT_EQ(aws.requests("dynamodb", "ListTables"), 2U);
    EXPECT_EQ(aws.requests("dynamodb", "refused"), 1U);
    EXPECT_EQ(aws.requests("dynamodb"), 2U);
    EXPECT_EQ(aws.requests("s3"), 0U);
    EXPECT_EQ(plain("GET", "/_local/requests").body, R"({"dynamodb":{"ListTables":2,"refused":1}})");
}

TEST_F(LocalAwsTest, tells_what_it_holds_and_forgets_it) {
    aws.create_bucket("photos");
    static_cast<void>(aws.create_key());
    static_cast<void>(s3("PUT", "/photos/k", "hello"));
    EXPECT_EQ(
        plain("GET", "/_local/stats").body,
        R"({"dynamodb":{"tables":0,"items":0,"bytes":0},"s3":{"buckets":1,"objects":1,"bytes":5},"kms":{"keys":1}})");
    EXPECT_EQ(plain("GET", "/_local/reset").status, 405);
    EXPECT_EQ(plain("POST", "/_local/reset").status, 200);
    EXPECT_THAT(s3("GET", "/photos/k").body, HasSubstr("NoSuchBucket"));
    EXPECT_EQ(aws.requests("s3"), 1U);
}

TEST_F(LocalAwsTest, answers_health_checks_and_browsers) {
    EXPECT_EQ(plain("GET", "/").body, "healthy: dynamodb.us-east-1.amazonaws.com");
    EXPECT_THAT(s3("GET", "/").body, HasSubstr("ListAllMyBucketsResult"));
    EXPECT_EQ(plain("OPTIONS", "/").headers.get("Access-Control-Allow-Origin"), "*");
}

TEST_F(LocalAwsTest, says_which_operations_it_does_not_know) {
    EXPECT_THAT(json("ssm", "AmazonSSM.GetParameter", "{}").body, HasSubstr("UnknownOperationException"));
    EXPECT_THAT(kms("Sign", "{}").body, HasSubstr("UnknownOperationException"));
    EXPECT_EQ(aws.requests("kms", "unknown"), 1U);
}

TEST_F(LocalAwsTest, serves_many_threads_while_it_is_asked_and_reset) {
    std::vector<std::thread> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back([this] {
            test::RequestSigner own = signer;
            test::RawClient connection(aws.port());
            for (int n = 0; n < 20; ++n) {
                http::Request request;
                request.headers.add("X-Amz-Target", "DynamoDB_20120810.ListTables");
                request.body = "{}";
                own.sign(request, now());
                EXPECT_EQ(connection.exchange(request).status, 200);
            }
        });
    }
    aws.create_bucket("photos");
    static_cast<void>(aws.requests("dynamodb"));
    for (std::thread& thread : clients) {
        thread.join();
    }
    EXPECT_EQ(aws.requests("dynamodb", "ListTables"), 160U);
    aws.reset();
    EXPECT_EQ(aws.requests("dynamodb"), 0U);
}

TEST_F(LocalAwsTest, gives_the_options_of_a_client) {
    const AwsOptions options = aws.options();
    EXPECT_EQ(options.endpoint(), aws.endpoint());
    EXPECT_EQ(options.region(), aws.region());
    EXPECT_EQ(options.credentials()->access_key_id, aws.access_key_id());
}

TEST(LocalAws, lets_everybody_in_without_checking) {
    LocalOptions options;
    options.verify_signatures = false;
    const LocalAws aws(options);
    test::RawClient client(aws.port());
    http::Request request;
    request.headers.add("X-Amz-Target", "DynamoDB_20120810.ListTables");
    request.body = "{}";
    EXPECT_EQ(client.exchange(request).status, 200);
}

TEST(LocalAws, refuses_options_that_cannot_be) {
    LocalOptions options;
    options.account_id = "12";
    EXPECT_THROW(LocalAws{options}, LocalException);
    options = LocalOptions();
    options.region = "";
    EXPECT_THROW(LocalAws{options}, LocalException);
}

TEST(LocalAws, starts_many_times_and_can_be_moved) {
    LocalAws first;
    const LocalAws second;
    EXPECT_NE(first.endpoint(), second.endpoint());
    LocalAws moved = std::move(first);
    test::RawClient client(moved.port());
    moved.stop();
    EXPECT_TRUE(client.wait_for_close());
}

}  // namespace
}  // namespace dynoxx::local
