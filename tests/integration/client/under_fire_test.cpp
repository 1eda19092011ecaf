// A call whose peer fails at each step: what the caller is told, how often the request was sent, what was waited for.
#include "aws/caller.hpp"
#include "aws/config_loader.hpp"
#include "aws/static_provider.hpp"
#include "runtime/encoding.hpp"
#include "runtime/launch.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/fake_machine.hpp"
#include "support/loopback_server.hpp"
#include "support/silent_address.hpp"
#include "support/watched_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using test::LoopbackServer;
using ::testing::HasSubstr;
using Waits = std::vector<std::chrono::microseconds>;

/// What the peer does in one attempt.
enum class Peer {
    Answers,
    AnswersByteByByte,
    FailsInside,  // an answer with status 500
    AsksToSlowDown,
    Refuses,  // the request, as wrong
    ClosesAtOnce,
    ClosesAfterTheRequest,
    Resets,
    IsSilent,  // after the request
    SendsGarbage,
    SendsHalfAHead,
    SendsHalfABody,
    SendsAWrongChecksum,
    SendsAnEndlessHead,
};

/// Which limits a call has.
enum class Limit { Defaults, AttemptTimeout, OperationTimeout, NoRetry };

struct Scenario {
    const char* name;
    std::vector<Peer> peers;  ///< by attempt; the last again and again
    Limit limit;
    std::optional<ErrorCode> failure;  ///< nothing: success
    const char* phrase;                ///< of the failure
    int attempts;
    Waits waits;  ///< between the attempts, with half the jitter
};

const Waits all_transient{12500us, 25ms, 50ms};

const Scenario scenarios[] = {
    {"answers", {Peer::Answers}, Limit::Defaults, {}, "", 1, {}},
    {"answers_byte_by_byte", {Peer::AnswersByteByByte}, Limit::Defaults, {}, "", 1, {}},
    {"fails_inside_once", {Peer::FailsInside, Peer::Answers}, Limit::Defaults, {}, "", 2, {12500us}},
    {"fails_inside_always",
     {Peer::FailsInside},
     Limit::Defaults,
     ErrorCode::ServiceError,
     "HTTP status 500",
     4,
     all_transient},
    {"asks_to_slow_down",
     {Peer::AsksToSlowDown, Peer::AsksToSlowDown, Peer::Answers},
     Limit::Defaults,
     {},
     "",
     3,
     {500ms, 1s}},
    {"mixes_troubles", {Peer::Resets, Peer::AsksToSlowDown, Peer::Answers}, Limit::Defaults, {}, "", 3, {12500us, 1s}},
    {"refuses", {Peer::Refuses}, Limit::Defaults, ErrorCode::ValidationFailed, "no such thing", 1, {}},
    {"refuses_after_a_lost_answer",
     {Peer::Resets, Peer::Refuses},
     Limit::Defaults,
     ErrorCode::ValidationFailed,
     "no such thing",
     2,
     {12500us}},
    {"closes_at_once",
     {Peer::ClosesAtOnce},
     Limit::Defaults,
     ErrorCode::ConnectionFailed,
     "Connection failed",
     4,
     all_transient},
    {"closes_after_the_request",
     {Peer::ClosesAfterTheRequest},
     Limit::Defaults,
     ErrorCode::ConnectionFailed,
     "closed before an answer came",
     4,
     all_transient},
    {"closes_after_the_request_once",
     {Peer::ClosesAfterTheRequest, Peer::Answers},
     Limit::Defaults,
     {},
     "",
     2,
     {12500us}},
    {"closes_after_a_request_that_must_not_be_repeated",
     {Peer::ClosesAfterTheRequest},
     Limit::NoRetry,
     ErrorCode::ConnectionFailed,
     "closed before an answer came",
     1,
     {}},
    {"resets", {Peer::Resets}, Limit::Defaults, ErrorCode::ConnectionFailed, "Connection reset", 4, all_transient},
    {"is_silent",
     {Peer::IsSilent},
     Limit::Defaults,
     ErrorCode::TimedOut,
     "sent nothing for 30000 ms",
     4,
     all_transient},
    {"is_silent_once", {Peer::IsSilent, Peer::Answers}, Limit::Defaults, {}, "", 2, {12500us}},
    {"is_silent_for_an_attempt",
     {Peer::IsSilent},
     Limit::AttemptTimeout,
     ErrorCode::TimedOut,
     "did not answer in time",
     4,
     all_transient},
    {"is_silent_for_the_operation",
     {Peer::IsSilent},
     Limit::OperationTimeout,
     ErrorCode::TimedOut,
     "did not answer in time",
     1,
     {}},
    {"eats_the_time_for_a_wait",
     {Peer::AsksToSlowDown},
     Limit::OperationTimeout,
     ErrorCode::Throttled,
     "rate too high",
     1,
     {}},
    {"sends_garbage",
     {Peer::SendsGarbage},
     Limit::Defaults,
     ErrorCode::InvalidResponse,
     "not valid HTTP/1.1",
     4,
     all_transient},
    {"sends_half_a_head",
     {Peer::SendsHalfAHead},
     Limit::Defaults,
     ErrorCode::InvalidResponse,
     "in the middle of the answer",
     4,
     all_transient},
    {"sends_half_a_body",
     {Peer::SendsHalfABody},
     Limit::Defaults,
     ErrorCode::InvalidResponse,
     "in the middle of the answer",
     4,
     all_transient},
    {"sends_half_a_body_once", {Peer::SendsHalfABody, Peer::Answers}, Limit::Defaults, {}, "", 2, {12500us}},
    {"sends_a_wrong_checksum",
     {Peer::SendsAWrongChecksum},
     Limit::Defaults,
     ErrorCode::ChecksumMismatch,
     "CRC32",
     4,
     all_transient},
    {"sends_a_wrong_checksum_once", {Peer::SendsAWrongChecksum, Peer::Answers}, Limit::Defaults, {}, "", 2, {12500us}},
    {"sends_an_endless_head",
     {Peer::SendsAnEndlessHead},
     Limit::Defaults,
     ErrorCode::InvalidResponse,
     "not valid HTTP/1.1",
     4,
     all_transient},
};

/// A server that does in each attempt what a scenario says.
class Script {
 public:
    explicit Script(std::vector<Peer> peers) : peers_(std::move(peers)) {}

    /// Gives what the peer does in the attempt that is coming, or is in progress.
    [[nodiscard]] Peer current() const { return peers_[std::min<std::size_t>(attempt_, peers_.size() - 1)]; }
    void next_attempt() { ++attempt_; }

    void play(LoopbackServer::Peer& client) {
        if (current() == Peer::ClosesAtOnce) {
            return;
        }
        while (client.read_request()) {
            if (!answer(client)) {
                return;
            }
        }
    }

 private:
    /// Says whether the connection stays open.
    [[nodiscard]] bool answer(LoopbackServer::Peer& client) const {
        const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nanswer.";
        switch (current()) {
            case Peer::Answers:
                client.send(good);
                return true;
            case Peer::AnswersByteByByte:
                for (const char& byte : good) {
                    client.send(std::string_view(&byte, 1));
                }
                return true;
            case Peer::FailsInside:
                client.send("HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}");
                return true;
            case Peer::AsksToSlowDown:
                refuse(client, "ThrottlingException");
                return true;
            case Peer::Refuses:
                refuse(client, "ValidationException");
                return true;
            case Peer::Resets:
                client.reset();
                return false;
            case Peer::IsSilent:
                client.wait_for_close();
                return false;
            case Peer::SendsGarbage:
                client.send("\x16\x03\x01 garbage\r\n\r\n");
                return false;
            case Peer::SendsHalfAHead:
                client.send(good.substr(0, 20));
                return false;
            case Peer::SendsHalfABody:
                client.send(good.substr(0, good.size() - 3));
                return false;
            case Peer::SendsAWrongChecksum:
                client.send("HTTP/1.1 200 OK\r\nx-amz-crc32: 1\r\nContent-Length: 7\r\n\r\nanswer.");
                return true;
            case Peer::SendsAnEndlessHead:
                client.send("HTTP/1.1 200 OK\r\nX-Long: " + std::string(200'000, 'x'));
                return false;
            default:
                return false;
        }
    }

    static void refuse(LoopbackServer::Peer& client, const std::string& code) {
        const std::string body = R"({"__type":")" + code + R"(","message":"no such thing"})";
        client.send("HTTP/1.1 400 Bad Request\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }

    std::vector<Peer> peers_;
    std::atomic<std::size_t> attempt_ = 0;
};

/// What a call came to.
struct Outcome {
    Outcome() {}
    std::optional<Answer> answer{};
    std::optional<Error> failure{};
    Waits waits{};
};

/// Says of a wait for a descriptor whether its time is to be up.
using IsUp = std::function<bool(const runtime::Wait&)>;

/// Makes one call on a clock that is moved by what the call waits for.
class Call {
 public:
    Call(const std::string& endpoint, Limit limit, AwsOptions options = AwsOptions()) {
        options.region("us-east-1").endpoint(endpoint);
        if (limit == Limit::AttemptTimeout) {
            options.attempt_timeout(2s);
        } else if (limit == Limit::OperationTimeout) {
            options.operation_timeout(100ms);
        }
        settings_.retries = limit != Limit::NoRetry;
        auto keys = std::make_shared<Credentials>();
        keys->access_key_id = "AKIDEXAMPLE";
        keys->secret_access_key = runtime::Secret("secret");
        auto provider = std::make_shared<StaticProvider>(std::move(keys), "a test");
        caller_ = std::make_unique<Caller>(load_config(options, machine_.system).value(),
                                           std::make_shared<CredentialsCache>(machine_.system, std::move(provider)),
                                           http::network_transport(), LogSink());
    }

    Outcome make(
        const IsUp& is_up, const std::function<void()>& next_attempt = [] {}) {
        return runtime::run_blocking<Outcome>(
            runtime_.state(), [&](runtime::Context context) { return run(context, *this, is_up, next_attempt); });
    }

 private:
    static runtime::task<Outcome> run(runtime::Context context, Call& self, const IsUp& is_up,
                                      const std::function<void()>& next_attempt) {
        Outcome outcome;
        const auto before = [&](runtime::Driver&, runtime::Wait& wait, int) {
            const bool sleeps = wait.interests.empty() && wait.waker == nullptr;
            if (!sleeps && !is_up(wait)) {
                return;
            }
            const auto left = wait.deadline - self.machine_.clock.steady_now();
            if (sleeps) {
                outcome.waits.push_back(std::chrono::duration_cast<std::chrono::microseconds>(left));
                next_attempt();
            }
            self.machine_.clock.advance(left);
            wait.deadline = runtime::SteadyTime::min();
            wait.interests = {};
        };
        test::WatchedDriver driver(context.driver(), before, nullptr);
        const runtime::Context seen(context.state(), driver, context.system());
        ServiceRequest request(AwsService::DynamoDB, "GetItem");
        request.http.body = "{}";
        try {
            outcome.answer = co_await self.caller_->call(seen, std::move(request), self.settings_);
        } catch (const Exception& exception) {
            outcome.failure = exception.error();
        }
        co_return outcome;
    }

    test::FakeMachine machine_{};
    Runtime runtime_ = runtime::RuntimeMaker::make(machine_.system);
    CallSettings settings_{};
    std::unique_ptr<Caller> caller_;
};

void expect_failure(const Outcome& outcome, ErrorCode code, const std::string& phrase, int attempts) {
    ASSERT_TRUE(outcome.failure) << "the call succeeded";
    EXPECT_EQ(outcome.failure->code(), code) << outcome.failure->what();
    EXPECT_THAT(outcome.failure->what(), HasSubstr(phrase));
    EXPECT_EQ(outcome.failure->attempts(), attempts);
}

/// Gives every scenario, over TCP and TLS. Silence over TLS could not be told from a handshake in progress.
std::vector<std::pair<Scenario, bool>> over_tcp_and_tls() {
    std::vector<std::pair<Scenario, bool>> all;
    for (const Scenario& scenario : scenarios) {
        all.emplace_back(scenario, false);
        if (scenario.peers.front() != Peer::IsSilent) {
            all.emplace_back(scenario, true);
        }
    }
    return all;
}

class UnderFire : public ::testing::TestWithParam<std::pair<Scenario, bool>> {};

INSTANTIATE_TEST_SUITE_P(Each, UnderFire, ::testing::ValuesIn(over_tcp_and_tls()), [](const auto& tested) {
    return std::string(std::get<0>(tested.param).name) + (std::get<1>(tested.param) ? "_tls" : "_tcp");
});

TEST_P(UnderFire, a_call_ends_as_the_table_says) {
    const auto& [scenario, tls] = GetParam();
    const test::TestCertificate certificate;
    Script script(scenario.peers);
    LoopbackServer server([&script](LoopbackServer::Peer& client) { script.play(client); },
                          tls ? &certificate : nullptr);
    Call call((tls ? "https" : "http") + ("://127.0.0.1:" + std::to_string(server.port())), scenario.limit,
              AwsOptions().ca_bundle(certificate.path()));
    int received = 0;
    const auto is_silent = [&](const runtime::Wait& wait) {
        const bool reads = wait.interests.size() == 1 && wait.interests[0].readiness == runtime::Readiness::Read;
        if (!reads || script.current() != Peer::IsSilent) {
            return false;
        }
        server.wait_for_requests(++received);
        return true;
    };
    const Outcome outcome = call.make(is_silent, [&script] { script.next_attempt(); });
    EXPECT_EQ(outcome.waits, scenario.waits);
    if (scenario.failure) {
        expect_failure(outcome, *scenario.failure, scenario.phrase, scenario.attempts);
    } else {
        ASSERT_TRUE(outcome.answer) << outcome.failure->what();
        EXPECT_EQ(outcome.answer->response.body, "answer.");
        EXPECT_EQ(outcome.answer->attempts, scenario.attempts);
    }
    const bool closes_at_once = scenario.peers.front() == Peer::ClosesAtOnce;
    EXPECT_EQ(closes_at_once ? server.connections() : server.requests(), scenario.attempts)
        << "the request was sent as often as the caller is told";
}

bool never(const runtime::Wait&) {
    return false;
}

TEST(Connecting, a_refused_connection_is_tried_in_every_attempt) {
    std::uint16_t port = 0;
    {
        const test::SilentAddress gone("127.0.0.1");
        port = gone.port();
    }
    Call call("http://127.0.0.1:" + std::to_string(port), Limit::Defaults);
    const Outcome outcome = call.make(never);
    expect_failure(outcome, ErrorCode::ConnectionFailed, "Connection refused", 4);
    EXPECT_EQ(outcome.waits, all_transient);
}

TEST(Connecting, a_silent_address_has_the_connect_timeout_of_every_attempt) {
    const test::SilentAddress silent("127.0.0.1");
    Call call("http://127.0.0.1:" + std::to_string(silent.port()), Limit::Defaults);
    const Outcome outcome = call.make([](const runtime::Wait&) { return true; });
    expect_failure(outcome, ErrorCode::TimedOut, "connecting to 127.0.0.1", 4);
    EXPECT_EQ(outcome.waits, all_transient);
}

TEST(Connecting, a_handshake_that_breaks_is_tried_in_every_attempt) {
    LoopbackServer server([](LoopbackServer::Peer& client) { client.read_some(); });
    Call call("https://127.0.0.1:" + std::to_string(server.port()), Limit::Defaults);
    const Outcome outcome = call.make(never);
    expect_failure(outcome, ErrorCode::TlsFailed, "handshake", 4);
    EXPECT_EQ(outcome.waits, all_transient);
    EXPECT_EQ(server.connections(), 4);
}

TEST(Connecting, a_certificate_that_is_not_trusted_is_looked_at_once) {
    const test::TestCertificate certificate;
    LoopbackServer server([](LoopbackServer::Peer& client) { client.read_some(); }, &certificate);
    Call call("https://127.0.0.1:" + std::to_string(server.port()), Limit::Defaults);
    const Outcome outcome = call.make(never);
    expect_failure(outcome, ErrorCode::TlsFailed, "the certificate is not trusted", 1);
    EXPECT_EQ(outcome.waits, Waits());
    EXPECT_EQ(server.connections(), 1);
}

}  // namespace
}  // namespace dynoxx::aws
