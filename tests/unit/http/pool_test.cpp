#include "http/pool.hpp"

#include "runtime/state.hpp"
#include "support/manual_clock.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;

/// A connection and the end at which the service would be.
class Pair {
 public:
    Pair() {
        std::array<int, 2> ends{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        connection = Connection(ends[0]);
        peer = Connection(ends[1]);
    }

    Connection connection;
    Connection peer;
};

constexpr std::size_t most = 4;

class Pools : public ::testing::Test {
 protected:
    Pools() : state_(boost::asio::any_io_executor(), system_), pool_(state_) {}

    int give(const std::string& key) {
        peers_.emplace_back();
        const int descriptor = peers_.back().connection.descriptor();
        pool_.give_back(key, std::move(peers_.back().connection), most);
        return descriptor;
    }

    int lease(const std::string& key) {
        std::optional<Connection> leased = pool_.lease(key);
        if (!leased) {
            return -1;
        }
        const int descriptor = leased->descriptor();
        leased_.push_back(std::move(*leased));
        return descriptor;
    }

    test::ManualClock clock_;
    std::vector<Pair> peers_;
    std::vector<Connection> leased_;
    runtime::System system_{&clock_, nullptr, nullptr, nullptr};
    runtime::State state_;
    Pool pool_;
};

TEST_F(Pools, give_the_connection_that_was_used_last) {
    const int first = give("a");
    const int second = give("a");
    EXPECT_EQ(lease("a"), second);
    EXPECT_EQ(lease("a"), first);
    EXPECT_EQ(lease("a"), -1);
}

TEST_F(Pools, keep_keys_apart) {
    give("a");
    EXPECT_EQ(lease("b"), -1);
    EXPECT_EQ(pool_.idle_count(), 1U);
}

TEST_F(Pools, drop_what_has_been_idle_for_too_long) {
    give("a");
    clock_.advance(Pool::max_idle + 1s);
    EXPECT_EQ(lease("a"), -1);
    EXPECT_EQ(pool_.idle_count(), 0U);
}

TEST_F(Pools, drop_the_old_one_when_a_young_one_comes_back) {
    give("a");
    clock_.advance(Pool::max_idle + 1s);
    const int young = give("a");
    EXPECT_EQ(pool_.idle_count(), 1U);
    EXPECT_EQ(lease("a"), young);
}

TEST_F(Pools, keep_the_youngest_when_there_are_too_many) {
    for (std::size_t i = 0; i < most + 3; ++i) {
        give("a");
    }
    EXPECT_EQ(pool_.idle_count(), most);
    char byte = 0;
    EXPECT_EQ(peers_[2].peer.read(std::span(&byte, 1)).kind, IoResult::Kind::Closed);
    EXPECT_EQ(peers_[3].peer.read(std::span(&byte, 1)).kind, IoResult::Kind::WantRead);
}

TEST_F(Pools, skip_what_the_service_has_closed) {
    const int open = give("a");
    give("a");
    peers_.back().peer = Connection();
    peers_.pop_back();
    EXPECT_EQ(lease("a"), open);
}

TEST_F(Pools, skip_what_has_bytes_that_nobody_asked_for) {
    give("a");
    EXPECT_EQ(peers_.back().peer.write("HTTP/1.1 408 Request Time-out\r\n\r\n").kind, IoResult::Kind::Bytes);
    EXPECT_EQ(lease("a"), -1);
    EXPECT_EQ(pool_.idle_count(), 0U);
}

}  // namespace
}  // namespace dynoxx::http
