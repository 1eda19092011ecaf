#include "aws/container_provider.hpp"

#include "aws/config_loader.hpp"
#include "http/resolver.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"
#include "support/secret_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using http::Failure;
using http::FailureKind;
using test::answer;
using test::FakeDriver;
using test::FakeTransport;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string secret = "secret-that-nobody-may-see";
const http::Response ok = answer(200, R"({"AccessKeyId":"ASIA","SecretAccessKey":"its-secret","Token":"its-token",)"
                                      R"("Expiration":"2026-02-01T00:00:00Z","AccountId":"123456789012"})");

class Containers : public ::testing::Test {
 protected:
    Containers() { watch.keep(secret); }

    void TearDown() override { EXPECT_THAT(watch.given_away(), IsEmpty()) << watch.heard(); }

    void set(const std::string& name, const std::string& value) {
        machine.environment.set("AWS_CONTAINER_" + name, value);
    }

    SharedCredentials get(std::vector<FakeTransport::Answer> answers = {ok}) {
        transport = std::make_unique<FakeTransport>(std::move(answers));
        const auto provider =
            container_provider(load_config(watch.listening(AwsOptions()), machine.system).value(), *transport);
        driver = std::make_unique<FakeDriver>(machine.clock);
        watch.hear(provider->describe());
        return driver->run(provider->load(machine.context(*driver)));
    }

    Error error(std::vector<FakeTransport::Answer> answers = {ok}) {
        try {
            static_cast<void>(get(std::move(answers)));
        } catch (const Exception& exception) {
            watch.hear(exception.error());
            return exception.error();
        }
        ADD_FAILURE() << "there are credentials";
        return Error();
    }

    /// Gives `http://host/path?query` of the only request.
    std::string url() {
        static_cast<void>(get());
        const auto sent = transport->sent();
        EXPECT_THAT(sent, SizeIs(1));
        const auto& [origin, request, deadline] = sent.front();
        EXPECT_EQ(request.max_answer_bytes, 1024U * 1024);
        return origin.scheme + "://" + origin.host_header() + request.path +
               (request.query.empty() ? "" : "?" + request.query);
    }

    test::FakeMachine machine;
    test::SecretWatch watch{machine};
    std::unique_ptr<FakeTransport> transport;
    std::unique_ptr<FakeDriver> driver;
};

TEST_F(Containers, are_not_asked_where_no_uri_is_set) {
    EXPECT_EQ(get(), nullptr);
    EXPECT_THAT(transport->sent(), SizeIs(0));
}

TEST_F(Containers, give_what_their_endpoint_answers) {
    set("CREDENTIALS_RELATIVE_URI", "/v2/role?id=7");
    EXPECT_EQ(url(), "http://169.254.170.2/v2/role?id=7");
    const SharedCredentials found = get();
    EXPECT_EQ(found->access_key_id, "ASIA");
    EXPECT_EQ(found->secret_access_key.reveal(), "its-secret");
    EXPECT_EQ(found->session_token.reveal(), "its-token");
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(found->expiration, runtime::parse_iso8601("2026-02-01T00:00:00Z"));
    EXPECT_EQ(found->refresh, RefreshRule::Stable);
}

TEST_F(Containers, are_asked_at_the_address_of_their_full_uri) {
    for (const char* uri :
         {"https://example.com:8443/a/b/?c=d", "http://127.0.0.2/x", "http://localhost:8080/x/", "http://[::1]:80/x",
          "http://169.254.170.23/v1/credentials", "http://[fd00:ec2::23]/v1/credentials"}) {
        set("CREDENTIALS_FULL_URI", uri);
        std::string expected = uri;
        if (const std::size_t port = expected.find(":80/"); port != std::string::npos) {
            expected.erase(port, 3);
        }
        EXPECT_EQ(url(), expected);
    }
    set("CREDENTIALS_FULL_URI", "https://example.com");
    EXPECT_EQ(url(), "https://example.com/");
}

TEST_F(Containers, are_not_asked_without_tls_on_another_machine) {
    for (const char* uri : {"http://192.168.1.1/x", "http://[2001:db8::1]/x", "http://169.254.169.254/x"}) {
        set("CREDENTIALS_FULL_URI", uri);
        const Error failed = error();
        EXPECT_EQ(failed.code(), ErrorCode::InvalidOption) << uri;
        EXPECT_THAT(failed.message(), HasSubstr("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        EXPECT_THAT(transport->sent(), SizeIs(0));
    }
}

TEST_F(Containers, are_not_asked_by_a_name_that_cannot_be_resolved) {
    machine.state.service<http::Resolver>().ask("127.0.0.1:1");
    set("CREDENTIALS_FULL_URI", "http://name.invalid/x");
    EXPECT_EQ(error().code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_THAT(transport->sent(), SizeIs(0));
}

TEST_F(Containers, have_uris_that_are_checked) {
    set("CREDENTIALS_RELATIVE_URI", "v2/role");
    EXPECT_EQ(error().code(), ErrorCode::InvalidOption);
    set("CREDENTIALS_RELATIVE_URI", "/v2/role HTTP/1.1\r\nHost: evil");
    EXPECT_EQ(error().code(), ErrorCode::InvalidOption);
    set("CREDENTIALS_RELATIVE_URI", "");
    set("CREDENTIALS_FULL_URI", "/credentials");
    EXPECT_EQ(error().code(), ErrorCode::InvalidEndpoint);
}

TEST_F(Containers, are_shown_the_token_of_the_file_before_that_of_the_variable) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    static_cast<void>(get());
    EXPECT_EQ(transport->sent()[0].request.headers.find("Authorization"), nullptr);
    set("AUTHORIZATION_TOKEN", "Basic variable");
    static_cast<void>(get());
    EXPECT_EQ(transport->sent()[0].request.headers.get("Authorization"), "Basic variable");
    set("AUTHORIZATION_TOKEN_FILE", "/token");
    machine.files.set("/token", "Basic file");
    static_cast<void>(get());
    EXPECT_EQ(transport->sent()[0].request.headers.get("Authorization"), "Basic file");
}

TEST_F(Containers, read_the_token_of_the_file_each_time) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    set("AUTHORIZATION_TOKEN_FILE", "/token");
    machine.files.set("/token", "first");
    FakeTransport answers({ok});
    const auto provider =
        container_provider(load_config(watch.listening(AwsOptions()), machine.system).value(), answers);
    for (const char* token : {"first", "second"}) {
        machine.files.set("/token", token);
        FakeDriver running(machine.clock);
        static_cast<void>(running.run(provider->load(machine.context(running))));
        EXPECT_EQ(answers.sent().back().request.headers.get("Authorization"), token);
    }
}

TEST_F(Containers, are_shown_no_token_with_line_ends) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    for (const char* end : {"\n", "\r\n", "\r", "\nX-Evil: yes"}) {
        set("AUTHORIZATION_TOKEN", secret + end);
        const Error failed = error();
        EXPECT_EQ(failed.code(), ErrorCode::InvalidCredentials);
        EXPECT_THAT(failed.message(), HasSubstr("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
        EXPECT_THAT(transport->sent(), SizeIs(0));
    }
    set("AUTHORIZATION_TOKEN_FILE", "/token");
    machine.files.set("/token", secret + "\n");
    EXPECT_THAT(error().message(), HasSubstr("/token"));
}

TEST_F(Containers, name_a_token_file_that_does_not_exist) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    set("AUTHORIZATION_TOKEN_FILE", "/token");
    set("AUTHORIZATION_TOKEN", "must not be used");
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_THAT(failed.message(), HasSubstr("/token"));
    EXPECT_THAT(transport->sent(), SizeIs(0));
}

TEST_F(Containers, are_asked_again_after_5xx_and_lost_connections_but_not_after_4xx) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    EXPECT_EQ(get({answer(503), Failure(FailureKind::Connect, "refused"), ok})->access_key_id, "ASIA");
    EXPECT_THAT(driver->sleeps(), ElementsAre(50ms, 100ms));
    EXPECT_THAT(error({answer(500)}).message(), HasSubstr("HTTP status 500"));
    EXPECT_THAT(transport->sent(), SizeIs(3));
    EXPECT_THAT(error({answer(403, secret)}).message(), HasSubstr("HTTP status 403"));
    EXPECT_THAT(transport->sent(), SizeIs(1));
    const Error refused = error({Failure(FailureKind::Connect, "connection refused")});
    EXPECT_EQ(refused.code(), ErrorCode::CredentialsSourceFailed);
    EXPECT_THAT(refused.cause(), HasSubstr("connection refused"));
}

TEST_F(Containers, say_what_is_wrong_with_an_answer) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    EXPECT_THAT(error({answer(200, "<html>" + secret + "</html>")}).message(), HasSubstr("no JSON document"));
    EXPECT_THAT(error({answer(200, R"({"AccessKeyId":"A"})")}).message(), HasSubstr("no SecretAccessKey"));
    EXPECT_THAT(error({answer(200, "")}).message(), HasSubstr("no JSON document"));
}

TEST_F(Containers, leave_a_cancelled_call_cancelled) {
    set("CREDENTIALS_RELATIVE_URI", "/role");
    EXPECT_EQ(error({Failure(FailureKind::Cancelled, "cancelled")}).code(), ErrorCode::Cancelled);
    FakeTransport refuses({Failure(FailureKind::Connect, "refused")});
    const auto provider =
        container_provider(load_config(watch.listening(AwsOptions()), machine.system).value(), refuses);
    FakeDriver waiting(machine.clock);
    const auto running = waiting.launch(provider->load(machine.context(waiting)));
    waiting.cancel();  // while it waits for the next attempt
    waiting.pump();
    EXPECT_THROW(static_cast<void>(running->get()), CancelledException);
    EXPECT_THAT(refuses.sent(), SizeIs(1));
}

}  // namespace
}  // namespace dynoxx::aws
