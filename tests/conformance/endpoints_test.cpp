#include "aws/endpoints.hpp"
#include "aws/config_loader.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;

std::string text_of(const element& json, const char* key) {
    std::string_view text;
    return json[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

bool flag_of(const element& json, const char* key) {
    bool flag = false;
    return json[key].get(flag) == simdjson::SUCCESS && flag;
}

AccountIdEndpointMode mode_of(const std::string& word) {
    return word == "required"    ? AccountIdEndpointMode::Required
           : word == "preferred" ? AccountIdEndpointMode::Preferred
                                 : AccountIdEndpointMode::Disabled;
}

/// A service by the name of its folder.
struct Folder {
    std::string_view name;
    AwsService service;
    bool is_streams = false;
};

constexpr Folder folders[] = {
    {"dynamodb", AwsService::DynamoDB},
    {"dynamodbstreams", AwsService::DynamoDB, true},
    {"s3", AwsService::S3},
    {"kms", AwsService::Kms},
    {"sts", AwsService::Sts},
    {"sso", AwsService::Sso},
    {"sso-oidc", AwsService::SsoOidc},
    {"signin", AwsService::Signin},
};

aws::EndpointRequest request_of(const Folder& folder, const element& params) {
    aws::EndpointRequest request(folder.service, text_of(params, "Region"));
    request.is_streams = folder.is_streams;
    if (const std::string url = text_of(params, "Endpoint"); !url.empty()) {
        request.custom = Setting<std::string>(url, SettingOrigin::code());
    }
    request.fips = flag_of(params, "UseFIPS");
    request.dual_stack = flag_of(params, "UseDualStack");
    request.account_id_mode = mode_of(text_of(params, "AccountIdEndpointMode"));
    request.account_id = text_of(params, "AccountId");
    if (request.account_id.empty() && params["AccountId"].error() == simdjson::SUCCESS) {
        request.account_id = "-";  // empty means "not known" with us: another id that no host may have
    }
    request.sts_global = flag_of(params, "UseGlobalEndpoint");
    request.us_east_1_global = request.sts_global;
    request.bucket = text_of(params, "Bucket");
    request.style = flag_of(params, "ForcePathStyle") ? S3AddressingStyle::Path : S3AddressingStyle::Virtual;
    request.accelerate = flag_of(params, "Accelerate");
    request.use_arn_region = params["UseArnRegion"].error() != simdjson::SUCCESS || flag_of(params, "UseArnRegion");
    request.disable_access_points = flag_of(params, "DisableAccessPoints");
    request.disable_multi_region_access_points = flag_of(params, "DisableMultiRegionAccessPoints");
    request.is_control_plane = flag_of(params, "IsControlPlane");
    request.is_oauth = flag_of(params, "IsOAuthEndpoint");
    request.is_search = flag_of(params, "IsSearchOperation");
    if (const std::string arn = text_of(params, "ResourceArn"); !arn.empty()) {
        request.resource_arns.push_back(arn);
    }
    if (simdjson::dom::array list; params["ResourceArnList"].get(list) == simdjson::SUCCESS && list.size() > 0) {
        request.resource_arns.emplace_back(list.at(0).get_string().value());
    }
    return request;
}

/// Says whether a case is about a part of S3 that is not supported and that only its operations could ask for.
bool asks_for_other_operations(const element& params) {
    return flag_of(params, "UseObjectLambdaEndpoint") || flag_of(params, "UseS3ExpressControlEndpoint");
}

void check_signature(const aws::Endpoint& actual, const element& endpoint, Case& one) {
    element scheme;
    if (endpoint["properties"]["authSchemes"].at(0).get(scheme) != simdjson::SUCCESS) {
        return;
    }
    std::string regions;
    if (simdjson::dom::array set; scheme["signingRegionSet"].get(set) == simdjson::SUCCESS) {
        for (const element region : set) {
            regions.append(regions.empty() ? "" : ",").append(region.get_string().value());
        }
    }
    one.expect_equal("scheme", actual.region_set.empty() ? "sigv4" : "sigv4a", text_of(scheme, "name"));
    one.expect_equal("signing region", actual.signing_region, text_of(scheme, "signingRegion"));
    one.expect_equal("region set", actual.region_set, regions);
    one.expect_equal("signing name", actual.signing_name, text_of(scheme, "signingName"));
    one.expect(actual.encodes_path_twice != flag_of(scheme, "disableDoubleEncoding"), "encoding of the path");
}

void check(const Folder& folder, const element& test, Case& one) {
    aws::EndpointRequest request(folder.service, "");
    if (element params; test["params"].get(params) == simdjson::SUCCESS) {
        if (asks_for_other_operations(params)) {
            one.skip("O2: an operation of S3 Object Lambda or S3 Express");
            return;
        }
        request = request_of(folder, params);
    }
    const auto result = aws::resolve_endpoint(request);
    const element expected = test["expect"];
    if (expected["error"].error() == simdjson::SUCCESS) {
        one.expect(result.has_error(), "an error: " + text_of(expected, "error"));
        return;
    }
    const element endpoint = expected["endpoint"];
    element scheme;
    const bool has_scheme = endpoint["properties"]["authSchemes"].at(0).get(scheme) == simdjson::SUCCESS;
    const std::string signing_name = has_scheme ? text_of(scheme, "signingName") : std::string();
    if (folder.service == AwsService::S3 && signing_name != "s3") {
        one.expect(result.has_error() && result.error().code() == ErrorCode::UnsupportedSetting, "not supported");
        one.skip("O2: " + signing_name);
        return;
    }
    one.expect(result.has_value(), result.has_error() ? result.error().message() : "");
    if (result.has_error()) {
        return;
    }
    one.expect_equal("url", result->origin.scheme + "://" + result->origin.host_header() + result->base_path,
                     text_of(endpoint, "url"));
    check_signature(*result, endpoint, one);
}

TEST(Conformance, endpoints_of_botocore) {
    const std::string root = "endpoints/botocore-services";
    const std::string file = "endpoint-tests-1.json";
    for (const std::string& name : folders_with(root, file)) {
        run_suite(root + "/" + name, [&](const fs::path& folder, Suite& suite) {
            const auto* const known = std::ranges::find(folders, name, &Folder::name);
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(folder / file)));
            for (const element test : array_in(json["testCases"])) {
                suite.run_case(text_of(test, "documentation"), [&](Case& one) {
                    known == std::end(folders) ? one.expect(false, "a service of ours") : check(*known, test, one);
                });
            }
        });
    }
}

/// Resolves through the settings, as a program does.
void check_address(const element& test, Case& one) {
    const std::string style = text_of(test, "ConfiguredAddressingStyle");
    const std::string global = text_of(test, "S3UsEast1RegionalEndpoint");
    test::FakeSystem fake;
    std::string config = "[default]\nregion = " + text_of(test, "Region");
    config += "\ns3_us_east_1_regional_endpoint = " + (global.empty() ? "legacy" : global) + "\ns3 =\n";
    config += "  addressing_style = " + (style == "default" ? "auto" : style) + "\n";
    config +=
        std::string("  use_accelerate_endpoint = ") + (flag_of(test, "UseS3Accelerate") ? "true" : "false") + "\n";
    config += std::string("  use_dualstack_endpoint = ") + (flag_of(test, "UseDualstack") ? "true" : "false") + "\n";
    fake.files.set("/config", config);
    fake.environment.set("AWS_CONFIG_FILE", "/config");
    aws::EndpointRequest request =
        aws::endpoint_request(aws::load_config(AwsOptions(), fake.system()).value(), AwsService::S3).value();
    request.bucket = text_of(test, "Bucket");
    const aws::Endpoint endpoint = aws::resolve_endpoint(request).value();
    one.expect_equal("url", endpoint.origin.scheme + "://" + endpoint.origin.host_header() + endpoint.base_path,
                     text_of(test, "ExpectedUri"));
}

void run_addresses(const std::string& path) {
    run_suite(path, [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            for (const element test : array_in(json)) {
                suite.run_case(text_of(test, "ExpectedUri"), [&](Case& one) { check_address(test, one); });
            }
        }
    });
}

TEST(Conformance, addresses_of_s3_in_aws_sdk_php) {
    run_addresses("s3/aws-sdk-php");
}

TEST(Conformance, addresses_of_s3_in_aws_sdk_go) {
    run_addresses("s3/aws-sdk-go");
}

}  // namespace
}  // namespace dynoxx::conformance
