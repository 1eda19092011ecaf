#include "aws/imds_provider.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"
#include "support/secret_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using http::Failure;
using http::FailureKind;
using test::answer;
using test::FakeDriver;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Answer = test::FakeTransport::Answer;

const std::string secret = "secret-that-nobody-may-see";
const std::string extended = "/latest/meta-data/iam/security-credentials-extended/";
const std::string old = "/latest/meta-data/iam/security-credentials/";
const std::string token_path = "/latest/api/token";

std::string document(const std::string& key_id) {
    return R"({"Code":"Success","AccessKeyId":")" + key_id +
           R"(","SecretAccessKey":"its-secret","Token":"its-token","Expiration":"2026-02-01T00:00:00Z","AccountId":"123456789012"})";
}

/// A metadata service that answers by path, and writes down what it is asked. It refuses other tokens than its own.
class Instance : public ::testing::Test {
 protected:
    Instance() {
        watch.keep(secret);
        machine.environment.set("HOME", "/home/ada");
        answers[token_path] = answer(200, "token-1", {{"x-aws-ec2-metadata-token-ttl-seconds", "21600"}});
        answers[extended] = answer(200, "role");
        answers[extended + "role"] = answer(200, document("ASIA"));
    }

    void TearDown() override { EXPECT_THAT(watch.given_away(), IsEmpty()) << watch.heard(); }

    Answer serve(const http::Request& request) {
        asked.push_back(request.path);
        tokens.emplace_back(request.headers.get("x-aws-ec2-metadata-token"));
        if (request.path != token_path && checks_token && tokens.back() != answers[token_path]->body) {
            return answer(401);
        }
        const auto found = answers.find(request.path);
        return found == answers.end() ? Answer(answer(404, "<html>not found</html>")) : found->second;
    }

    std::shared_ptr<CredentialsProvider> make() {
        return imds_provider(load_config(watch.listening(AwsOptions()), machine.system).value(), transport);
    }

    SharedCredentials load(CredentialsProvider& source) {
        asked.clear();
        tokens.clear();
        FakeDriver driver(machine.clock);
        SharedCredentials found = driver.run(source.load(machine.context(driver)));
        watch.hear(source.describe());
        return found;
    }

    SharedCredentials get() {
        provider = make();
        return load(*provider);
    }

    Error error() {
        try {
            EXPECT_EQ(get(), nullptr) << "there are credentials";
        } catch (const Exception& exception) {
            watch.hear(exception.error());
            return exception.error();
        }
        return Error();
    }

    test::FakeMachine machine;
    test::SecretWatch watch{machine};
    std::map<std::string, Answer> answers;
    std::vector<std::string> asked;
    std::vector<std::string> tokens;
    bool checks_token = true;
    std::shared_ptr<CredentialsProvider> provider;
    test::FakeTransport transport{watch.learning([this](const auto&, const auto& request) { return serve(request); })};
};

TEST_F(Instance, gives_the_credentials_of_its_role) {
    const SharedCredentials found = get();
    EXPECT_EQ(found->access_key_id, "ASIA");
    EXPECT_EQ(found->secret_access_key.reveal(), "its-secret");
    EXPECT_EQ(found->session_token.reveal(), "its-token");
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(found->source, "instance metadata");
    EXPECT_THAT(asked, ElementsAre(token_path, extended, extended + "role"));
    EXPECT_THAT(tokens, ElementsAre("", "token-1", "token-1"));
    const auto sent = transport.sent();
    EXPECT_EQ(sent[0].request.method, "PUT");
    EXPECT_EQ(sent[0].request.max_answer_bytes, 1024U * 1024);
    EXPECT_EQ(sent[1].request.max_answer_bytes, 1024U * 1024);
    EXPECT_EQ(sent[0].request.headers.get("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
    EXPECT_EQ(sent[0].origin, http::Origin("http", "169.254.169.254", 80));
    EXPECT_EQ(sent[1].request.method, "GET");
}

TEST_F(Instance, keeps_token_and_role_until_two_minutes_before_the_end_of_the_token) {
    static_cast<void>(get());
    machine.clock.advance(6h - 121s);
    static_cast<void>(load(*provider));
    EXPECT_THAT(asked, ElementsAre(extended + "role"));
    machine.clock.advance(1s);
    static_cast<void>(load(*provider));
    EXPECT_THAT(asked, ElementsAre(token_path, extended + "role"));
}

TEST_F(Instance, renews_a_token_that_is_refused) {
    static_cast<void>(get());
    answers[token_path] = answer(200, "token-2");
    EXPECT_EQ(load(*provider)->access_key_id, "ASIA");
    EXPECT_THAT(asked, ElementsAre(extended + "role", token_path, extended + "role"));
    answers[extended + "role"] = answer(401);
    EXPECT_THROW(static_cast<void>(load(*provider)), CredentialsException);
    EXPECT_THAT(asked, ElementsAre(extended + "role", token_path, extended + "role"));
}

TEST_F(Instance, is_asked_by_the_old_path_where_it_does_not_know_the_new_one) {
    answers.erase(extended);
    answers[old] = answer(200, "role\nanother");
    answers[old + "role"] = answer(200, document("OLD"));
    EXPECT_EQ(get()->access_key_id, "OLD");
    EXPECT_THAT(asked, ElementsAre(token_path, extended, old, old + "role"));
    EXPECT_EQ(load(*provider)->access_key_id, "OLD");
    EXPECT_THAT(asked, ElementsAre(old + "role"));
}

TEST_F(Instance, is_asked_for_its_role_again_when_that_is_gone) {
    static_cast<void>(get());
    answers.erase(extended + "role");
    answers[extended] = answer(200, "new-role");
    answers[extended + "new-role"] = answer(200, document("NEW"));
    EXPECT_EQ(load(*provider)->access_key_id, "NEW");
    EXPECT_THAT(asked, ElementsAre(extended + "role", extended, extended + "new-role"));
    answers.erase(extended + "new-role");
    EXPECT_EQ(load(*provider), nullptr);
    EXPECT_THAT(asked, ElementsAre(extended + "new-role", extended, extended + "new-role"));
}

TEST_F(Instance, is_not_asked_for_a_role_that_is_configured) {
    machine.environment.set("AWS_EC2_INSTANCE_PROFILE_NAME", "mine");
    answers[old + "mine"] = answer(200, document("MINE"));
    EXPECT_EQ(get()->access_key_id, "MINE");
    EXPECT_THAT(asked, ElementsAre(token_path, extended + "mine", old + "mine"));
    answers.erase(old + "mine");
    EXPECT_EQ(error().code(), ErrorCode::CredentialsSourceFailed);
}

TEST_F(Instance, without_a_role_has_no_credentials) {
    answers.erase(extended);
    EXPECT_EQ(get(), nullptr);
    EXPECT_THAT(provider->describe(), HasSubstr("the instance has no role"));
}

TEST_F(Instance, is_not_asked_where_it_is_disabled) {
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "True");
    EXPECT_EQ(get(), nullptr);
    EXPECT_THAT(asked, IsEmpty());
    EXPECT_THAT(provider->describe(), HasSubstr("AWS_EC2_METADATA_DISABLED"));
}

TEST_F(Instance, that_does_not_know_tokens_is_asked_without_one) {
    checks_token = false;
    for (const Answer& refusal :
         {Answer(answer(404)), Answer(answer(405)), Answer(Failure(FailureKind::ReadTimeout, "silent"))}) {
        answers[token_path] = refusal;
        EXPECT_EQ(get()->access_key_id, "ASIA");
        EXPECT_THAT(tokens, Each(""));
        machine.files.set("/home/ada/.aws/config", "[default]\nec2_metadata_v1_disabled = true\n");
        EXPECT_EQ(error().code(), ErrorCode::CredentialsSourceFailed);
        EXPECT_THAT(asked, ElementsAre(token_path));
        machine.files.set("/home/ada/.aws/config", "");
    }
}

TEST_F(Instance, that_refuses_to_give_a_token_is_an_error) {
    for (const int status : {400, 403, 500}) {
        answers[token_path] = answer(status, secret);
        const Error failed = error();
        EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
        EXPECT_THAT(failed.message(), HasSubstr(std::to_string(status)));
        EXPECT_THAT(asked, ElementsAre(token_path));
    }
}

TEST_F(Instance, that_answers_with_a_page_is_an_error) {
    const Answer page = answer(200, "<html>\n<body>Sign in " + secret + "</body>\n</html>");
    answers[token_path] = page;
    EXPECT_THAT(error().message(), HasSubstr("gave no token"));
    answers[token_path] = answer(200, "token-1");
    answers[extended] = page;
    EXPECT_THAT(error().message(), HasSubstr("gave no name of a role"));
    answers[extended] = answer(200, "role");
    answers[extended + "role"] = page;
    EXPECT_THAT(error().message(), HasSubstr("no JSON document"));
}

TEST_F(Instance, says_why_it_gives_no_credentials) {
    answers[extended + "role"] = answer(200, R"({"Code":"AssumeRoleUnauthorizedAccess"})");
    EXPECT_THAT(error().message(), HasSubstr("trust policy"));
    answers[extended + "role"] = answer(200, R"({"Code":"Failed"})");
    EXPECT_THAT(error().message(), HasSubstr("answered Failed"));
    answers[extended + "role"] = answer(200, R"({"Code":")" + secret + R"( "})");
    EXPECT_THAT(error().message(), HasSubstr("Code Success"));
    answers[extended + "role"] = answer(500);
    EXPECT_THAT(error().message(), HasSubstr("HTTP status 500"));
}

TEST_F(Instance, that_cannot_be_reached_is_none) {
    for (const FailureKind kind : {FailureKind::Connect, FailureKind::ConnectTimeout, FailureKind::Io}) {
        answers[token_path] = Failure(kind, "169.254.169.254 refused");
        EXPECT_EQ(get(), nullptr);
        EXPECT_THAT(provider->describe(), HasSubstr("169.254.169.254 refused"));
        EXPECT_THAT(asked, ElementsAre(token_path));
    }
}

TEST_F(Instance, is_asked_as_often_as_it_may_be) {
    machine.files.set("/home/ada/.aws/config", "[default]\nmetadata_service_num_attempts = 3\n");
    answers[token_path] = Failure(FailureKind::Connect, "refused");
    EXPECT_EQ(get(), nullptr);
    EXPECT_THAT(asked, ElementsAre(token_path, token_path, token_path));
    machine.environment.set("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2");
    EXPECT_EQ(get(), nullptr);
    EXPECT_THAT(asked, ElementsAre(token_path, token_path));
}

TEST_F(Instance, is_asked_where_settings_say) {
    const auto origin = [&] {
        static_cast<void>(get());
        return transport.sent().back().origin;
    };
    machine.files.set("/home/ada/.aws/config", "[default]\nimds_use_ipv6 = true\n");
    EXPECT_EQ(origin().host, "fd00:ec2::254");
    machine.files.set("/home/ada/.aws/config", "[default]\nec2_metadata_service_endpoint_mode = ipv6\n");
    EXPECT_EQ(origin().host, "fd00:ec2::254");
    machine.environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv4");
    EXPECT_EQ(origin().host, "169.254.169.254");
    machine.environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338/");
    EXPECT_EQ(origin(), http::Origin("http", "127.0.0.1", 1338));
}

TEST_F(Instance, has_settings_that_are_checked) {
    const std::pair<const char*, const char*> wrong[] = {{"AWS_EC2_METADATA_DISABLED", "maybe"},
                                                         {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "not a url"},
                                                         {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5"},
                                                         {"AWS_EC2_METADATA_V1_DISABLED", "1"},
                                                         {"AWS_METADATA_SERVICE_TIMEOUT", "0"},
                                                         {"AWS_METADATA_SERVICE_NUM_ATTEMPTS", "many"}};
    for (const auto& [variable, value] : wrong) {
        machine.environment.set(variable, value);
        const Error failed = error();
        EXPECT_EQ(failed.kind(), ErrorKind::Configuration) << variable;
        EXPECT_THAT(failed.message(), HasSubstr(variable));
        machine.environment.set(variable, "");
    }
}

TEST_F(Instance, leaves_a_cancelled_call_cancelled_at_each_request) {
    for (const std::string& path : {token_path, extended, extended + "role"}) {
        const Answer before = answers[path];
        answers[path] = Failure(FailureKind::Cancelled, "cancelled");
        EXPECT_EQ(error().code(), ErrorCode::Cancelled) << path;
        answers[path] = before;
    }
}

}  // namespace
}  // namespace dynoxx::aws
