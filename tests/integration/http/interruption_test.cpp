#include "support/http_client.hpp"
#include "support/loopback_server.hpp"
#include "support/thread_count.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <atomic>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using test::HttpClient;
using test::LoopbackServer;
using test::Way;
using Peer = LoopbackServer::Peer;

void echo(Peer& peer) {
    while (peer.read_request()) {
        peer.answer(peer.body());
    }
}

void never_answer(Peer& peer) {
    peer.read_request();
    peer.wait_for_close();
}

/// What happens to requests from outside, at each of their waits.
class Interruptions : public ::testing::TestWithParam<std::tuple<Way, bool>> {
 protected:
    [[nodiscard]] static Way way() { return std::get<0>(GetParam()); }

    void serve(LoopbackServer::Script script) {
        if (std::get<1>(GetParam())) {
            certificate_ = std::make_unique<test::TestCertificate>();
        }
        server_ = std::make_unique<LoopbackServer>(std::move(script), certificate_.get());
        client_ = std::make_unique<HttpClient>(way(), certificate_ ? "https" : "http", server_->port());
        client_->settings.tls.ca_bundle = certificate_ ? certificate_->path() : "";
    }

    std::unique_ptr<test::TestCertificate> certificate_;
    std::unique_ptr<HttpClient> client_;
    std::unique_ptr<LoopbackServer> server_;  // goes first: its threads may still be about to leave the client's driver
};

INSTANTIATE_TEST_SUITE_P(Each, Interruptions,
                         ::testing::Combine(::testing::ValuesIn(test::three_ways), ::testing::Bool()),
                         [](const auto& tested) {
                             return std::string(to_string(std::get<0>(tested.param))) +
                                    (std::get<1>(tested.param) ? "_tls" : "_tcp");
                         });

TEST_P(Interruptions, cancel_a_request_at_each_of_its_waits) {
    serve(echo);
    client_->origin.host = "localhost";
    client_->request.body.assign(4 * 1024 * 1024, 'x');
    bool cancelled = true;
    for (int at = 1; cancelled && at < 100'000; at += at < 20 ? 1 : at) {
        cancelled = false;
        // A wait may be for a descriptor that is ready already: what counts is that a cancelled call does not go on.
        const auto cancel = [&](runtime::Driver& driver, runtime::Wait&, int number) {
            if (number == at) {
                cancelled = true;
                driver.cancel();
            }
        };
        const HttpClient::Answer answer = client_->send_watched(nullptr, cancel);
        ASSERT_EQ(answer.has_value(), !cancelled) << "wait " << at;
        if (cancelled) {
            EXPECT_EQ(answer.error().kind, FailureKind::Cancelled) << "wait " << at << ": " << answer.error().detail;
        }
    }
    ASSERT_TRUE(client_->send());
}

TEST_P(Interruptions, end_a_request_that_is_out_of_time_at_each_of_its_waits) {
    serve(echo);
    client_->request.body.assign(4 * 1024 * 1024, 'x');
    bool ended = true;
    for (int at = 1; ended && at < 100'000; at += at < 20 ? 1 : at) {
        ended = false;
        const auto hurry = [&](runtime::Driver&, runtime::Wait& wait, int number) {
            if (number == at) {
                ended = true;
                wait.deadline = runtime::SteadyTime::min();
                wait.interests = {};
            }
        };
        const HttpClient::Answer answer = client_->send_watched(hurry, nullptr);
        ASSERT_EQ(answer.has_value(), !ended) << "wait " << at;
        if (ended) {
            const FailureKind kind = answer.error().kind;
            EXPECT_TRUE(kind == FailureKind::ConnectTimeout || kind == FailureKind::ReadTimeout)
                << answer.error().detail;
        }
    }
    ASSERT_TRUE(client_->send());
}

TEST_P(Interruptions, cancel_a_request_that_waits_for_its_answer) {
    std::atomic<runtime::Driver*> driver = nullptr;
    serve([&](Peer& peer) {
        peer.read_request();
        driver.load()->cancel();
        peer.wait_for_close();
    });
    const auto remember = [&](runtime::Driver& own, runtime::Wait&, int) { driver = &own; };
    const HttpClient::Answer answer = client_->send_watched(remember, nullptr);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, FailureKind::Cancelled) << answer.error().detail;
}

TEST_P(Interruptions, end_all_requests_in_flight_when_the_runtime_closes) {
    constexpr int count = 5;
    serve(never_answer);
    std::vector<std::future<HttpClient::Answer>> all;
    for (int i = 0; i < (way() == Way::UsersContext ? 1 : count); ++i) {
        all.push_back(client_->send_beside());
    }
    server_->wait_for_requests(static_cast<int>(all.size()));
    client_->runner.runtime().close(1ms);
    for (auto& one : all) {
        const HttpClient::Answer answer = one.get();
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, FailureKind::Cancelled) << answer.error().detail;
    }
    EXPECT_THROW(static_cast<void>(client_->send()), ConnectionException);
}

TEST_P(Interruptions, let_requests_in_flight_finish_before_the_runtime_closes) {
    std::promise<void> closing;
    serve([&](Peer& peer) {
        peer.read_request();
        closing.get_future().wait();
        peer.answer("late");
        peer.wait_for_close();
    });
    auto result = client_->send_beside();
    server_->wait_for_requests(1);
    auto closed = std::async(std::launch::async, [&] { client_->runner.runtime().close(1h); });
    closing.set_value();
    const HttpClient::Answer answer = result.get();
    closed.get();
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body, "late");
}

TEST_P(Interruptions, close_idle_connections_with_the_runtime) {
    serve(echo);
    ASSERT_TRUE(client_->send());
    client_->runner.runtime().close();
    server_->wait_for_closed(1);
}

/// What only asynchronous calls can run into.
class Handlers : public ::testing::TestWithParam<Way> {};

INSTANTIATE_TEST_SUITE_P(Each, Handlers, ::testing::Values(Way::OwnThread, Way::UsersContext),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(Handlers, end_with_cancelled_when_their_cancellation_slot_says_so) {
    LoopbackServer server(never_answer);
    HttpClient client(GetParam(), "http", server.port());
    boost::asio::io_context context;
    boost::asio::cancellation_signal signal;
    std::optional<HttpClient::Answer> answer;
    const std::shared_ptr<runtime::State> state = client.runner.state().shared_from_this();
    auto handler = boost::asio::bind_executor(
        context.get_executor(),
        boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr failure, HttpClient::Answer given) {
            EXPECT_FALSE(failure);
            answer = std::move(given);
        }));
    runtime::run_async<HttpClient::Answer>(
        state,
        [&](runtime::Context call) {
            return network_transport().send(call, client.origin, client.request, client.settings);
        },
        std::move(handler));
    auto others = std::async(std::launch::async, [&] { client.runner.run_context(); });
    server.wait_for_requests(1);
    boost::asio::post(context, [&] { signal.emit(boost::asio::cancellation_type::terminal); });
    context.run();  // ends only when the handler has been called: the call keeps it busy
    others.get();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().kind, FailureKind::Cancelled);
}

runtime::task<int> nap(runtime::Context context) {
    co_await context.sleep(1us);
    co_return 1;
}

TEST(CompletionHandlers, may_call_the_runtime_while_it_closes) {
    for (int i = 0; i < 200; ++i) {
        Runtime runtime;
        const std::shared_ptr<runtime::State> state = runtime.state();
        std::promise<bool> called;
        runtime::run_async<int>(state, nap, [&](std::exception_ptr, int) { called.set_value(state->on_io_thread()); });
        runtime.close();
        EXPECT_TRUE(called.get_future().get());
    }
}

}  // namespace
}  // namespace dynoxx::http
