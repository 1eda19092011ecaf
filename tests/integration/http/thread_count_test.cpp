#include "support/thread_count.hpp"
#include "support/http_client.hpp"
#include "support/loopback_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using test::HttpClient;
using test::LoopbackServer;
using test::thread_count;
using test::Way;

void echo(LoopbackServer::Peer& peer) {
    while (peer.read_request()) {
        peer.answer(peer.body());
    }
}

/// Sends one request and gives the largest number of threads that were there at any of its waits.
std::size_t most_threads(HttpClient& client, const std::function<void(const HttpClient::Answer&)>& check) {
    std::size_t most = 0;
    const auto count = [&most](runtime::Driver&, runtime::Wait&, int) { most = std::max(most, thread_count()); };
    check(client.send_watched(count, count));
    return std::max(most, thread_count());
}

class ThreadCount : public ::testing::TestWithParam<Way> {};

INSTANTIATE_TEST_SUITE_P(Each, ThreadCount, ::testing::ValuesIn(test::three_ways),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(ThreadCount, is_what_was_promised_with_a_name_to_resolve) {
    LoopbackServer server(echo);
    const std::size_t before = thread_count();
    HttpClient client(GetParam(), "http", server.port());
    client.origin.host = "localhost";
    const std::size_t most =
        most_threads(client, [](const HttpClient::Answer& answer) { ASSERT_TRUE(answer) << answer.error().detail; });
    EXPECT_EQ(most, before + (GetParam() == Way::OwnThread ? 1 : 0));
}

TEST_P(ThreadCount, is_what_was_promised_with_a_name_that_does_not_exist) {
    const std::size_t before = thread_count();
    HttpClient client(GetParam(), "http", 80);
    client.origin.host = "no-such-host.invalid";
    client.settings.connect_timeout = 300ms;  // where no name server answers
    const std::size_t most = most_threads(client, [](const HttpClient::Answer& answer) {
        ASSERT_FALSE(answer);
        EXPECT_TRUE(answer.error().kind == FailureKind::Name || answer.error().kind == FailureKind::ConnectTimeout);
        EXPECT_NE(answer.error().detail.find("no-such-host.invalid"), std::string::npos);
    });
    EXPECT_EQ(most, before + (GetParam() == Way::OwnThread ? 1 : 0));
}

}  // namespace
}  // namespace dynoxx::http
