#include "http/connector.hpp"

#include "support/loopback_server.hpp"
#include "support/silent_address.hpp"
#include "support/three_ways.hpp"
#include "support/watched_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <optional>
#include <string>
#include <vector>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using test::address_of;
using test::LoopbackServer;
using test::SilentAddress;
using test::WatchedDriver;
using test::Way;
using ::testing::HasSubstr;

/// What became of one attempt to connect, and how long each of its waits was to be.
struct Attempt {
    std::optional<Failure> failure;
    std::vector<runtime::SteadyTime::duration> waits;
};

/// Connects; the time of the first `hurried` waits is up at once.
runtime::task<Attempt> connect_watched(runtime::Context context, std::vector<Address> addresses, std::uint16_t port,
                                       int hurried) {
    Attempt attempt;
    const auto hurry = [&](runtime::Driver&, runtime::Wait& wait, int number) {
        attempt.waits.push_back(wait.deadline - context.now());
        if (number <= hurried) {
            wait.deadline = runtime::SteadyTime::min();
        }
    };
    WatchedDriver driver(context.driver(), hurry, nullptr);
    const runtime::Context seen(context.state(), driver, context.system(), context.deadline());
    const Origin origin("http", "several.example", port);
    const Outcome<Connection> connection = co_await connect_to_any(seen, addresses, origin);
    if (!connection) {
        attempt.failure = connection.error();
    }
    co_return attempt;
}

class Connector : public ::testing::TestWithParam<Way> {
 protected:
    Attempt connect(std::vector<Address> addresses, int hurried) {
        test::Runner runner(GetParam());
        return runner.run<Attempt>([&](runtime::Context context) {
            return connect_watched(context.within(1min), addresses, server.port(), hurried);
        });
    }

    LoopbackServer server{[](LoopbackServer::Peer& peer) { peer.wait_for_close(); }};
};

INSTANTIATE_TEST_SUITE_P(Each, Connector, ::testing::ValuesIn(test::three_ways),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(Connector, asks_the_next_address_when_the_first_is_silent_for_a_moment) {
    const SilentAddress silent("127.0.0.2", server.port());
    const Attempt attempt = connect({silent.address, address_of("127.0.0.1")}, 1);
    EXPECT_FALSE(attempt.failure) << attempt.failure->detail;
    ASSERT_EQ(attempt.waits.size(), 2U);
    EXPECT_LE(attempt.waits[0], 250ms);
    EXPECT_GT(attempt.waits[1], 50s) << "the last address has all the time that is left";
}

TEST_P(Connector, asks_the_next_address_at_once_when_one_refuses) {
    const Attempt attempt = connect({address_of("127.0.0.2"), address_of("127.0.0.1")}, 0);
    EXPECT_FALSE(attempt.failure) << attempt.failure->detail;
}

TEST_P(Connector, says_which_addresses_refused) {
    const Attempt attempt = connect({address_of("127.0.0.2"), address_of("127.0.0.3")}, 0);
    ASSERT_TRUE(attempt.failure);
    EXPECT_EQ(attempt.failure->kind, FailureKind::Connect);
    EXPECT_THAT(attempt.failure->detail, HasSubstr("127.0.0.2 port"));
    EXPECT_THAT(attempt.failure->detail, HasSubstr("127.0.0.3 port"));
}

TEST_P(Connector, gives_up_when_every_address_is_silent_until_the_deadline) {
    const SilentAddress first("127.0.0.2", server.port());
    const SilentAddress second("127.0.0.3", server.port());
    const Attempt attempt = connect({first.address, second.address}, 2);
    ASSERT_TRUE(attempt.failure);
    EXPECT_EQ(attempt.failure->kind, FailureKind::ConnectTimeout);
    EXPECT_THAT(attempt.failure->detail, HasSubstr("127.0.0.3 port"));
}

/// Gives a socket option of a fresh connection.
runtime::task<int> option_of_connection(runtime::Context context, Origin origin, TransportSettings settings, int level,
                                        int name) {
    const Outcome<Connection> connection = co_await http::connect(context, origin, nullptr, settings);
    int value = -1;
    socklen_t length = sizeof value;
    if (connection) {
        ::getsockopt(connection->descriptor(), level, name, &value, &length);
    }
    co_return value;
}

TEST_P(Connector, lets_tcp_test_silent_connections_if_asked) {
    test::Runner runner(GetParam());
    const Origin origin("http", "127.0.0.1", server.port());
    TransportSettings settings;
    const auto option = [&](int level, int name) {
        return runner.run<int>([&, level, name](runtime::Context context) {
            return option_of_connection(context, origin, settings, level, name);
        });
    };
    EXPECT_EQ(option(SOL_SOCKET, SO_KEEPALIVE), 0);
    settings.tcp_keepalive = true;
    EXPECT_EQ(option(SOL_SOCKET, SO_KEEPALIVE), 1);
    EXPECT_EQ(option(IPPROTO_TCP, TCP_KEEPIDLE), 30);
}

}  // namespace
}  // namespace dynoxx::http
