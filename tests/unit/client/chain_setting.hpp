#pragma once

#include "aws/config_loader.hpp"
#include "client/credential_chain.hpp"
#include "runtime/timestamp.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"
#include "support/secret_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dynoxx::detail {

/// Makes the answer to an operation that assumes a role, for one hour.
inline http::Response role_answer(const std::string& operation, const std::string& key_id, runtime::SystemTime now) {
    return test::answer(200, "<" + operation + "Response><" + operation +
                                 "Result><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
                                 "</AssumedRoleUser><Credentials><AccessKeyId>" +
                                 key_id +
                                 "</AccessKeyId><SecretAccessKey>hidden-secret</SecretAccessKey><SessionToken>"
                                 "hidden-token</SessionToken><Expiration>" +
                                 runtime::format_iso8601(now + std::chrono::hours(1)) +
                                 "</Expiration></Credentials></" + operation + "Result></" + operation + "Response>");
}

/// The chain on a machine of which nothing is real; a function answers what it sends. A test fails if a secret is in
/// the log, an error or a description.
class ChainSetting : public ::testing::Test {
 protected:
    ChainSetting() {
        machine.environment.set("HOME", "/home/ada");
        machine.environment.set("AWS_EC2_METADATA_DISABLED", "true");
        machine.environment.set("AWS_REGION", "eu-west-1");
    }

    /// Makes the sources of a configuration, or gives what is there of it already.
    [[nodiscard]] std::shared_ptr<aws::CredentialsCache> chain(const AwsOptions& options = AwsOptions()) {
        AwsOptions logged = options;
        logged.log([this](LogLevel, std::string_view line) { log.append(line).append("\n"); });
        const AwsConfig config = aws::load_config(watch.listening(logged), machine.system).value();
        watch.hear(config);
        return credentials_of(config, machine.state, transport);
    }

    [[nodiscard]] aws::SharedCredentials find(const AwsOptions& options = AwsOptions()) {
        test::FakeDriver driver(machine.clock);
        const auto sources = chain(options);
        const auto found = driver.run(sources->get(machine.context(driver)));
        watch.keep(found->secret_access_key.reveal());
        watch.keep(found->session_token.reveal());
        watch.hear(found->source);
        watch.hear(sources->describe());
        return found;
    }

    /// Gives what went wrong.
    [[nodiscard]] Error error(const AwsOptions& options = AwsOptions()) {
        try {
            ADD_FAILURE() << "found " << find(options)->access_key_id;
        } catch (const Exception& exception) {
            watch.hear(exception.error());
            return exception.error();
        }
        return {};
    }

    void TearDown() override { EXPECT_THAT(watch.given_away(), ::testing::IsEmpty()) << watch.heard(); }

    void set_config(std::string text) { machine.files.set("/home/ada/.aws/config", std::move(text)); }

    /// Gives a request that was sent.
    [[nodiscard]] http::Request sent(std::size_t index = 0) const { return transport.sent().at(index).request; }

    test::FakeMachine machine{};
    std::function<test::FakeTransport::Answer(const http::Origin& origin, const http::Request& request)> respond{};
    test::SecretWatch watch{machine};
    test::FakeTransport transport{
        watch.learning([this](const auto& origin, const auto& request) { return respond(origin, request); })};
    std::string log{};
};

}  // namespace dynoxx::detail
