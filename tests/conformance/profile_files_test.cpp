#include "aws/file_locations.hpp"
#include "aws/profile_file.hpp"
#include "aws/text.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <utility>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

std::string text_in(const element& json, const char* key) {
    std::string_view text;
    return json[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

/// The suites write our errors in their own words: the class of an error is the first word pair that they share.
constexpr std::pair<std::string_view, std::string_view> error_classes[] = {
    {"must end with ']'", "must end with ']'"},
    {"Expected a profile definition", "Expected a profile definition"},
    {"Expected a section definition", "Expected a profile definition"},
    {"Expected a property definition", "Expected a property definition"},
    {"Expected an '=' sign defining a sub-property", "Expected an '=' sign defining a sub-property"},
    {"defining a property in sub-property", "Expected an '=' sign defining a sub-property"},
    {"Expected an '=' sign defining a property", "Expected an '=' sign defining a property"},
    {"Sub-property did not have a name", "Sub-property did not have a name"},
    {"did not have a name in sub-property", "Sub-property did not have a name"},
    {"Property did not have a name", "Property did not have a name"},
};

/// Gives the part of our sentence that a suite's text stands for; empty for a text that only says that there is an
/// error.
std::string_view ours(std::string_view theirs) {
    for (const auto& [word, sentence] : error_classes) {
        if (theirs.find(word) != std::string_view::npos) {
            return sentence;
        }
    }
    return {};
}

void check_property(const element& expected, const aws::Property& actual, Case& one) {
    if (std::string_view text; expected.get(text) == simdjson::SUCCESS) {
        one.expect_equal(actual.name, actual.text(), text);
        return;
    }
    const object members = expected.get_object().value();
    one.expect(members.size() == actual.sub_properties.size(), "number of sub-properties of " + actual.name);
    for (const auto [name, value] : members) {
        const aws::SubProperty* found = actual.find(name);
        one.expect(found != nullptr, "sub-property " + std::string(name));
        if (found != nullptr) {
            one.expect_equal(name, found->value, value.get_string().value());
        }
    }
}

void check_sections(const element& expected, const aws::Sections& actual, Case& one) {
    const object sections = expected.get_object().value();
    one.expect(sections.size() == actual.items.size(), "number of sections is " + std::to_string(actual.items.size()));
    for (const auto [name, properties] : sections) {
        const aws::Section* section = actual.find(name);
        one.expect(section != nullptr, "section " + std::string(name));
        if (section == nullptr) {
            continue;
        }
        const object members = properties.get_object().value();
        one.expect(members.size() == section->properties.size(), "number of properties of " + std::string(name));
        for (const auto [key, value] : members) {
            const aws::Property* property = section->find(key);
            one.expect(property != nullptr, "property " + std::string(key));
            if (property != nullptr) {
                check_property(value, *property, one);
            }
        }
    }
}

void check_parser_case(const element& test, Case& one) {
    const element input = test["input"];
    const auto result = aws::parse_profile_files({"config", text_in(input, "configFile")},
                                                 {"credentials", text_in(input, "credentialsFile")});
    element output = test["output"];
    if (element wrapped; output["config"].get(wrapped) == simdjson::SUCCESS) {
        output = wrapped;
    }
    if (std::string_view theirs; output["errorContaining"].get(theirs) == simdjson::SUCCESS) {
        one.expect(result.has_error(), "an error");
        if (result.has_error()) {
            const std::string& sentence = result.error().message();
            one.expect(sentence.find(ours(theirs)) != std::string::npos,
                       sentence + "\ninstead of: " + std::string(theirs));
        }
        return;
    }
    one.expect(result.has_value(), result.has_error() ? result.error().message() : "");
    if (result.has_error()) {
        return;
    }
    const std::pair<const char*, const aws::Sections*> kinds[] = {{"profiles", &result->profiles},
                                                                  {"ssoSessions", &result->sso_sessions},
                                                                  {"sso_sessions", &result->sso_sessions},
                                                                  {"services", &result->services}};
    for (const auto& [key, actual] : kinds) {
        if (element expected; output[key].get(expected) == simdjson::SUCCESS) {
            check_sections(expected, *actual, one);
        }
    }
    if (output.get_object().value().size() == 0) {
        one.expect(result->profiles.items.empty(), "no profiles");
    }
}

void check_location_case(const element& test, Case& one) {
    test::FakeEnvironment environment;
    for (const auto [name, value] : object_in(test["environment"])) {
        environment.set(std::string(name), std::string(value.get_string().value()));
    }
    const aws::FileLocations found =
        aws::find_shared_files(AwsOptions(), environment, text_in(test, "languageSpecificHome"),
                               text_in(test, "platform") == "windows" ? aws::Platform::Windows : aws::Platform::Posix);
    one.expect_equal("config file", found.config.value, text_in(test, "configLocation"));
    one.expect_equal("credentials file", found.credentials.value, text_in(test, "credentialsLocation"));
}

void run_json(const std::string& path) {
    run_suite(path, [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            for (const element test : array_in(json["tests"])) {
                suite.run_case(text_in(test, "name"), [&](Case& one) {
                    const bool is_location = test["platform"].error() == simdjson::SUCCESS;
                    is_location ? check_location_case(test, one) : check_parser_case(test, one);
                });
            }
        }
    });
}

TEST(Conformance, profile_files_of_smithy_rs) {
    run_json("profile-files/smithy-rs");
}

TEST(Conformance, profile_files_of_aws_sdk_kotlin) {
    run_json("profile-files/aws-sdk-kotlin");
}

TEST(Conformance, profile_files_of_smithy_python) {
    run_json("profile-files/smithy-python");
}

TEST(Conformance, profile_files_of_botocore_are_read_without_a_crash) {
    run_suite("profile-files/botocore-cfg", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, "")) {
            suite.run_case(file.filename().string(), [&file](Case& one) {
                const std::string text = read_file(file);
                for (const bool is_config : {true, false}) {
                    const auto result = aws::parse_profile_files({"config", is_config ? text : ""},
                                                                 {"credentials", is_config ? "" : text});
                    one.expect(result.has_value() || !result.error().message().empty(), "an answer");
                }
            });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
