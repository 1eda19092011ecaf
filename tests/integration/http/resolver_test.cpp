#include "http/resolver.hpp"

#include "support/three_ways.hpp"
#include "support/truncating_name_server.hpp"
#include "support/watched_driver.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using test::TruncatingNameServer;
using test::WatchedDriver;
using test::Way;
using Found = Outcome<std::vector<Address>>;

/// Resolves a name; each wait for a TCP connection begins when the server has broken that connection.
runtime::task<Found> resolve_late(runtime::Context context, const TruncatingNameServer& server) {
    int awaited = 0;
    const auto wait_for_the_end = [&](runtime::Driver&, runtime::Wait& wait, int) {
        const bool connects = std::ranges::any_of(wait.interests, [](const runtime::Interest& interest) {
            return interest.readiness == runtime::Readiness::Write;
        });
        awaited += connects ? 1 : 0;
        while (connects && server.broken() < awaited) {
            std::this_thread::yield();
        }
    };
    WatchedDriver driver(context.driver(), wait_for_the_end, nullptr);
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
    EXPECT_GT(server.broken(), 0);
}

}  // namespace
}  // namespace dynoxx::http
