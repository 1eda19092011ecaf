#include "aws/endpoints.hpp"
#include "aws/service.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

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

aws::EndpointRequest request_of(AwsService service, const element& params) {
    aws::EndpointRequest request(service, text_of(params, "Region"));
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
    request.is_search = flag_of(params, "IsSearchOperation");
    if (const std::string arn = text_of(params, "ResourceArn"); !arn.empty()) {
        request.resource_arns.push_back(arn);
    }
    if (simdjson::dom::array list; params["ResourceArnList"].get(list) == simdjson::SUCCESS && list.size() > 0) {
        request.resource_arns.emplace_back(list.at(0).get_string().value());
    }
    return request;
}

void check(AwsService service, const element& test, Case& one) {
    aws::EndpointRequest request(service, "");
    if (element params; test["params"].get(params) == simdjson::SUCCESS) {
        request = request_of(service, params);
    }
    const auto result = aws::resolve_endpoint(request);
    const element expected = test["expect"];
    if (expected["error"].error() == simdjson::SUCCESS) {
        one.expect(result.has_error(), "an error: " + text_of(expected, "error"));
        return;
    }
    one.expect(result.has_value(), result.has_error() ? result.error().message() : "");
    if (result.has_error()) {
        return;
    }
    const element endpoint = expected["endpoint"];
    one.expect_equal("url", result->origin.scheme + "://" + result->origin.host_header() + result->base_path,
                     text_of(endpoint, "url"));
    if (element scheme; endpoint["properties"]["authSchemes"].at(0).get(scheme) == simdjson::SUCCESS) {
        one.expect_equal("signing region", result->signing_region, text_of(scheme, "signingRegion"));
        one.expect_equal("signing name", result->signing_name, text_of(scheme, "signingName"));
    }
}

void run_service(const std::string& name, AwsService service) {
    run_suite("endpoints/botocore-services/" + name, [service](const fs::path& folder, Suite& suite) {
        simdjson::dom::parser parser;
        const element json = parser.parse(simdjson::padded_string(read_file(folder / "endpoint-tests-1.json")));
        for (const element test : array_in(json["testCases"])) {
            suite.run_case(text_of(test, "documentation"), [&](Case& one) { check(service, test, one); });
        }
    });
}

TEST(Conformance, endpoints_of_dynamodb) {
    run_service("dynamodb", AwsService::DynamoDB);
}

TEST(Conformance, endpoints_of_kms) {
    run_service("kms", AwsService::Kms);
}

TEST(Conformance, endpoints_of_sts) {
    run_service("sts", AwsService::Sts);
}

}  // namespace
}  // namespace dynoxx::conformance
