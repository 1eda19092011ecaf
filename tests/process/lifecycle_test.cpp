// How whole processes that use the library begin, fork and end.
#include "process/programs/program.hpp"
#include "support/child_process.hpp"
#include "support/loopback_server.hpp"

#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;
using test::ChildProcess;
using test::LoopbackServer;
using ::testing::HasSubstr;
using Peer = LoopbackServer::Peer;

constexpr bool under_thread_sanitizer =
#ifdef __SANITIZE_THREAD__
    true;
#else
    false;
#endif

constexpr bool under_address_sanitizer =
#ifdef __SANITIZE_ADDRESS__
    true;
#else
    false;
#endif

/// What a program needs to be told about the services, in the environment, and nothing else.
std::vector<std::string> variables(const std::string& endpoint, const local::LocalOptions& keys = {}) {
    return {"AWS_ENDPOINT_URL=" + endpoint,
            "AWS_REGION=us-east-1",
            "AWS_ACCESS_KEY_ID=" + keys.access_key_id,
            "AWS_SECRET_ACCESS_KEY=" + keys.secret_access_key,
            "AWS_CONFIG_FILE=/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE=/dev/null"};
}

ChildProcess::End run(const std::string& program, const std::string& argument,
                      const std::vector<std::string>& environment) {
    ChildProcess child(std::string(DYNOXX_PROGRAMS) + "/lifecycle_" + program, {argument}, environment);
    return child.wait();
}

void expect_end(const ChildProcess::End& end, int exit_code) {
    EXPECT_TRUE(end.in_time) << end.output;
    EXPECT_EQ(end.signal, 0) << end.output;
    EXPECT_EQ(end.exit_code, exit_code) << end.output;
}

/// A server for programs: over TCP the local AWS, with a table, bucket and key; over TLS one that has no item.
class Services {
 public:
    explicit Services(bool tls) {
        if (tls) {
            certificate_ = std::make_unique<test::TestCertificate>();
            server_ = std::make_unique<LoopbackServer>([this](Peer& peer) { answer_all(peer); }, certificate_.get());
            environment_ = variables("https://127.0.0.1:" + std::to_string(server_->port()));
            environment_.push_back("AWS_CA_BUNDLE=" + certificate_->path());
            return;
        }
        aws_ = std::make_unique<local::LocalAws>();
        aws_->create_bucket("letters");
        aws_->create_key("alias/letters");
        const DynamoDBClient client(aws_->options(), Runtime());
        client.table<program::Note>().create_table().wait().run();
        environment_ = variables(aws_->endpoint());
    }

    [[nodiscard]] const std::vector<std::string>& environment() const noexcept { return environment_; }

    /// Gives the random ids of calls that came more than once, over TLS.
    [[nodiscard]] std::vector<std::string> repeated_ids() const {
        const std::lock_guard lock(mutex_);
        return repeated_;
    }

 private:
    void answer_all(Peer& peer) {
        while (peer.read_request()) {
            constexpr std::string_view name = "amz-sdk-invocation-id: ";
            const std::size_t at = peer.head().find(name);
            std::string id = at == std::string::npos ? "none" : peer.head().substr(at + name.size(), 36);
            {
                const std::lock_guard lock(mutex_);
                if (!ids_.insert(id).second) {
                    repeated_.push_back(std::move(id));
                }
            }
            peer.answer("{}");
        }
    }

    mutable std::mutex mutex_;
    std::set<std::string> ids_;
    std::vector<std::string> repeated_;
    std::unique_ptr<test::TestCertificate> certificate_;
    std::unique_ptr<local::LocalAws> aws_;
    std::vector<std::string> environment_;
    std::unique_ptr<LoopbackServer> server_;  // goes first: its threads use the others
};

/// Static objects that use the library, over TCP and TLS.
class StaticStorage : public ::testing::TestWithParam<bool> {};

INSTANTIATE_TEST_SUITE_P(Each, StaticStorage, ::testing::Bool(),
                         [](const auto& tested) { return tested.param ? "tls" : "tcp"; });

TEST_P(StaticStorage, may_use_the_library_before_and_after_main) {
    Services services(GetParam());
    const ChildProcess::End end = run("static_storage", "", services.environment());
    expect_end(end, 3);
    EXPECT_EQ(end.output, "before main\nin main\nafter main\n");
}

TEST_P(StaticStorage, may_close_the_runtime_after_main) {
    Services services(GetParam());
    const ChildProcess::End end = run("static_storage", "close", services.environment());
    expect_end(end, 3);
    EXPECT_THAT(end.output, HasSubstr("closed after main"));
}

/// Programs that end with requests in flight.
class ExitInFlight : public ::testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Each, ExitInFlight,
                         ::testing::Values("return", "exit", "own_runtime", "static_runtime", "users_context",
                                           "exit_on_another_thread"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(ExitInFlight, keeps_the_exit_code_and_does_not_hang) {
    for (const bool tls : {false, true}) {
        const test::TestCertificate certificate;
        LoopbackServer server(
            [](Peer& peer) {
                peer.read_request();
                peer.wait_for_close();
            },
            tls ? &certificate : nullptr);
        std::vector<std::string> environment =
            variables((tls ? "https" : "http") + ("://127.0.0.1:" + std::to_string(server.port())));
        environment.push_back("AWS_CA_BUNDLE=" + certificate.path());
        ChildProcess child(DYNOXX_PROGRAMS "/lifecycle_exit_in_flight", {GetParam()}, environment);
        server.wait_for_requests(5);
        child.tell("go");
        const ChildProcess::End end = child.wait();
        expect_end(end, 7);
        EXPECT_EQ(end.output, "");
    }
}

/// Programs that fork.
class Fork : public ::testing::TestWithParam<std::tuple<const char*, bool>> {};

INSTANTIATE_TEST_SUITE_P(Each, Fork,
                         ::testing::Combine(::testing::Values("before_use", "after_use", "child_closes", "in_requests"),
                                            ::testing::Bool()),
                         [](const auto& tested) {
                             return std::string(std::get<0>(tested.param)) +
                                    (std::get<1>(tested.param) ? "_tls" : "_tcp");
                         });

TEST_P(Fork, leaves_parent_and_child_at_work) {
    if (under_thread_sanitizer) {
        GTEST_SKIP() << "ThreadSanitizer cannot follow a fork of several threads";
    }
    if (under_address_sanitizer && std::string_view(std::get<0>(GetParam())) == "in_requests") {
        GTEST_SKIP() << "g++ 12's AddressSanitizer forks with the locks of its own allocator held by other threads";
    }
    Services services(std::get<1>(GetParam()));
    const ChildProcess::End end = run("fork", std::get<0>(GetParam()), services.environment());
    expect_end(end, 0);
    EXPECT_EQ(end.output, "done\n");
    EXPECT_THAT(services.repeated_ids(), ::testing::IsEmpty()) << "parent and child share their random state";
}

TEST(HundredClients, leave_nothing_behind_on_one_runtime) {
    Services services(false);
    expect_end(run("hundred_clients", "one_runtime", services.environment()), 0);
}

TEST(HundredClients, leave_nothing_behind_on_runtimes_of_their_own) {
    Services services(false);
    expect_end(run("hundred_clients", "runtimes", services.environment()), 0);
}

TEST(NoForeignThread, runs_on_an_io_context) {
    Services services(false);
    expect_end(run("no_foreign_thread", "io_context", services.environment()), 0);
}

TEST(NoForeignThread, runs_on_an_executor) {
    Services services(false);
    expect_end(run("no_foreign_thread", "executor", services.environment()), 0);
}

/// Servers that go away while the client writes.
class BrokenPipe : public ::testing::TestWithParam<std::tuple<bool, bool>> {};

INSTANTIATE_TEST_SUITE_P(Each, BrokenPipe, ::testing::Combine(::testing::Bool(), ::testing::Bool()),
                         [](const auto& tested) {
                             return std::string(std::get<0>(tested.param) ? "reset" : "closed") +
                                    (std::get<1>(tested.param) ? "_tls" : "_tcp");
                         });

TEST_P(BrokenPipe, raises_no_signal) {
    const auto [resets, tls] = GetParam();
    const test::TestCertificate certificate;
    LoopbackServer server(
        [resets](Peer& peer) {
            peer.read_some();
            if (resets) {
                peer.reset();
            }
        },
        tls ? &certificate : nullptr);
    std::vector<std::string> environment =
        variables((tls ? "https" : "http") + ("://127.0.0.1:" + std::to_string(server.port())));
    environment.push_back("AWS_CA_BUNDLE=" + certificate.path());
    expect_end(run("broken_pipe", "", environment), 0);
    EXPECT_GE(server.connections(), 9);
}

}  // namespace
}  // namespace dynoxx::tests
