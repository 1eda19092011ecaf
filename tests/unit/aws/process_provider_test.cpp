#include "aws/process_provider.hpp"

#include "support/fake_machine.hpp"
#include "support/secret_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using test::FakeDriver;
using ::testing::HasSubstr;

const std::string secret = "secret-that-nobody-may-see";
const std::string document = R"({"Version":1,"AccessKeyId":"AKID","SecretAccessKey":")" + secret + R"("})";

class Processes : public ::testing::Test {
 protected:
    Processes() { watch.keep(secret); }

    void TearDown() override { EXPECT_THAT(watch.given_away(), ::testing::IsEmpty()) << watch.heard(); }

    /// Gives the source of a profile `dev` with a command, in line 3 of a file.
    std::shared_ptr<CredentialsProvider> provider(const std::string& command, const std::string& more = "") {
        const std::string text = "# a comment\n[profile dev]\ncredential_process = " + command + "\n" + more;
        profiles = parse_profile_files({"/home/ada/.aws/config", text}, {}).value();
        return process_provider(*profiles.profiles.find("dev"));
    }

    SharedCredentials get(const std::string& command, const std::string& more = "") {
        FakeDriver driver(machine.clock);
        const auto source = provider(command, more);
        watch.hear(source->describe());
        SharedCredentials found = driver.run(source->load(machine.context(driver)));
        watch.hear(found->source);
        return found;
    }

    Error error(const std::string& command) {
        try {
            static_cast<void>(get(command));
        } catch (const Exception& exception) {
            watch.hear(exception.error());
            return exception.error();
        }
        ADD_FAILURE() << "there are credentials";
        return Error();
    }

    /// Every failure of a process: kind, place and profile are said.
    void expect_failure(const std::string& command, const std::string& what) {
        const Error failed = error(command);
        EXPECT_EQ(failed.code(), ErrorCode::CredentialsSourceFailed) << command;
        EXPECT_THAT(failed.message(), HasSubstr("/home/ada/.aws/config:3"));
        EXPECT_THAT(failed.message(), HasSubstr("profile dev"));
        EXPECT_THAT(failed.message(), HasSubstr(what));
    }

    test::FakeMachine machine;
    test::SecretWatch watch{machine};
    ProfileSet profiles;
};

TEST_F(Processes, give_what_they_print) {
    const SharedCredentials found =
        get("echo '{\"Version\":1,\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\","
            "\"Expiration\":\"2026-02-01T10:00:00+01:00\",\"AccountId\":\"123456789012\"}'");
    EXPECT_EQ(found->access_key_id, "AKID");
    EXPECT_EQ(found->secret_access_key.reveal(), "s");
    EXPECT_EQ(found->session_token.reveal(), "t");
    EXPECT_EQ(found->expiration, runtime::parse_iso8601("2026-02-01T09:00:00Z"));
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(found->refresh, RefreshRule::Strict);
    EXPECT_EQ(found->source, "credential_process of profile dev");
}

TEST_F(Processes, leave_the_account_to_the_profile) {
    EXPECT_EQ(get("echo '" + document + "'", "aws_account_id = 210987654321\n")->account_id, "210987654321");
    EXPECT_EQ(get("echo '" + document + "'")->account_id, "");
    EXPECT_FALSE(get("echo '" + document + "'")->expiration);
}

TEST_F(Processes, are_run_at_each_refresh) {
    machine.clock.advance(1h);
    const auto source = provider("echo '" + document + "'");
    for (int i = 0; i < 2; ++i) {
        FakeDriver driver(machine.clock);
        EXPECT_EQ(driver.run(source->load(machine.context(driver)))->access_key_id, "AKID");
    }
}

TEST_F(Processes, that_fail_are_named_without_their_messages) {
    expect_failure("echo " + secret + " >&2; echo " + secret + "; exit 7", "exit status 7");
    expect_failure("echo " + secret + "; kill -KILL $$", "signal 9");
    expect_failure("/nowhere/" + secret, "exit status 127");
}

TEST_F(Processes, that_print_garbage_are_named) {
    expect_failure("echo " + secret, "no JSON document");
    expect_failure("true", "no JSON document");
    expect_failure("echo '[\"" + secret + "\"]'", "no JSON object");
    expect_failure("echo '{\"Version\":2,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"" + secret + "\"}'", "Version 1");
    expect_failure("echo '{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"" + secret + "\"}'", "Version 1");
    expect_failure("echo '{\"Version\":1,\"SecretAccessKey\":\"" + secret + "\"}'", "no AccessKeyId");
    expect_failure("echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":7}'", "no SecretAccessKey");
    expect_failure("echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"" + secret +
                       "\",\"Expiration\":\"" + secret + "\"}'",
                   "Expiration");
}

TEST_F(Processes, that_print_ten_megabytes_are_ended) {
    expect_failure("head -c 10000000 /dev/zero", "more than 1 MiB");
}

TEST_F(Processes, that_hang_are_ended_at_the_deadline) {
    FakeDriver driver(machine.clock);
    const auto source = provider("sleep 1000");
    const auto running = driver.launch(source->load(machine.context(driver).within(22s)));
    machine.clock.advance(22s);
    driver.pump();
    try {
        static_cast<void>(running->get());
        FAIL();
    } catch (const CredentialsException& exception) {
        EXPECT_THAT(exception.error().message(), HasSubstr("took longer than it may"));
    }
}

TEST_F(Processes, that_hang_are_ended_by_a_cancellation) {
    FakeDriver driver(machine.clock);
    const auto source = provider("sleep 1000");
    const auto running = driver.launch(source->load(machine.context(driver)));
    driver.cancel();
    driver.pump();
    EXPECT_THROW(static_cast<void>(running->get()), CancelledException);
}

}  // namespace
}  // namespace dynoxx::aws
