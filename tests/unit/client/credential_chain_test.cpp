#include "client/credential_chain.hpp"

#include "aws/config_loader.hpp"
#include "runtime/timestamp.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"
#include "support/temporary_directory.hpp"
#include "unit/client/chain_setting.hpp"
#include "unit/client/three_services.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using test::answer;
using test::FakeDriver;
using test::FakeTransport;

const std::string credentials_path = "/home/ada/.aws/credentials";
const std::string config_path = "/home/ada/.aws/config";

/// Answers AssumeRole, with a key that says how many it has answered, and everything else with `{}`.
class FakeAws {
 public:
    explicit FakeAws(const runtime::Clock& clock) : clock_(clock) {}

    FakeTransport::Answer operator()(const http::Origin& origin, const http::Request& request) {
        if (origin.host == "169.254.170.2") {
            return answer(200, keys("CONTAINER"));
        }
        if (origin.host == "169.254.169.254") {
            return request.method == "PUT"           ? answer(200, "metadata-token")
                   : request.path.ends_with("/role") ? answer(200, keys("INSTANCE"))
                                                     : answer(200, "role");
        }
        if (request.method == "GET") {
            return answer(200, "object");
        }
        if (origin.host.starts_with("kms")) {
            return answer(200, R"({"KeyId":"arn:aws:kms:eu-west-1:123456789012:key/k","Plaintext":"c2VjcmV0"})");
        }
        if (request.body.find("Action=AssumeRole") == std::string::npos) {
            return answer(200, "{}");
        }
        return answer(200,
                      "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>"
                      "<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
                      "<AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIA" +
                          std::to_string(++roles_) +
                          "</AccessKeyId><SecretAccessKey>answered-secret</"
                          "SecretAccessKey><SessionToken>answered-token</SessionToken>"
                          "<Expiration>" +
                          runtime::format_iso8601(clock_.system_now() + 1h) +
                          "</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>R</RequestId>"
                          "</ResponseMetadata></AssumeRoleResponse>");
    }

 private:
    static std::string keys(const std::string& key_id) {
        return R"({"Code":"Success","AccessKeyId":")" + key_id +
               R"(","SecretAccessKey":"answered-secret","Token":"answered-token","Expiration":"2099-01-01T00:00:00Z"})";
    }

    const runtime::Clock& clock_;
    int roles_ = 0;
};

class CredentialChains : public ChainSetting {
 protected:
    CredentialChains() { respond = FakeAws(machine.clock); }

    std::string get(const AwsOptions& options = AwsOptions()) { return find(options)->access_key_id; }

    void set_environment() {
        machine.environment.set("AWS_ACCESS_KEY_ID", "ENVIRONMENT");
        machine.environment.set("AWS_SECRET_ACCESS_KEY", "environment-secret");
    }

    void set_keys(const std::string& profile, const std::string& key_id) {
        keys_ += "[" + profile + "]\naws_access_key_id = " + key_id + "\naws_secret_access_key = profile-secret\n";
        machine.files.set(credentials_path, keys_);
    }

    /// Gives a command that prints credentials.
    static std::string process(const std::string& key_id) {
        return R"(echo '{"Version":1,"SecretAccessKey":"answered-secret","AccessKeyId":")" + key_id + "\"}'";
    }

 private:
    std::string keys_;
};

TEST_F(CredentialChains, take_keys_in_code_before_everything_else) {
    set_environment();
    set_keys("default", "PROFILE");
    EXPECT_EQ(get(AwsOptions().credentials("CODE", "secret-in-code")), "CODE");
}

TEST_F(CredentialChains, take_a_profile_named_in_code_before_the_environment) {
    set_environment();
    set_keys("prod", "PROFILE");
    EXPECT_EQ(get(AwsOptions().profile("prod")), "PROFILE");
}

TEST_F(CredentialChains, take_the_environment_before_a_profile_that_it_names) {
    set_environment();
    set_keys("prod", "PROFILE");
    machine.environment.set("AWS_PROFILE", "prod");
    EXPECT_EQ(get(), "ENVIRONMENT");
}

TEST_F(CredentialChains, take_the_default_profile_last) {
    set_keys("default", "PROFILE");
    EXPECT_EQ(get(), "PROFILE");
}

TEST_F(CredentialChains, take_a_provider_in_code_before_everything_else) {
    set_environment();
    int calls = 0;
    const auto give = [&] {
        ProvidedCredentials given;
        given.access_key_id = "PROVIDED" + std::to_string(++calls);
        given.secret_access_key = "provided-secret";
        given.expiration = machine.clock.system_now() + 1h;
        return given;
    };
    EXPECT_EQ(get(AwsOptions().credentials_provider("vault", give)), "PROVIDED1");
    EXPECT_EQ(get(AwsOptions().credentials_provider("vault", give)), "PROVIDED1");
    EXPECT_EQ(get(AwsOptions().credentials_provider("another vault", give)), "PROVIDED2");
    machine.clock.advance(1h - 10s);
    EXPECT_EQ(get(AwsOptions().credentials_provider("vault", give)), "PROVIDED3");
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(CredentialChains, have_no_use_for_what_a_provider_in_code_gave_once_it_has_expired) {
    bool fails = false;
    const auto give = [&] {
        if (fails) {
            throw std::runtime_error("the vault is closed");
        }
        ProvidedCredentials given;
        given.access_key_id = "PROVIDED";
        given.secret_access_key = "provided-secret";
        given.expiration = machine.clock.system_now() + 1h;
        return given;
    };
    const AwsOptions options = AwsOptions().credentials_provider("vault", give);
    EXPECT_EQ(get(options), "PROVIDED");
    fails = true;
    machine.clock.advance(1h);
    EXPECT_THROW(static_cast<void>(get(options)), std::runtime_error);
}

TEST_F(CredentialChains, check_what_a_provider_in_code_gives) {
    const auto nothing = [] { return ProvidedCredentials(); };
    const Error failed = error(AwsOptions().credentials_provider("vault", nothing));
    EXPECT_EQ(failed.code(), ErrorCode::InvalidCredentials);
    EXPECT_NE(failed.message().find("vault"), std::string::npos);
    EXPECT_EQ(error(AwsOptions().credentials_provider("", nothing)).code(), ErrorCode::InvalidOption);
    EXPECT_EQ(error(AwsOptions().credentials_provider("vault", nullptr)).code(), ErrorCode::InvalidOption);
    EXPECT_EQ(error(AwsOptions().credentials_provider("vault", nothing).credentials("AKID", "secret-in-code")).code(),
              ErrorCode::InvalidOption);
}

TEST_F(CredentialChains, take_the_selected_profile_before_the_container_and_that_before_the_instance) {
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "false");
    EXPECT_EQ(get(), "INSTANCE");
    machine.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role");
    EXPECT_EQ(get(), "CONTAINER");
    set_keys("default", "PROFILE");
    EXPECT_EQ(get(), "PROFILE");
}

TEST_F(CredentialChains, take_the_container_for_a_profile_in_code_without_credentials) {
    machine.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role");
    set_environment();
    set_config("[profile app]\nregion = eu-west-1\n");
    EXPECT_EQ(get(AwsOptions().profile("app")), "CONTAINER");
}

TEST_F(CredentialChains, run_the_process_of_a_selected_profile_before_its_keys) {
    set_keys("default", "KEYS");
    set_config("[default]\ncredential_process = " + process("PROCESS") + "\n");
    EXPECT_EQ(get(), "PROCESS");
}

TEST_F(CredentialChains, take_the_keys_of_a_source_profile_before_its_role_and_its_process) {
    set_keys("base", "BASE");
    set_config(
        "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = base\n"
        "[profile base]\nrole_arn = arn:aws:iam::123456789012:role/base\nsource_profile = app\n"
        "credential_process = exit 1\n");
    EXPECT_EQ(get(AwsOptions().profile("app")), "ASIA1");
    ASSERT_EQ(transport.sent().size(), 1U);
    EXPECT_NE(transport.sent()[0].request.headers.get("Authorization").find("Credential=BASE/"), std::string::npos);
}

TEST_F(CredentialChains, assume_a_role_with_the_process_of_a_source_profile) {
    set_config(
        "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = base\n"
        "[profile base]\ncredential_process = " +
        process("PROCESS") + "\n");
    EXPECT_EQ(get(AwsOptions().profile("app")), "ASIA1");
    EXPECT_NE(transport.sent()[0].request.headers.get("Authorization").find("Credential=PROCESS/"), std::string::npos);
}

TEST_F(CredentialChains, assume_a_role_with_each_source_that_can_be_named) {
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "false");
    machine.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role");
    set_environment();
    const std::pair<std::string, std::string> sources[] = {
        {"Environment", "ENVIRONMENT"}, {"EcsContainer", "CONTAINER"}, {"Ec2InstanceMetadata", "INSTANCE"}};
    for (const auto& [name, key_id] : sources) {
        set_config("[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\ncredential_source = " + name + "\n");
        EXPECT_TRUE(get(AwsOptions().profile("app")).starts_with("ASIA"));
        EXPECT_NE(transport.sent().back().request.headers.get("Authorization").find("Credential=" + key_id + "/"),
                  std::string::npos)
            << name;
    }
}

TEST_F(CredentialChains, name_the_line_of_a_source_that_is_unknown_or_not_clear) {
    const std::string wrong[] = {"credential_source = Moon\n", "",
                                 "credential_source = Environment\nsource_profile = x\n"};
    for (const std::string& lines : wrong) {
        set_config("[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\n" + lines);
        const Error failed = error(AwsOptions().profile("app"));
        EXPECT_EQ(failed.code(), ErrorCode::InvalidOption);
        EXPECT_NE(failed.message().find(config_path + ":"), std::string::npos) << failed.message();
    }
}

TEST_F(CredentialChains, end_a_role_whose_named_source_has_nothing) {
    set_config(
        "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\ncredential_source = Ec2InstanceMetadata\n");
    machine.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role");
    const Error failed = error(AwsOptions().profile("app"));
    EXPECT_EQ(failed.code(), ErrorCode::NoCredentials);
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(CredentialChains, send_nothing_for_keys_that_are_there) {
    set_environment();
    static_cast<void>(get());
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(CredentialChains, say_what_was_looked_at_when_nothing_is_found) {
    const Error failed = error();
    EXPECT_EQ(failed.kind(), ErrorKind::Credentials);
    EXPECT_EQ(failed.code(), ErrorCode::NoCredentials);
    EXPECT_NE(failed.cause().find("environment (AWS_ACCESS_KEY_ID is not set)"), std::string::npos) << failed.cause();
    EXPECT_NE(failed.cause().find("profile default"), std::string::npos);
    EXPECT_NE(failed.cause().find(credentials_path), std::string::npos);
    EXPECT_NE(failed.cause().find(config_path), std::string::npos);
    EXPECT_NE(failed.cause().find("AWS_CONTAINER_CREDENTIALS_FULL_URI"), std::string::npos);
    EXPECT_NE(failed.cause().find("instance metadata (AWS_EC2_METADATA_DISABLED is true)"), std::string::npos);
}

TEST_F(CredentialChains, find_what_was_missing_once_it_is_there) {
    EXPECT_EQ(error().code(), ErrorCode::NoCredentials);
    set_environment();
    EXPECT_EQ(get(), "ENVIRONMENT");
}

TEST_F(CredentialChains, stop_at_a_source_that_is_there_but_wrong) {
    machine.environment.set("AWS_ACCESS_KEY_ID", "ENVIRONMENT");
    set_keys("default", "PROFILE");
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::InvalidCredentials);
    EXPECT_NE(failed.message().find("AWS_SECRET_ACCESS_KEY"), std::string::npos);
}

TEST_F(CredentialChains, assume_the_role_of_a_profile_with_its_source) {
    set_keys("base", "BASE");
    set_config("[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = base\n");
    EXPECT_EQ(get(AwsOptions().profile("app")), "ASIA1");
    ASSERT_EQ(transport.sent().size(), 1U);
    EXPECT_EQ(transport.sent()[0].origin.host, "sts.eu-west-1.amazonaws.com");
    EXPECT_NE(transport.sent()[0].request.headers.get("Authorization").find("Credential=BASE/"), std::string::npos);
}

TEST_F(CredentialChains, assume_roles_in_as_many_steps_as_it_takes) {
    set_keys("base", "BASE");
    set_config(
        "[profile c]\nrole_arn = arn:aws:iam::123456789012:role/c\nsource_profile = b\n"
        "[profile b]\nrole_arn = arn:aws:iam::123456789012:role/b\nsource_profile = base\n");
    EXPECT_EQ(get(AwsOptions().profile("c")), "ASIA2");
    const auto sent = transport.sent();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_NE(sent[0].request.body.find("role%2Fb"), std::string::npos) << sent[0].request.body;
    EXPECT_NE(sent[1].request.body.find("role%2Fc"), std::string::npos);
    EXPECT_NE(sent[1].request.headers.get("Authorization").find("Credential=ASIA1/"), std::string::npos);
}

TEST_F(CredentialChains, take_the_keys_of_a_profile_that_is_its_own_source) {
    set_keys("app", "OWN");
    set_config("[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = app\n");
    EXPECT_EQ(get(AwsOptions().profile("app")), "ASIA1");
    EXPECT_NE(transport.sent()[0].request.headers.get("Authorization").find("Credential=OWN/"), std::string::npos);
}

TEST_F(CredentialChains, refuse_a_circle_of_profiles) {
    set_config(
        "[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\n"
        "[profile b]\nrole_arn = arn:aws:iam::123456789012:role/b\nsource_profile = a\n");
    const Error failed = error(AwsOptions().profile("a"));
    EXPECT_EQ(failed.kind(), ErrorKind::Configuration);
    EXPECT_NE(failed.message().find(config_path), std::string::npos) << failed.message();
    EXPECT_NE(failed.message().find("its own source_profile"), std::string::npos);
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(CredentialChains, name_a_source_profile_that_does_not_exist) {
    set_config("[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = nobody\n");
    const Error failed = error(AwsOptions().profile("a"));
    EXPECT_EQ(failed.code(), ErrorCode::ProfileNotFound);
    EXPECT_NE(failed.message().find("nobody"), std::string::npos);
}

TEST_F(CredentialChains, assume_a_role_in_code_with_what_is_found) {
    set_environment();
    EXPECT_EQ(get(AwsOptions().role_arn("arn:aws:iam::123456789012:role/code")), "ASIA1");
    EXPECT_NE(transport.sent()[0].request.headers.get("Authorization").find("Credential=ENVIRONMENT/"),
              std::string::npos);
}

TEST_F(CredentialChains, say_what_a_role_needs_when_its_source_has_no_keys) {
    set_config(
        "[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = base\n[profile base]\nregion = "
        "x\n");
    const Error failed = error(AwsOptions().profile("app"));
    EXPECT_EQ(failed.code(), ErrorCode::NoCredentials);
    EXPECT_NE(failed.cause().find("profile base (it has no aws_access_key_id)"), std::string::npos) << failed.cause();
}

TEST_F(CredentialChains, call_a_refusal_of_sts_a_failure_of_the_credentials) {
    set_environment();
    FakeTransport refuses(std::vector<FakeTransport::Answer>{answer(
        403, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>")});
    AwsOptions options;
    options.region("eu-west-1").role_arn("arn:aws:iam::123456789012:role/code");
    const AwsConfig config = aws::load_config(options, machine.system).value();
    const auto cache = credentials_of(config, machine.state, refuses);
    FakeDriver driver(machine.clock);
    try {
        static_cast<void>(driver.run(cache->get(machine.context(driver))));
        FAIL();
    } catch (const CredentialsException& exception) {
        EXPECT_EQ(exception.error().code(), ErrorCode::CredentialsSourceFailed);
        EXPECT_NE(exception.error().cause().find("Access denied to STS: not you"), std::string::npos);
        EXPECT_EQ(exception.error().attempts(), 1);
    }
}

TEST_F(CredentialChains, call_an_answer_of_sts_that_is_none_a_failure_of_the_credentials) {
    set_environment();
    FakeTransport answers(std::vector<FakeTransport::Answer>{answer(200, "<html></html>")});
    AwsOptions options;
    options.region("eu-west-1").role_arn("arn:aws:iam::123456789012:role/code");
    const AwsConfig config = aws::load_config(options, machine.system).value();
    const auto cache = credentials_of(config, machine.state, answers);
    FakeDriver driver(machine.clock);
    try {
        static_cast<void>(driver.run(cache->get(machine.context(driver))));
        FAIL();
    } catch (const CredentialsException& exception) {
        EXPECT_EQ(exception.error().code(), ErrorCode::CredentialsSourceFailed);
        EXPECT_NE(exception.error().cause().find("Invalid response from STS."), std::string::npos);
        EXPECT_EQ(exception.error().service().operation, "AssumeRole");
    }
}

TEST_F(CredentialChains, leave_a_cancelled_call_cancelled_while_sts_is_asked) {
    set_environment();
    FakeTransport cancelled(
        std::vector<FakeTransport::Answer>{http::Failure(http::FailureKind::Cancelled, "cancelled while waiting")});
    AwsOptions options;
    options.region("eu-west-1").role_arn("arn:aws:iam::123456789012:role/code");
    const auto cache = credentials_of(aws::load_config(options, machine.system).value(), machine.state, cancelled);
    FakeDriver driver(machine.clock);
    EXPECT_THROW(static_cast<void>(driver.run(cache->get(machine.context(driver)))), CancelledException);
}

TEST_F(CredentialChains, are_shared_by_configurations_with_the_same_identity) {
    set_environment();
    AwsOptions role;
    role.role_arn("arn:aws:iam::123456789012:role/code");
    EXPECT_EQ(get(role), "ASIA1");
    role.read_timeout(1s).endpoint(AwsService::DynamoDB, "http://localhost:8000");
    EXPECT_EQ(get(role), "ASIA1");
    role.external_id("another");
    EXPECT_EQ(get(role), "ASIA2");
}

/// Uses three services for the first time on 64 threads at once.
class ManyThreads : public CredentialChains {
 protected:
    static constexpr int count = many_threads;

    void use(const AwsOptions& options) { use_on_many_threads(options, machine.state, transport); }
};

TEST_F(ManyThreads, assume_a_role_once) {
    set_keys("base", "BASE");
    set_config("[profile app]\nrole_arn = arn:aws:iam::123456789012:role/app\nsource_profile = base\n");
    use(AwsOptions().region("eu-west-1").profile("app"));
    EXPECT_EQ(transport.count("Action=AssumeRole"), 1U);
    EXPECT_EQ(transport.sent().size(), count + 1U);
}

TEST_F(ManyThreads, ask_a_container_once) {
    machine.environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container-role");
    use(AwsOptions().region("eu-west-1"));
    EXPECT_EQ(transport.count("/container-role"), 1U);
    EXPECT_EQ(transport.sent().size(), count + 1U);
}

TEST_F(ManyThreads, ask_instance_metadata_once) {
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "false");
    use(AwsOptions().region("eu-west-1"));
    EXPECT_EQ(transport.count("/latest/api/token"), 1U);
    EXPECT_EQ(transport.sent().size(), count + 3U);
}

TEST_F(ManyThreads, run_a_process_once) {
    const test::TemporaryDirectory folder;
    const std::string runs = (folder.path / "runs").string();
    set_config("[default]\ncredential_process = echo run >>'" + runs + "'; " + process("PROCESS") + "\n");
    use(AwsOptions().region("eu-west-1"));
    std::ifstream file(runs);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "run\n");
    EXPECT_EQ(transport.sent().size(), std::size_t(count));
}

}  // namespace
}  // namespace dynoxx::detail
