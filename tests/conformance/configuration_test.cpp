#include "aws/config_loader.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <optional>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr const char* config_path = "/home/ada/.aws/config";

std::optional<std::string> text_of(const element& json, const char* key) {
    std::string_view text;
    return json[key].get(text) == simdjson::SUCCESS ? std::optional(std::string(text)) : std::nullopt;
}

void set_variables(const element& json, test::FakeEnvironment& environment) {
    environment.set("HOME", "/home/ada");
    for (const auto [name, value] : object_in(json)) {
        environment.set(std::string(name), std::string(value.get_string().value()));
    }
}

element parse_file(simdjson::dom::parser& parser, const fs::path& file) {
    return parser.parse(simdjson::padded_string(read_file(file)));
}

/// Writes profiles and services of a JSON file as a config file.
std::string config_of(const element& suite) {
    std::string text;
    for (const auto [name, properties] : object_in(suite["profiles"])) {
        text.append("[profile ").append(name).append("]\n");
        for (const auto [key, value] : object_in(properties)) {
            text.append(key).append(" = ").append(value.get_string().value()).append("\n");
        }
    }
    for (const auto [name, services] : object_in(suite["services"])) {
        text.append("[services ").append(name).append("]\n");
        for (const auto [service, properties] : object_in(services)) {
            text.append(service).append(" =\n");
            for (const auto [key, value] : object_in(properties)) {
                text.append("  ").append(key).append(" = ").append(value.get_string().value()).append("\n");
            }
        }
    }
    return text;
}

void check_endpoint(const element& suite, const element& test, Case& one) {
    const std::map<std::string, AwsService, std::less<>> services = {
        {"dynamodb", AwsService::DynamoDB}, {"s3", AwsService::S3},   {"kms", AwsService::Kms},
        {"sts", AwsService::Sts},           {"sso", AwsService::Sso}, {"sso_oidc", AwsService::SsoOidc},
        {"signin", AwsService::Signin}};
    const auto service = services.find(test["service"].get_string().value());
    one.expect(service != services.end(), "a service of ours");
    if (service == services.end()) {
        return;
    }
    test::FakeSystem fake;
    fake.files.set(config_path, config_of(suite));
    set_variables(suite["environments"][test["environment"].get_string().value()], fake.environment);
    const element client = suite["client_configs"][test["client_config"].get_string().value()];
    if (bool ignore = false; client["ignore_configured_endpoint_urls"].get(ignore) == simdjson::SUCCESS && ignore) {
        fake.environment.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");  // only settings can say it with us
    }
    AwsOptions options;
    options.profile(*text_of(test, "profile")).endpoint(text_of(client, "endpoint_url").value_or(""));
    const AwsConfig config = aws::load_config(options, fake.system()).value();
    const std::string region = config.required_region().value();
    const auto& found = config.endpoint(service->second);
    one.expect_equal("endpoint", found ? found->value : "https://" + service->first + "." + region + ".amazonaws.com",
                     *text_of(test["output"], "endpointUrl"));
}

TEST(Conformance, configured_endpoints_of_botocore) {
    run_suite("endpoint-url-config/botocore", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parse_file(parser, file);
            for (const element part : array_in(json["testSuites"])) {
                for (const element test : array_in(part["endpointUrlTests"])) {
                    suite.run_case(*text_of(test, "name"), [&](Case& one) { check_endpoint(part, test, one); });
                }
            }
        }
    });
}

/// The cases are about a service that we do not have: its names are exchanged for KMS's.
std::string with_our_service(std::string text) {
    const std::pair<std::string_view, std::string_view> names[] = {{"ELASTIC_BEANSTALK", "KMS"},
                                                                   {"elastic_beanstalk =", "kms ="}};
    for (const auto& [theirs, ours] : names) {
        for (std::size_t at = text.find(theirs); at != std::string::npos; at = text.find(theirs, at + ours.size())) {
            text.replace(at, theirs.size(), ours);
        }
    }
    return text;
}

TEST(Conformance, configured_endpoints_of_aws_sdk_kotlin) {
    run_suite("endpoint-url-config/aws-sdk-kotlin", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            for (const element test : array_in(parse_file(parser, file))) {
                suite.run_case(*text_of(test, "name"), [&](Case& one) {
                    if (object properties;
                        test["jvmSystemProperties"].get(properties) == simdjson::SUCCESS && properties.size() > 0) {
                        one.skip("O1: sets JVM system properties");
                        return;
                    }
                    test::FakeSystem fake;
                    fake.files.set(config_path, with_our_service(text_of(test, "config").value_or("")));
                    fake.environment.set("HOME", "/home/ada");
                    for (const auto [name, value] : object_in(test["env"])) {
                        fake.environment.set(with_our_service(std::string(name)),
                                             std::string(value.get_string().value()));
                    }
                    const AwsConfig config = aws::load_config(AwsOptions(), fake.system()).value();
                    const auto& found = config.endpoint(AwsService::Kms);
                    one.expect_equal("endpoint", found ? found->value : "", text_of(test, "expected").value_or(""));
                });
            }
        }
    });
}

TEST(Conformance, regions_of_aws_sdk_kotlin) {
    run_suite("region/aws-sdk-kotlin", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            for (const element test : array_in(parse_file(parser, file))) {
                suite.run_case(*text_of(test, "name"), [&](Case& one) {
                    const element platform = test["platform"];
                    if (object properties;
                        platform["props"].get(properties) == simdjson::SUCCESS && properties.size() > 0) {
                        one.skip("O1: sets JVM system properties");
                        return;
                    }
                    test::FakeSystem fake;
                    set_variables(platform["env"], fake.environment);
                    for (const auto [path, text] : object_in(platform["fs"])) {
                        fake.files.set(std::string(path), std::string(text.get_string().value()));
                    }
                    const AwsConfig config = aws::load_config(AwsOptions(), fake.system()).value();
                    one.expect_equal("region", config.region() ? config.region()->value : "",
                                     text_of(test, "region").value_or(""));
                });
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
