#include "http/connection_limits.hpp"

#include "support/http_client.hpp"
#include "support/loopback_server.hpp"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace dynoxx::http {
namespace {

using test::HttpClient;
using test::LoopbackServer;
using test::Way;
using Peer = LoopbackServer::Peer;

void echo(Peer& peer) {
    while (peer.read_request()) {
        peer.answer(peer.body());
    }
}

class MaximumOfConnections : public ::testing::TestWithParam<Way> {
 protected:
    /// Sends many requests at once and gives their answers.
    static std::vector<HttpClient::Answer> send_all(HttpClient& client, int count) {
        std::vector<std::future<HttpClient::Answer>> running;
        for (int i = 0; i < count; ++i) {
            running.push_back(GetParam() == Way::Blocking ? client.send_beside() : client.start());
        }
        client.runner.run_context();
        std::vector<HttpClient::Answer> answers;
        for (auto& one : running) {
            answers.push_back(one.get());
        }
        return answers;
    }
};

INSTANTIATE_TEST_SUITE_P(Each, MaximumOfConnections, ::testing::ValuesIn(test::three_ways),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(MaximumOfConnections, lets_requests_wait_for_each_other) {
    LoopbackServer server(echo);
    HttpClient client(GetParam(), "http", server.port());
    for (const std::size_t most : {std::size_t(1), std::size_t(3)}) {
        client.settings.max_connections = most;
        for (const HttpClient::Answer& answer : send_all(client, 20)) {
            ASSERT_TRUE(answer) << answer.error().detail;
        }
        EXPECT_LE(server.connections(), static_cast<int>(most));
    }
    EXPECT_EQ(server.requests(), 40);
}

TEST_P(MaximumOfConnections, frees_the_place_of_a_request_that_failed) {
    LoopbackServer server([](Peer& peer) {
        peer.read_request();
        peer.reset();
    });
    HttpClient client(GetParam(), "http", server.port());
    client.settings.max_connections = 1;
    for (const HttpClient::Answer& answer : send_all(client, 5)) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, FailureKind::Io) << answer.error().detail;
    }
}

TEST_P(MaximumOfConnections, is_waited_for_until_the_deadline) {
    LoopbackServer server([](Peer& peer) {
        peer.read_request();
        peer.wait_for_close();
    });
    HttpClient client(GetParam(), "http", server.port());
    client.settings.max_connections = 1;
    client.limit = std::chrono::milliseconds(30);
    for (const HttpClient::Answer& answer : send_all(client, 4)) {
        ASSERT_FALSE(answer);
        // The one before may have made room at the very end: then there was no time left to connect.
        EXPECT_TRUE(answer.error().kind == FailureKind::AttemptTimeout ||
                    answer.error().kind == FailureKind::ConnectTimeout)
            << answer.error().detail;
    }
}

}  // namespace
}  // namespace dynoxx::http
