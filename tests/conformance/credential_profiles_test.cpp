#include "conformance/credential_machine.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/recorded_traffic.hpp"
#include "runtime/encoding.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr const char* config_path = "/home/ada/.aws/config";
constexpr std::string_view portal_token = "portal-token";
constexpr std::string_view web_identity_token = "web-identity-token";
constexpr std::string_view expiration = "2099-01-01T00:00:00Z";

std::string text_of(const JsonResult& json) {
    std::string_view text;
    return json.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

void append_sections(std::string& config, const JsonResult& json, std::string_view kind) {
    if (object sections; json.get(sections) == simdjson::SUCCESS) {
        for (const auto [name, properties] : sections) {
            config.append("[").append(kind).append(" ").append(name).append("]\n");
            for (const auto [key, value] : object_in(properties)) {
                config.append(key).append(" = ").append(value.get_string().value()).append("\n");
            }
        }
    }
}

/// Files of which those that a token is read from have one, whatever they are called.
class FilesWithTokens final : public runtime::FileSystem {
 public:
    explicit FilesWithTokens(const runtime::FileSystem& files) : files_(files) {}

    [[nodiscard]] Result<std::optional<std::string>> read(const std::string& path) const override {
        if (path.find("/sso/cache/") != std::string::npos) {
            return std::optional<std::string>(R"({"accessToken":")" + std::string(portal_token) + R"(","expiresAt":")" +
                                              std::string(expiration) + "\"}");
        }
        return path.ends_with(".jwt") ? std::optional<std::string>(web_identity_token) : files_.read(path);
    }

    [[nodiscard]] Result<void> replace(const std::string& path, std::string_view text) const override {
        return files_.replace(path, text);
    }

 private:
    const runtime::FileSystem& files_;
};

/// Answers whatever a source asks for, and writes down the steps of the chain as the data has them.
class Steps {
 public:
    http::Response operator()(const http::Origin& origin, const http::Request& request) {
        if (origin.host == "169.254.169.254") {
            return answer_metadata(request);
        }
        if (origin.host == "169.254.170.2") {
            steps_.emplace_back("NamedSource EcsContainer");
            return test::answer(
                200, R"({"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"answered-secret","Token":"answered-token"})");
        }
        if (request.body.find("Action=") != std::string::npos) {
            return answer_sts(request);
        }
        steps_.push_back("Sso " + request.query);
        return test::answer(200, R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"answered-secret",)"
                                 R"("sessionToken":"answered-token","expiration":4070908800000}})");
    }

    [[nodiscard]] std::vector<std::string> take() { return std::move(steps_); }

 private:
    http::Response answer_metadata(const http::Request& request) {
        if (request.method == "PUT") {
            steps_.emplace_back("NamedSource Ec2InstanceMetadata");
            return test::answer(200, "metadata-token");
        }
        return request.path.ends_with('/')
                   ? test::answer(200, "role")
                   : test::answer(
                         200, R"({"Code":"Success","AccessKeyId":"ASIAINSTANCE","SecretAccessKey":"answered-secret",)"
                              R"("Token":"answered-token"})");
    }

    http::Response answer_sts(const http::Request& request) {
        const std::string authorization(request.headers.get("Authorization"));
        if (steps_.empty() && !authorization.empty()) {
            const std::size_t start = authorization.find("Credential=") + 11;
            steps_.push_back("AccessKey " + authorization.substr(start, authorization.find('/') - start));
        }
        const std::string action = field(request.body, "Action");
        std::string step = action == "AssumeRole" ? "AssumeRole" : "WebIdentityToken";
        for (const char* name : {"RoleArn", "RoleSessionName", "ExternalId"}) {
            step.append(" ").append(name).append("=").append(field(request.body, name));
        }
        steps_.push_back(std::move(step));
        return test::answer(
            200, "<" + action + "Response><" + action +
                     "Result><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
                     "<AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIA"
                     "</AccessKeyId><SecretAccessKey>answered-secret</SecretAccessKey><SessionToken>answered-token"
                     "</SessionToken><Expiration>" +
                     std::string(expiration) + "</Expiration></Credentials></" + action + "Result></" + action +
                     "Response>");
    }

    static std::string field(const std::string& form, const std::string& name) {
        const std::string all = "&" + form;
        const std::size_t start = all.find("&" + name + "=");
        if (start == std::string::npos) {
            return {};
        }
        const std::size_t from = start + name.size() + 2;
        return runtime::percent_decode(all.substr(from, all.find('&', from) - from)).value();
    }

    std::vector<std::string> steps_;
};

/// Compares a step with the data; a session name that the data leaves open may be any.
void check_step(const std::string& actual, const element& expected, Case& one) {
    const auto [kind, value] = *object_in(expected).begin();
    const std::string name(kind);
    if (name == "NamedSource") {
        one.expect_equal("step", actual, name + " " + text_of(JsonResult(element(value))));
        return;
    }
    if (name == "AccessKey") {
        one.expect_equal("step", actual, name + " " + text_of(value["access_key_id"]));
        return;
    }
    one.expect(actual.starts_with(name + " "), name + " in place of " + actual);
    const std::pair<const char*, const char*> parts[] = {{"role_arn", " RoleArn="},
                                                         {"role_session_name", " RoleSessionName="},
                                                         {"external_id", " ExternalId="},
                                                         {"sso_account_id", "account_id="},
                                                         {"sso_role_name", "role_name="}};
    for (const auto& [key, label] : parts) {
        if (const std::string text = text_of(value[key]); !text.empty()) {
            one.expect(actual.find(label + text) != std::string::npos, std::string(label) + text + " in " + actual);
        }
    }
}

/// A profile that gives only a token has no credentials.
bool gives_credentials(const element& step) {
    element sso;
    return step["Sso"].get(sso) != simdjson::SUCCESS || !text_of(sso["sso_account_id"]).empty();
}

void check_profiles(const element& test, Case& one) {
    const auto steps = std::make_shared<Steps>();
    CredentialMachine machine(one,
                              [steps](const auto& origin, const auto& request) { return (*steps)(origin, request); });
    machine.watch.keep(portal_token);
    machine.watch.keep(web_identity_token);
    const FilesWithTokens files(*machine.machine.system.files);
    machine.machine.system.files = &files;
    std::string config;
    append_sections(config, test["input"]["profiles"], "profile");
    append_sections(config, test["input"]["sso_sessions"], "sso-session");
    machine.machine.files.set(config_path, config);
    test::FakeEnvironment& environment = machine.machine.environment;
    environment.set("HOME", "/home/ada");
    environment.set("AWS_REGION", "us-east-1");
    // The cases are about the profile: the sources behind it exist only where it names them.
    const bool uses_imds = config.find("Ec2InstanceMetadata") != std::string::npos;
    environment.set("AWS_EC2_METADATA_DISABLED", uses_imds ? "false" : "true");
    if (config.find("EcsContainer") != std::string::npos) {
        environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role");
    }
    if (config.find("= Environment") != std::string::npos) {
        environment.set("AWS_ACCESS_KEY_ID", "ENVIRONMENT");
        environment.set("AWS_SECRET_ACCESS_KEY", "environment-secret");
    }
    const Found found = machine.find(AwsOptions().profile(text_of(test["input"]["selected_profile"])));
    simdjson::dom::array chain;
    if (test["output"]["ProfileChain"].get(chain) != simdjson::SUCCESS || !gives_credentials(chain.at(0).value())) {
        one.expect(found.error.has_value(), "an error: " + text_of(test["output"]["Error"]));
        return;
    }
    one.expect(!found.error, found.error ? found.error->what() : "");
    std::vector<std::string> actual = steps->take();
    if (actual.empty() && found.credentials) {
        actual.push_back("AccessKey " + found.credentials->access_key_id);
    }
    if (actual.size() > 0 && actual[0] == "AccessKey ENVIRONMENT") {
        actual[0] = "NamedSource Environment";
    }
    one.expect_equal("number of steps", std::to_string(actual.size()), std::to_string(chain.size()));
    for (std::size_t i = 0; i < std::min(actual.size(), chain.size()); ++i) {
        check_step(actual[i], chain.at(i).value(), one);
    }
}

TEST(Conformance, chains_of_profiles_of_smithy_rs) {
    run_suite("credentials/smithy-rs", [](const fs::path& folder, Suite& suite) {
        simdjson::dom::parser parser;
        const element json = parser.parse(simdjson::padded_string(read_file(folder / "assume-role-tests.json")));
        for (const element test : array_in(json)) {
            suite.run_case(text_of(test["docs"]), [&](Case& one) { check_profiles(test, one); });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
