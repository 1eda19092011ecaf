#include "conformance/credential_machine.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "runtime/crypto.hpp"
#include "runtime/timestamp.hpp"

#include <gtest/gtest.h>

#include <map>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;
using simdjson::dom::parser;
using test::answer;

std::string text_of(const JsonResult& json) {
    std::string_view text;
    return json.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

/// Says whether two values are equal; the order of members does not matter.
bool is_same(element a, element b) {
    object members;
    object others;
    if (a.get(members) != simdjson::SUCCESS || b.get(others) != simdjson::SUCCESS) {
        return std::string(simdjson::minify(a)) == std::string(simdjson::minify(b));
    }
    bool same = members.size() == others.size();
    for (const auto [name, value] : members) {
        element other;
        same = same && others[name].get(other) == simdjson::SUCCESS && is_same(value, other);
    }
    return same;
}

void set_clock(const std::string& time, test::ManualClock& clock) {
    clock.advance(runtime::parse_iso8601(time).value() - clock.system_now());
}

void expect_same_json(std::string_view what, const std::string& actual, element expected, Case& one) {
    parser reader;
    const element parsed = reader.parse(simdjson::padded_string(actual));
    one.expect(is_same(parsed, expected), std::string(what) + " is " + actual);
}

void expect_written(const CredentialMachine& machine, const std::string& path, const element& expected, Case& one) {
    expect_same_json(path, machine.machine.files.read(path).value().value_or("null"), expected, one);
}

/// A machine with a session at IAM Identity Center, whose portal gives credentials for every token.
struct SsoMachine {
    explicit SsoMachine(Case& one)
        : machine(one, [this](const http::Origin& origin, const http::Request&) {
              return origin.host.starts_with("oidc") ? test::FakeTransport::Answer(refreshed) : keys();
          }) {
        machine.machine.environment.set("HOME", "/home");
        machine.machine.environment.set("AWS_EC2_METADATA_DISABLED", "true");
        machine.machine.files.set("/home/.aws/config",
                                  "[default]\nsso_session = test-session\nsso_account_id = 1\nsso_role_name = role\n"
                                  "[sso-session test-session]\nsso_region = us-west-2\nsso_start_url = https://d/s\n");
    }

    [[nodiscard]] static test::FakeTransport::Answer keys() {
        return answer(
            200,
            R"({"roleCredentials":{"accessKeyId":"AKID","secretAccessKey":"role-secret","sessionToken":"role-token",)"
            R"("expiration":4000000000000}})");
    }

    const std::string path = "/home/.aws/sso/cache/" + runtime::sha1_hex("test-session") + ".json";
    http::Response refreshed = answer(400, R"({"error":"invalid_grant"})");
    CredentialMachine machine;
};

/// Gives the token that the portal was asked with; empty if it was not asked.
std::string bearer_of(const CredentialMachine& machine) {
    const auto sent = machine.transport.sent();
    return sent.empty() ? "" : std::string(sent.back().request.headers.get("x-amz-sso_bearer_token"));
}

void check_sso_token(const element& json, Case& one) {
    SsoMachine sso(one);
    set_clock(text_of(json["currentTime"]), sso.machine.machine.clock);
    element cached;
    if (json["cachedToken"].get(cached) == simdjson::SUCCESS) {
        sso.machine.machine.files.set(sso.path, simdjson::minify(cached));
    }
    if (element response; json["refreshResponse"].get(response) == simdjson::SUCCESS) {
        sso.refreshed = answer(200, simdjson::minify(response));
    }
    const Found found = sso.machine.find();
    if (const std::string expected = text_of(json["expectedException"]); !expected.empty()) {
        one.expect(found.error && found.error->kind() == ErrorKind::Credentials, "an error: " + expected);
    } else {
        one.expect_equal("token", bearer_of(sso.machine), text_of(json["expectedToken"]["token"]));
    }
    if (element written; json["expectedTokenWriteback"].get(written) == simdjson::SUCCESS) {
        expect_written(sso.machine, sso.path, written, one);
    } else {
        one.expect(sso.machine.machine.files.writes == 0, "nothing is written");
    }
}

TEST(Conformance, sso_tokens_of_aws_sdk_kotlin) {
    run_suite("credentials/aws-sdk-kotlin", [](const fs::path& folder, Suite& suite) {
        parser reader;
        const element json = reader.parse(simdjson::padded_string(read_file(folder / "sso-token-cache-tests.json")));
        for (const element one : array_in(json["cases"])) {
            suite.run_case(text_of(one["documentation"]), [&](Case& noted) { check_sso_token(one, noted); });
        }
    });
}

/// What a file says of a token at a time.
enum class TokenState { Unusable, Refreshable, Live };

TokenState state_of(const std::string& text, runtime::SystemTime now) {
    parser reader;
    element root;
    if (reader.parse(simdjson::padded_string(text)).get(root) != simdjson::SUCCESS) {
        return TokenState::Unusable;
    }
    const auto expires_at = runtime::parse_iso8601(text_of(root["expiresAt"]));
    if (text_of(root["accessToken"]).empty() || !expires_at) {
        return TokenState::Unusable;
    }
    if (*expires_at > now) {
        return TokenState::Live;
    }
    for (const char* needed : {"clientId", "clientSecret", "refreshToken"}) {
        if (text_of(root[needed]).empty()) {
            return TokenState::Unusable;
        }
    }
    return TokenState::Refreshable;
}

/// The origin reads its files one second after the end of those that have ended.
void check_sso_file(const fs::path& file, Case& one) {
    SsoMachine sso(one);
    set_clock("2021-12-21T12:21:01Z", sso.machine.machine.clock);
    const std::string text = read_file(file);
    sso.machine.machine.files.set(sso.path, text);
    sso.refreshed = answer(200, R"({"accessToken":"refreshed","expiresIn":900})");
    const Found found = sso.machine.find();
    switch (state_of(text, sso.machine.machine.clock.system_now())) {
        case TokenState::Live:
            one.expect(!found.error && sso.machine.transport.sent().size() == 1, "the token is used");
            break;
        case TokenState::Refreshable:
            one.expect_equal("token", bearer_of(sso.machine), "refreshed");
            break;
        case TokenState::Unusable:
            one.expect(found.error && found.error->kind() == ErrorKind::Credentials, "an error");
            one.expect(sso.machine.transport.sent().empty(), "nothing is sent");
            break;
    }
}

TEST(Conformance, sso_token_files_of_aws_sdk_go) {
    run_suite("credentials/aws-sdk-go", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder / "ssocreds", ".json")) {
            suite.run_case(file.filename().string(), [&](Case& one) { check_sso_file(file, one); });
        }
    });
}

constexpr const char* login_directory = "/home/.aws/login/cache/";

/// Answers by the list of a case, and notes requests that are not those of the list.
test::FakeTransport::Answer answer_login(const std::vector<element>& calls, std::size_t number,
                                         const http::Request& request, Case& one) {
    if (number >= calls.size()) {
        one.expect(false, "no more requests");
        return answer(400);
    }
    expect_same_json("the request", request.body, calls[number]["request"]["tokenInput"].value(), one);
    one.expect(!request.headers.get("DPoP").empty(), "a proof");
    element output;
    if (calls[number]["response"]["tokenOutput"].get(output) == simdjson::SUCCESS) {
        return answer(200, simdjson::minify(output));
    }
    std::int64_t status = 400;
    const bool is_given = calls[number]["responseCode"].get(status) == simdjson::SUCCESS;
    return answer(is_given ? static_cast<int>(status) : 400, "{}");
}

void check_outcome(const element& outcome, const CredentialMachine& machine, const Found& found, Case& one) {
    const std::string kind = text_of(outcome["result"]);
    if (kind == "error") {
        one.expect(found.error && found.error->kind() == ErrorKind::Credentials, "an error of the source");
    } else if (kind == "credentials") {
        one.expect(!found.error, found.error ? found.error->what() : "");
        if (found.credentials) {
            const aws::Credentials& keys = *found.credentials;
            one.expect_equal("access key", keys.access_key_id, text_of(outcome["accessKeyId"]));
            one.expect_equal("secret", keys.secret_access_key.reveal(), text_of(outcome["secretAccessKey"]));
            one.expect_equal("token", keys.session_token.reveal(), text_of(outcome["sessionToken"]));
            one.expect_equal("account", keys.account_id, text_of(outcome["accountId"]));
            one.expect(keys.expiration == runtime::parse_iso8601(text_of(outcome["expiresAt"])), "the end");
        }
    } else {
        one.expect_equal("result", kind, "cacheContents");
        for (const auto [name, contents] : object_in(outcome)) {
            if (name != "result") {
                expect_written(machine, login_directory + std::string(name), contents, one);
            }
        }
    }
}

void check_login(const element& json, Case& one) {
    std::vector<element> calls;
    if (simdjson::dom::array all; json["mockApiCalls"].get(all) == simdjson::SUCCESS) {
        calls.assign(all.begin(), all.end());
    }
    std::size_t number = 0;
    CredentialMachine machine(one, [&](const http::Origin&, const http::Request& request) {
        return answer_login(calls, number++, request, one);
    });
    set_clock("2025-11-19T00:00:00Z", machine.machine.clock);
    machine.machine.environment.set("HOME", "/home");
    machine.machine.environment.set("AWS_REGION", "us-west-2");
    machine.machine.files.set("/home/.aws/config", text_of(json["configContents"]));
    for (const auto [name, contents] : object_in(json["cacheContents"])) {
        machine.machine.files.set(login_directory + std::string(name), simdjson::minify(contents));
    }
    const Found found = machine.find(AwsOptions().profile("signin"));
    for (const element outcome : array_in(json["outcomes"])) {
        check_outcome(outcome, machine, found, one);
    }
    one.expect(number == calls.size(), "every request is sent");
}

TEST(Conformance, login_sessions_of_smithy_rs) {
    run_suite("credentials/smithy-rs", [](const fs::path& folder, Suite& suite) {
        parser reader;
        const element json =
            reader.parse(simdjson::padded_string(read_file(folder / "login-provider-test-cases.json")));
        for (const element one : array_in(json)) {
            suite.run_case(text_of(one["documentation"]), [&](Case& noted) { check_login(one, noted); });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
