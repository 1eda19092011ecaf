#include "conformance/credential_machine.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/recorded_traffic.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view container_document =
    R"({"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"container-secret","Token":"container-token"})";

std::string text_of(const element& json, const char* key) {
    std::string_view text;
    return json[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

void set_variables(const JsonResult& json, test::FakeEnvironment& environment) {
    if (object variables; json.get(variables) == simdjson::SUCCESS) {
        for (const auto [name, value] : variables) {
            environment.set(std::string(name), std::string(value.get_string().value()));
        }
    }
}

/// Calls `run(case, description)` for each element of the list in a file, which may be below a key.
void for_each_case(const fs::path& file, const char* key, const char* name, Suite& suite,
                   const std::function<void(const element&, Case&)>& run) {
    const std::optional<std::string> text = try_read_file(file);
    if (!text) {
        return;
    }
    simdjson::dom::parser parser;
    const element json = parser.parse(simdjson::padded_string(*text));
    for (const element test : array_in(json.is_object() ? json[key] : JsonResult(element(json)))) {
        suite.run_case(text_of(test, name), [&](Case& one) { run(test, one); });
    }
}

/// Which URL is asked for credentials, by the variables of the case.
void check_container_url(const element& test, Case& one) {
    CredentialMachine machine(
        one, [](const auto&, const auto&) { return test::answer(200, std::string(container_document)); });
    machine.machine.environment.set("AWS_EC2_METADATA_DISABLED", "true");
    set_variables(test["env"], machine.machine.environment);
    const Found found = machine.find();
    const auto sent = machine.transport.sent();
    std::string_view expected;
    if (test["result"]["Ok"].get(expected) == simdjson::SUCCESS) {
        one.expect(!found.error, found.error ? found.error->what() : "");
        one.expect_equal("requests", std::to_string(sent.size()), "1");
        one.expect_equal("URL", sent.empty() ? "" : url_of(sent[0].origin, sent[0].request),
                         comparable_url(std::string(expected)));
    } else {
        one.expect(found.error.has_value(), "an error");
        one.expect(sent.empty(), "no request");
    }
}

TEST(Conformance, container_uris_of_smithy_rs) {
    run_suite("credentials/smithy-rs", [](const fs::path& folder, Suite& suite) {
        for_each_case(folder / "ecs-tests.json", "tests", "docs", suite, check_container_url);
    });
}

/// Which request is sent, with which token.
void check_container_request(const element& test, Case& one) {
    CredentialMachine machine(
        one, [](const auto&, const auto&) { return test::answer(200, std::string(container_document)); });
    machine.machine.environment.set("AWS_EC2_METADATA_DISABLED", "true");
    set_variables(test["env"], machine.machine.environment);
    element file;
    if (test["token_file"].get(file) == simdjson::SUCCESS && text_of(file, "type") == "success") {
        machine.machine.files.set(text_of(test["env"], "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
                                  text_of(file, "content"));
    }
    const Found found = machine.find();
    const auto sent = machine.transport.sent();
    const element expected = test["expect"];
    if (text_of(expected, "type") == "error") {
        one.expect(found.error.has_value(), "an error");
        one.expect(sent.empty(), "no request");
        return;
    }
    one.expect(!found.error, found.error ? found.error->what() : "");
    one.expect_equal("requests", std::to_string(sent.size()), "1");
    if (sent.empty()) {
        return;
    }
    const element request = expected["request"];
    one.expect_equal("method", sent[0].request.method, text_of(request, "method"));
    one.expect_equal("URL", url_of(sent[0].origin, sent[0].request), comparable_url(text_of(request, "uri")));
    one.expect_equal("token", sent[0].request.headers.get("Authorization"),
                     text_of(request["headers"], "Authorization"));
}

TEST(Conformance, container_requests_of_aws_sdk_php) {
    run_suite("credentials/aws-sdk-php", [](const fs::path& folder, Suite& suite) {
        for_each_case(folder / "ecs-uri-token-resolution.json", "cases", "description", suite, check_container_request);
    });
}

/// Where the instance metadata service is looked for. What the origin's code can set, only settings can with us.
void check_imds_url(const element& test, Case& one) {
    CredentialMachine machine(one,
                              [](const auto&, const auto&) { return http::Failure(http::FailureKind::Connect, "no"); });
    set_variables(test["env"], machine.machine.environment);
    const std::pair<const char*, const char*> overrides[] = {
        {"endpoint_override", "AWS_EC2_METADATA_SERVICE_ENDPOINT"},
        {"endpointOverride", "AWS_EC2_METADATA_SERVICE_ENDPOINT"},
        {"mode_override", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"},
        {"modeOverride", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"}};
    for (const auto& [key, variable] : overrides) {
        if (const std::string text = text_of(test, key); !text.empty()) {
            machine.machine.environment.set(variable, text);
        }
    }
    if (object files; test["fs"].get(files) == simdjson::SUCCESS) {
        for (const auto [path, text] : files) {
            machine.machine.files.set(std::string(path), std::string(text.get_string().value()));
        }
    }
    const Found found = machine.find();
    const auto sent = machine.transport.sent();
    std::string_view expected;
    if (test["result"]["Ok"].get(expected) == simdjson::SUCCESS) {
        one.expect(found.error && found.error->code() == ErrorCode::NoCredentials,
                   found.error ? found.error->what() : "nobody answers");
        one.expect_equal("URL", sent.empty() ? "" : url_of(sent[0].origin, sent[0].request),
                         comparable_url(std::string(expected)));
    } else {
        one.expect(found.error && found.error->kind() == ErrorKind::Configuration, "an error of the setting");
        one.expect(sent.empty(), "no request");
    }
}

/// Says whether a file holds such cases: each has variables, files and a result.
bool is_imds_list(const element& first) {
    return first["env"].error() == simdjson::SUCCESS && first["fs"].error() == simdjson::SUCCESS &&
           first["result"].error() == simdjson::SUCCESS;
}

TEST(Conformance, imds_endpoints) {
    run_suite("credentials", [](const fs::path& all, Suite& suite) {
        for (const fs::path& folder : folders_in(all)) {
            for (const fs::path& file : files_in(folder, ".json")) {
                simdjson::dom::parser parser;
                element json = parser.parse(simdjson::padded_string(read_file(file)));
                for (const char* key : {"tests", "cases"}) {
                    if (element inner; json.is_object() && json[key].get(inner) == simdjson::SUCCESS) {
                        json = inner;
                    }
                }
                simdjson::dom::array cases;
                if (json.get(cases) != simdjson::SUCCESS || cases.size() == 0 || !is_imds_list(cases.at(0).value())) {
                    continue;
                }
                for (const element test : cases) {
                    suite.run_case(folder.filename().string() + ": " + text_of(test, "docs") + text_of(test, "name"),
                                   [&](Case& one) { check_imds_url(test, one); });
                }
            }
        }
    });
}

std::vector<RecordedExchange> read_expectations(const JsonResult& json) {
    std::vector<RecordedExchange> exchanges;
    for (const element one : array_in(json)) {
        RecordedExchange& exchange = exchanges.emplace_back();
        exchange.method = "GET";
        exchange.url = "http://169.254.169.254" + text_of(one, "get");
        exchange.answer = read_answer(one["response"]);
    }
    return exchanges;
}

/// Asks once for each expected outcome. Only the requests for documents are in the data: tokens are given here.
void check_imds_role(const element& test, Case& one) {
    const auto replay = std::make_shared<Replay>(read_expectations(test["expectations"]));
    CredentialMachine machine(one, [replay](const auto& origin, const auto& request) {
        return request.method == "PUT" ? test::FakeTransport::Answer(test::answer(200, "metadata-token"))
                                       : (*replay)(origin, request);
    });
    const element config = test["config"];
    set_variables(config["envVars"], machine.machine.environment);
    if (const std::string name = text_of(config, "ec2InstanceProfileName"); !name.empty()) {
        machine.machine.environment.set("AWS_EC2_INSTANCE_PROFILE_NAME", name);
    }
    Found found;
    for (const element outcome : array_in(test["outcomes"])) {
        found = found.credentials ? machine.find_again(found) : machine.find();
        const std::string expected = text_of(outcome, "result");
        if (expected == "credentials") {
            one.expect(!found.error, found.error ? found.error->what() : "");
            one.expect_equal("account id", found.credentials ? found.credentials->account_id : "",
                             text_of(outcome, "accountId"));
        } else {
            one.expect(found.error.has_value(), expected);
            one.expect(expected != "no credentials" || (found.error && found.error->code() == ErrorCode::NoCredentials),
                       expected);
        }
    }
    one.expect_equal("requests", replay->differences(), "");
}

TEST(Conformance, imds_roles_of_aws_sdk_php) {
    run_suite("credentials/aws-sdk-php", [](const fs::path& folder, Suite& suite) {
        for_each_case(folder / "imds-test-cases.json", "cases", "summary", suite, check_imds_role);
    });
}

/// What a process may print. The name of a file says whether it is a set of credentials: those that are none are called
/// `malformed`, `missing...`, `wrong...` or `expired`.
void check_process_output(const fs::path& file, Case& one) {
    CredentialMachine machine(one,
                              [](const auto&, const auto&) { return http::Failure(http::FailureKind::Connect, "no"); });
    machine.machine.environment.set("HOME", "/home");
    machine.machine.files.set("/home/.aws/config", "[default]\ncredential_process = cat '" + file.string() + "'\n");
    machine.watch.learn(read_file(file));
    const Found found = machine.find();
    const std::string name = file.stem().string();
    const bool bad =
        std::ranges::any_of(std::initializer_list<std::string_view>{"malformed", "missing", "wrong", "expired"},
                            [&](std::string_view word) { return name.find(word) == 0; });
    one.expect(bad == found.error.has_value(), found.error ? found.error->what() : "credentials");
    one.expect(!found.error || found.error->kind() == ErrorKind::Credentials, "an error of the source");
    one.expect(found.error || !found.credentials->access_key_id.empty(), "an access key");
}

TEST(Conformance, process_outputs_of_aws_sdk_go) {
    run_suite("credentials/aws-sdk-go", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder / "processcreds", ".json")) {
            suite.run_case(file.filename().string(), [&](Case& one) { check_process_output(file, one); });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
