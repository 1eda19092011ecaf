#include "local/auth/verifier.hpp"

#include "support/manual_clock.hpp"
#include "support/request_signer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::auth {
namespace {

using testing::HasSubstr;

class VerifierTest : public testing::Test {
 protected:
    VerifierTest() {
        root.arn = "arn:aws:iam::123456789012:root";
        store.add(signer.access_key_id, signer.secret, root);
        request.body = "{}";
        request.headers.add("X-Amz-Target", "DynamoDB_20120810.ListTables");
    }

    Denied denial(std::string_view service = "dynamodb") {
        Verifier verifier(store, root, "us-east-1", clock, Checking::On);
        const Verdict verdict = verifier.verify(request, service);
        const auto* denied = std::get_if<Denied>(&verdict);
        if (denied == nullptr) {
            throw std::logic_error("the request was granted");
        }
        return *denied;
    }

    Granted grant(std::string_view service = "dynamodb") {
        Verifier verifier(store, root, "us-east-1", clock, Checking::On);
        const Verdict verdict = verifier.verify(request, service);
        if (const auto* denied = std::get_if<Denied>(&verdict)) {
            throw std::logic_error(denied->message);
        }
        return std::get<Granted>(verdict);
    }

    test::ManualClock clock{};
    test::RequestSigner signer{};
    Identity root{};
    CredentialStore store{};
    http::Request request{};
};

TEST_F(VerifierTest, grants_a_signed_request) {
    signer.sign(request, clock.system_now());
    EXPECT_EQ(grant().identity.arn, root.arn);
}

TEST_F(VerifierTest, denies_a_request_without_signature) {
    EXPECT_EQ(denial().reason, Denial::MissingToken);
    EXPECT_EQ(denial().message, "Request is missing Authentication Token");
}

TEST_F(VerifierTest, knows_signatures_of_another_version) {
    request.headers.add("Authorization", "AWS AKID:signature");
    EXPECT_EQ(denial("s3").reason, Denial::OtherAlgorithm);
}

TEST_F(VerifierTest, grants_everything_when_checking_is_off) {
    Verifier verifier(store, root, "us-east-1", clock, Checking::Off);
    const Verdict verdict = verifier.verify(request, "dynamodb");
    ASSERT_TRUE(std::holds_alternative<Granted>(verdict));
    EXPECT_EQ(std::get<Granted>(verdict).identity.arn, root.arn);
}

TEST_F(VerifierTest, lists_every_part_that_a_signature_lacks) {
    request.headers.add("Authorization", "AWS4-HMAC-SHA256 nothing");
    const Denied denied = denial();
    EXPECT_EQ(denied.reason, Denial::Incomplete);
    EXPECT_THAT(denied.message, HasSubstr("requires 'Credential' parameter. "));
    EXPECT_THAT(denied.message, HasSubstr("requires 'Signature' parameter. "));
    EXPECT_THAT(denied.message, HasSubstr("requires 'SignedHeaders' parameter. "));
    EXPECT_THAT(denied.message, HasSubstr("either a 'X-Amz-Date' or a 'Date' header. "));
}

TEST_F(VerifierTest, denies_another_secret_and_tells_the_canonical_string) {
    signer.secret = "other";
    signer.sign(request, clock.system_now());
    const Denied denied = denial();
    EXPECT_EQ(denied.reason, Denial::SignatureMismatch);
    EXPECT_THAT(denied.message, HasSubstr("The Canonical String for this request should have been\n'POST\n/\n\n"));
    EXPECT_THAT(denied.message,
                HasSubstr("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260131T070809Z\n"));
}

TEST_F(VerifierTest, denies_a_changed_body) {
    signer.sign(request, clock.system_now());
    request.body = "{ }";
    EXPECT_EQ(denial().reason, Denial::SignatureMismatch);
}

TEST_F(VerifierTest, denies_an_unknown_key) {
    signer.access_key_id = "AKIDNOBODY";
    signer.sign(request, clock.system_now());
    EXPECT_EQ(denial().reason, Denial::UnknownKey);
    EXPECT_EQ(denial().message, "The security token included in the request is invalid.");
}

TEST_F(VerifierTest, denies_another_region_and_another_service) {
    signer.region = "eu-west-1";
    signer.sign(request, clock.system_now());
    EXPECT_EQ(denial().reason, Denial::WrongRegion);
    signer.region = "us-east-1";
    signer.service = "kms";
    signer.sign(request, clock.system_now());
    EXPECT_EQ(denial().reason, Denial::WrongScope);
    EXPECT_THAT(denial().message, HasSubstr("scoped to correct service: 'dynamodb'"));
}

TEST_F(VerifierTest, takes_a_signature_of_fifteen_minutes_ago_but_not_an_older_one) {
    signer.sign(request, clock.system_now());
    clock.advance(std::chrono::minutes(15));
    EXPECT_NO_THROW(grant());
    clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(denial().reason, Denial::TimeSkewed);
    EXPECT_EQ(denial().message,
              "Signature expired: 20260131T070809Z is now earlier than 20260131T070810Z (20260131T072310Z - 15 min.)");
}

TEST_F(VerifierTest, denies_a_signature_from_the_future) {
    signer.sign(request, clock.system_now() + std::chrono::minutes(16));
    EXPECT_EQ(denial().reason, Denial::TimeSkewed);
    EXPECT_THAT(denial().message, HasSubstr("Signature not yet current: 20260131T072409Z is still later than"));
}

TEST_F(VerifierTest, denies_an_amz_header_that_is_not_signed) {
    signer.sign(request, clock.system_now());
    request.headers.add("x-amz-meta-late", "x");
    EXPECT_EQ(denial().reason, Denial::HeadersNotSigned);
    EXPECT_EQ(denial().expected, "x-amz-meta-late");
}

TEST_F(VerifierTest, grants_temporary_credentials_until_they_expire) {
    Identity role;
    role.arn = "arn:aws:sts::123456789012:assumed-role/worker/me";
    const TemporaryCredentials issued = store.issue(role, clock.system_now(), std::chrono::seconds(900));
    signer.access_key_id = issued.access_key_id;
    signer.secret = issued.secret_access_key;
    signer.session_token = issued.session_token;
    signer.sign(request, clock.system_now());
    EXPECT_EQ(grant().identity.arn, role.arn);
    clock.advance(std::chrono::seconds(900));
    EXPECT_EQ(denial().reason, Denial::ExpiredToken);
}

TEST_F(VerifierTest, denies_temporary_credentials_without_their_token) {
    const TemporaryCredentials issued = store.issue(root, clock.system_now(), std::chrono::seconds(900));
    signer.access_key_id = issued.access_key_id;
    signer.secret = issued.secret_access_key;
    signer.sign(request, clock.system_now());
    EXPECT_EQ(denial().reason, Denial::InvalidToken);
}

TEST_F(VerifierTest, wants_the_payload_hash_of_s3_to_be_right) {
    signer.service = "s3";
    request.method = "PUT";
    request.path = "/b/a%20b";
    signer.sign(request, clock.system_now());
    EXPECT_NO_THROW(grant("s3"));
    request.body = "other";
    EXPECT_EQ(denial("s3").reason, Denial::PayloadMismatch);
}

TEST_F(VerifierTest, takes_an_unsigned_payload_of_s3) {
    signer.service = "s3";
    request.headers.add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    signer.sign(request, clock.system_now());
    request.body = "anything";
    EXPECT_NO_THROW(grant("s3"));
}

TEST_F(VerifierTest, takes_a_presigned_request_until_it_expires) {
    signer.service = "s3";
    request = http::Request();
    request.method = "GET";
    request.path = "/b/k";
    signer.presign(request, clock.system_now(), std::chrono::seconds(60));
    EXPECT_NO_THROW(grant("s3"));
    clock.advance(std::chrono::seconds(61));
    EXPECT_EQ(denial("s3").reason, Denial::QueryExpired);
}

TEST_F(VerifierTest, denies_a_presigned_request_that_was_changed) {
    signer.service = "s3";
    request = http::Request();
    request.method = "GET";
    request.path = "/b/k";
    signer.presign(request, clock.system_now(), std::chrono::seconds(60));
    request.path = "/b/other";
    EXPECT_EQ(denial("s3").reason, Denial::SignatureMismatch);
}

}  // namespace
}  // namespace dynoxx::local::auth
