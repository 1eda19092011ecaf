#include "http/resolver.hpp"

#include "support/three_ways.hpp"
#include "support/truncating_name_server.hpp"
#include "support/watched_driver.hpp"

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <stdexcept>
#include <thread>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using test::TruncatingNameServer;
using test::WatchedDriver;
using test::Way;
using Found = Outcome<std::vector<Address>>;

/// Gives the port that a TCP socket has on this side, 0 for any other socket.
std::uint16_t own_port(int socket) {
    int type = 0;
    socklen_t type_length = sizeof type;
    sockaddr_in place{};
    socklen_t length = sizeof place;
    if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &type_length) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&place), &length) != 0) {
        throw std::runtime_error("the resolver waits for something that is not a socket");
    }
    return type == SOCK_STREAM ? ntohs(place.sin_port) : 0;
}

/// A driver that lets a flow wait for a TCP connection only when the name server has broken that connection.
class LateDriver final : public WatchedDriver {
 public:
    LateDriver(runtime::Driver& driver, const TruncatingNameServer& server)
        : WatchedDriver(driver, nullptr, nullptr), server_(server) {}

    [[nodiscard]] std::unique_ptr<runtime::Attachment> attach(int descriptor) override {
        const std::uint16_t port = own_port(descriptor);
        while (port != 0 && !server_.has_broken(port)) {
            std::this_thread::yield();
        }
        return WatchedDriver::attach(descriptor);
    }

 private:
    const TruncatingNameServer& server_;
};

runtime::task<Found> resolve_late(runtime::Context context, const TruncatingNameServer& server) {
    LateDriver driver(context.driver(), server);
    const runtime::Context seen(context.state(), driver, context.system(), context.deadline());
    Resolver& resolver = context.state().service<Resolver>();
    resolver.ask(server.servers());
    Found found = co_await resolver.resolve(seen, "host.example");
    co_return found;
}

class Resolvers : public ::testing::TestWithParam<Way> {};

INSTANTIATE_TEST_SUITE_P(Each, Resolvers, ::testing::ValuesIn(test::three_ways),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(Resolvers, raise_no_signal_when_a_name_server_breaks_a_connection) {
    const TruncatingNameServer server;
    test::Runner runner(GetParam());
    const Found found =
        runner.run<Found>([&](runtime::Context context) { return resolve_late(context.within(10s), server); });
    ASSERT_TRUE(found.has_error());
    EXPECT_EQ(found.error().kind, FailureKind::Name) << found.error().detail;
    EXPECT_TRUE(server.has_broken_any());
}

}  // namespace
}  // namespace dynoxx::http
