#include "aws/endpoints.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

/// Writes an endpoint as `scheme://host[:port]/base region/name`.
std::string text_of(const EndpointRequest& request) {
    const auto endpoint = resolve_endpoint(request);
    if (endpoint.has_error()) {
        return endpoint.error().message();
    }
    return endpoint->origin.scheme + "://" + endpoint->origin.host_header() + endpoint->base_path + " " +
           endpoint->signing_region + "/" + endpoint->signing_name;
}

EndpointRequest s3(std::string bucket, std::string region = "eu-west-1") {
    EndpointRequest request(AwsService::S3, std::move(region));
    request.bucket = std::move(bucket);
    return request;
}

EndpointRequest with_endpoint(EndpointRequest request, std::string url) {
    request.custom = Setting<std::string>(std::move(url), SettingOrigin::environment("AWS_ENDPOINT_URL"));
    return request;
}

TEST(Endpoints, belong_to_the_partition_of_the_region) {
    const std::pair<const char*, const char*> hosts[] = {
        {"eu-west-1", "https://kms.eu-west-1.amazonaws.com eu-west-1/kms"},
        {"xx-new-7", "https://kms.xx-new-7.amazonaws.com xx-new-7/kms"},
        {"cn-north-1", "https://kms.cn-north-1.amazonaws.com.cn cn-north-1/kms"},
        {"us-gov-west-1", "https://kms.us-gov-west-1.amazonaws.com us-gov-west-1/kms"},
        {"us-iso-east-1", "https://kms.us-iso-east-1.c2s.ic.gov us-iso-east-1/kms"},
        {"us-isob-east-1", "https://kms.us-isob-east-1.sc2s.sgov.gov us-isob-east-1/kms"},
        {"eu-isoe-west-1", "https://kms.eu-isoe-west-1.cloud.adc-e.uk eu-isoe-west-1/kms"},
        {"us-isof-south-1", "https://kms.us-isof-south-1.csp.hci.ic.gov us-isof-south-1/kms"},
        {"eusc-de-east-1", "https://kms.eusc-de-east-1.amazonaws.eu eusc-de-east-1/kms"},
    };
    for (const auto& [region, expected] : hosts) {
        EXPECT_EQ(text_of({AwsService::Kms, region}), expected);
    }
}

TEST(Endpoints, know_the_local_region_of_dynamodb) {
    EXPECT_EQ(text_of({AwsService::DynamoDB, "local"}), "http://localhost:8000 us-east-1/dynamodb");
}

TEST(Endpoints, of_sts_are_regional) {
    EXPECT_EQ(text_of({AwsService::Sts, "us-east-1"}), "https://sts.us-east-1.amazonaws.com us-east-1/sts");
    EXPECT_EQ(text_of({AwsService::Sts, "aws-global"}), "https://sts.amazonaws.com us-east-1/sts");
}

TEST(Endpoints, of_identity_center_and_sign_in_have_hosts_of_their_own) {
    EXPECT_EQ(text_of({AwsService::Sso, "eu-west-1"}),
              "https://portal.sso.eu-west-1.amazonaws.com eu-west-1/awsssoportal");
    EXPECT_EQ(text_of({AwsService::SsoOidc, "eu-west-1"}), "https://oidc.eu-west-1.amazonaws.com eu-west-1/sso-oauth");
    EXPECT_EQ(text_of({AwsService::Signin, "eu-west-1"}), "https://eu-west-1.signin.aws.amazon.com eu-west-1/signin");
    EXPECT_EQ(text_of({AwsService::Signin, "cn-north-1"}), "https://cn-north-1.signin.amazonaws.cn cn-north-1/signin");
}

TEST(Endpoints, of_s3_name_the_bucket_in_the_host_if_it_is_a_label) {
    EXPECT_EQ(text_of(s3("acme-avatars")), "https://acme-avatars.s3.eu-west-1.amazonaws.com eu-west-1/s3");
    for (const char* bucket : {"with.dots", "Upper", "ab", "under_score", "-start", "end-"}) {
        EXPECT_EQ(text_of(s3(bucket)), "https://s3.eu-west-1.amazonaws.com/" + std::string(bucket) + " eu-west-1/s3");
    }
    EXPECT_EQ(text_of(s3("")), "https://s3.eu-west-1.amazonaws.com eu-west-1/s3");
    EXPECT_EQ(text_of(s3("a/../b")), "https://s3.eu-west-1.amazonaws.com/a%2F..%2Fb eu-west-1/s3");
}

TEST(Endpoints, of_s3_use_the_path_where_an_endpoint_is_configured) {
    EXPECT_EQ(text_of(with_endpoint(s3("acme"), "http://localhost:4566/base/")),
              "http://localhost:4566/base/acme eu-west-1/s3");
    EndpointRequest request = with_endpoint(s3("acme"), "http://minio:9000");
    request.style = S3AddressingStyle::Virtual;
    EXPECT_EQ(text_of(request), "http://acme.minio:9000 eu-west-1/s3");
    request.style = S3AddressingStyle::Virtual;
    EXPECT_EQ(text_of(with_endpoint(request, "http://127.0.0.1:9000")), "http://127.0.0.1:9000/acme eu-west-1/s3");
    EXPECT_EQ(text_of(with_endpoint(request, "http://[::1]:9000")), "http://[::1]:9000/acme eu-west-1/s3");
}

TEST(Endpoints, of_dynamodb_name_the_account_where_the_mode_says_so) {
    EndpointRequest request(AwsService::DynamoDB, "eu-west-1");
    request.account_id = "123456789012";
    EXPECT_EQ(text_of(request), "https://dynamodb.eu-west-1.amazonaws.com eu-west-1/dynamodb");
    request.account_id_mode = AccountIdEndpointMode::Preferred;
    EXPECT_EQ(text_of(request), "https://123456789012.ddb.eu-west-1.amazonaws.com eu-west-1/dynamodb");
    request.resource_arns = {"arn:aws:dynamodb:eu-west-1:222222222222:table/t"};
    EXPECT_EQ(text_of(request), "https://222222222222.ddb.eu-west-1.amazonaws.com eu-west-1/dynamodb");
    EXPECT_EQ(text_of(with_endpoint(request, "http://localhost:8000")), "http://localhost:8000 eu-west-1/dynamodb");
}

TEST(Endpoints, of_access_points_name_the_region_of_the_arn_if_they_may) {
    EndpointRequest request = s3("arn:aws:s3:us-west-2:123456789012:accesspoint:mine");
    EXPECT_EQ(text_of(request), "https://mine-123456789012.s3-accesspoint.us-west-2.amazonaws.com us-west-2/s3");
    request.use_arn_region = false;
    EXPECT_EQ(resolve_endpoint(request).error().code(), ErrorCode::InvalidOption);
}

TEST(Endpoints, of_multi_region_access_points_are_signed_for_a_set_of_regions) {
    EndpointRequest request = s3("arn:aws:s3::123456789012:accesspoint:mine.mrap");
    const Endpoint endpoint = resolve_endpoint(request).value();
    EXPECT_EQ(endpoint.origin.host, "mine.mrap.accesspoint.s3-global.amazonaws.com");
    EXPECT_EQ(endpoint.region_set, "*");
    request.region_set = "eu-west-1,eu-central-1";
    EXPECT_EQ(resolve_endpoint(request).value().region_set, "eu-west-1,eu-central-1");
    request.disable_multi_region_access_points = true;
    EXPECT_EQ(resolve_endpoint(request).error().code(), ErrorCode::InvalidOption);
}

TEST(Endpoints, say_what_excludes_what) {
    EndpointRequest request = with_endpoint({AwsService::Kms, "eu-west-1"}, "http://h");
    request.fips = true;
    EXPECT_EQ(text_of(request),
              "No endpoint of KMS: FIPS endpoints cannot be used together with a configured endpoint "
              "(environment variable AWS_ENDPOINT_URL).");
    EXPECT_EQ(resolve_endpoint({AwsService::Kms, ""}).error().code(), ErrorCode::MissingRegion);
    EXPECT_EQ(resolve_endpoint({AwsService::Kms, "a.b"}).error().code(), ErrorCode::InvalidOption);
    EXPECT_EQ(resolve_endpoint(s3("acme--abcd-ab1--x-s3")).error().code(), ErrorCode::UnsupportedSetting);
    EXPECT_EQ(text_of(s3("arn:aws:s3:eu-west-1:123_456:accesspoint:a")),
              "No endpoint of S3: the bucket 'arn:aws:s3:eu-west-1:123_456:accesspoint:a' names an account that cannot "
              "be in a host.");
    EXPECT_EQ(resolve_endpoint(with_endpoint(s3("b"), "nonsense")).error().code(), ErrorCode::InvalidEndpoint);
}

TEST(Endpoints, take_everything_from_the_configuration) {
    test::FakeSystem fake;
    fake.environment.set("AWS_ENDPOINT_URL_S3", "http://s3");
    fake.environment.set("AWS_USE_DUALSTACK_ENDPOINT", "true");
    const AwsConfig config = load_config(AwsOptions().region("eu-west-1"), fake.system()).value();
    const EndpointRequest request = endpoint_request(config, AwsService::S3).value();
    EXPECT_EQ(request.region, "eu-west-1");
    EXPECT_EQ(request.custom->value, "http://s3");
    EXPECT_TRUE(request.dual_stack);
    EXPECT_FALSE(request.use_arn_region);
    EXPECT_EQ(request.account_id_mode, AccountIdEndpointMode::Preferred);
    const AwsConfig none = load_config(AwsOptions(), fake.system()).value();
    EXPECT_EQ(endpoint_request(none, AwsService::S3).error().code(), ErrorCode::MissingRegion);
}

}  // namespace
}  // namespace dynoxx::aws
