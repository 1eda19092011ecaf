#include "aws/config_data.hpp"
#include "aws/config_loader.hpp"
#include "conformance/credential_machine.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/recorded_traffic.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

std::string text_of(const element& json, const char* key) {
    std::string_view text;
    return json[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

element parse(simdjson::dom::parser& parser, const fs::path& file) {
    return parser.parse(simdjson::padded_string(read_file(file)));
}

bool sets_system_properties(const fs::path& folder) {
    const std::optional<std::string> text = try_read_file(folder / "system_properties.json");
    simdjson::dom::parser parser;
    return text && object_in(parser.parse(simdjson::padded_string(*text))).size() > 0;
}

/// The scenarios of a folder `profile-provider` are about a profile alone, so it is named in code, where it exists.
AwsOptions options_for(const fs::path& folder, const test::FakeMachine& machine) {
    AwsOptions options;
    if (folder.parent_path().filename() == "profile-provider") {
        const AwsConfig config = aws::load_config(options, machine.system).value();
        if (config.data().selected_profile() != nullptr) {
            options.profile(config.data().profile.value);
        }
    }
    return options;
}

void set_clock(const element& expected, test::ManualClock& clock) {
    std::int64_t expiry = 0;
    if (expected["expiry"].get(expiry) == simdjson::SUCCESS) {
        clock.advance(runtime::SystemTime(std::chrono::seconds(expiry)) - 30min - clock.system_now());
    }
}

void check_credentials(const element& expected, const Found& found, Case& one) {
    one.expect(!found.error, found.error ? found.error->what() : "");
    if (found.error) {
        return;
    }
    const aws::Credentials& credentials = *found.credentials;
    one.expect_equal("access key id", credentials.access_key_id, text_of(expected, "access_key_id"));
    one.expect_equal("secret access key", credentials.secret_access_key.reveal(),
                     text_of(expected, "secret_access_key"));
    one.expect_equal("session token", credentials.session_token.reveal(), text_of(expected, "session_token"));
    for (const char* key : {"account_id", "accountId"}) {
        if (const std::string account = text_of(expected, key); !account.empty()) {
            one.expect_equal("account id", credentials.account_id, account);
        }
    }
    std::int64_t expiry = 0;
    if (expected["expiry"].get(expiry) == simdjson::SUCCESS) {
        one.expect(credentials.expiration == runtime::SystemTime(std::chrono::seconds(expiry)), "the expiration");
    }
}

/// Texts of errors are each SDK's own. What they say in common is whether there is no source or one that failed.
void check_error(const std::string& expected, const Found& found, Case& one) {
    one.expect(found.error.has_value(), "an error: " + expected);
    if (!found.error) {
        return;
    }
    const bool nothing_found =
        expected.find("not enabled") != std::string::npos || expected.find("explicitly disabled") != std::string::npos;
    const ErrorKind kind = found.error->kind();
    one.expect(nothing_found ? found.error->code() == ErrorCode::NoCredentials
                             : kind == ErrorKind::Credentials || kind == ErrorKind::Configuration,
               found.error->what() + " in place of: " + expected);
}

void run_scenario(const fs::path& folder, Case& one) {
    if (sets_system_properties(folder)) {
        one.skip("O1: sets JVM system properties");
        return;
    }
    const auto replay = std::make_shared<Replay>(read_traffic(folder / "http-traffic.json"));
    CredentialMachine machine(one,
                              [replay](const auto& origin, const auto& request) { return (*replay)(origin, request); });
    simdjson::dom::parser environment_parser;
    if (fs::exists(folder / "env.json")) {
        for (const auto [name, value] : object_in(parse(environment_parser, folder / "env.json"))) {
            machine.machine.environment.set(std::string(name), std::string(value.get_string().value()));
        }
    }
    machine.add_files(folder / "fs");
    simdjson::dom::parser parser;
    const element result = parse(parser, folder / "test-case.json")["result"];
    element expected;
    if (result["Ok"].get(expected) == simdjson::SUCCESS) {
        set_clock(expected, machine.machine.clock);
        const Found found = machine.find(options_for(folder, machine.machine));
        check_credentials(expected, found, one);
        one.expect_equal("requests", replay->differences(), "");
    } else {
        check_error(text_of(result, "ErrorContains"), machine.find(options_for(folder, machine.machine)), one);
    }
}

void run_scenarios(const fs::path& folder, Suite& suite) {
    for (const fs::path& inner : folders_in(folder)) {
        if (fs::exists(inner / "test-case.json")) {
            suite.run_case(folder.filename().string() + "/" + inner.filename().string(),
                           [&](Case& one) { run_scenario(inner, one); });
        } else {
            run_scenarios(inner, suite);
        }
    }
}

TEST(Conformance, credential_scenarios_of_smithy_rs) {
    run_suite("credentials/smithy-rs", run_scenarios);
}

TEST(Conformance, credential_scenarios_of_aws_sdk_kotlin) {
    run_suite("credentials/aws-sdk-kotlin", run_scenarios);
}

}  // namespace
}  // namespace dynoxx::conformance
