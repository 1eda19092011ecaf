#include "aws/config_loader.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;

std::string text_of(const element& json) {
    std::string_view text;
    return json.get(text) == simdjson::SUCCESS ? std::string(text)
                                               : std::to_string(static_cast<long long>(json.get_double().value()));
}

/// Changes a value of the base as a mode says.
std::string changed(const std::string& base, const element& modifier) {
    double number = 0;
    if (element value; modifier["override"].get(value) == simdjson::SUCCESS) {
        return text_of(value);
    }
    if (modifier["multiply"].get(number) == simdjson::SUCCESS) {
        return std::to_string(static_cast<long long>(std::stod(base) * number));
    }
    return std::to_string(static_cast<long long>(std::stod(base) + modifier["add"].get_double().value()));
}

/// Gives what a mode says, by name.
std::map<std::string, std::string> values_of(const element& base, const element& mode) {
    std::map<std::string, std::string> values;
    for (const auto [name, value] : object_in(base)) {
        values[std::string(name)] = text_of(value);
    }
    for (const auto [name, modifier] : object_in(mode)) {
        values[std::string(name)] = changed(values[std::string(name)], modifier);
    }
    return values;
}

/// Gives what a configuration says, by the same names. One limit covers TCP and TLS.
std::map<std::string, std::string> values_of(const AwsConfig& config) {
    const auto scope = [](const Setting<bool>& global) { return global.value ? "legacy" : "regional"; };
    const std::string connect = std::to_string(config.connect_timeout().value.count());
    return {{"retryMode", std::string(to_string(config.retry_mode().value))},
            {"stsRegionalEndpoints", scope(config.sts_global_endpoint())},
            {"s3UsEast1RegionalEndpoints", scope(config.s3_us_east_1_global_endpoint())},
            {"connectTimeoutInMillis", connect},
            {"tlsNegotiationTimeoutInMillis", connect}};
}

void check_mode(const std::string& mode, const std::map<std::string, std::string>& expected, Case& one) {
    for (const bool in_file : {false, true}) {
        test::FakeSystem fake;
        fake.environment.set("HOME", "/home/ada");
        if (in_file) {
            fake.files.set("/home/ada/.aws/config", "[default]\ndefaults_mode = " + mode + "\n");
        } else {
            fake.environment.set("AWS_DEFAULTS_MODE", mode);
        }
        const auto actual = values_of(aws::load_config(AwsOptions(), fake.system()).value());
        for (const auto& [name, value] : expected) {
            const auto found = actual.find(name);
            one.expect_equal(name, found == actual.end() ? "not known here" : found->second, value);
        }
    }
}

TEST(Conformance, defaults_modes_of_botocore) {
    run_suite("defaults-mode/botocore", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            for (const auto [mode, modifiers] : object_in(json["modes"])) {
                const auto expected = values_of(json["base"], modifiers);
                suite.run_case(std::string(mode), [&](Case& one) { check_mode(std::string(mode), expected, one); });
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
