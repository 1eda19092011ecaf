// What is left of a runtime after close(), and what its clients say then.
#include "client/client_core.hpp"
#include "client/credential_chain.hpp"
#include "http/pool.hpp"
#include "integration/client/setting.hpp"
#include "runtime/launch.hpp"
#include "support/loopback_server.hpp"
#include "support/silent_address.hpp"

#include <future>
#include <thread>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;
using test::LoopbackServer;

AwsOptions options_for(const std::string& host, std::uint16_t port) {
    return AwsOptions()
        .region("us-east-1")
        .credentials("AKIDEXAMPLE", "secret")
        .endpoint("http://" + host + ":" + std::to_string(port));
}

class Close : public BothEndings {
 protected:
    template <class Operation>
    void expect_closed(const Operation& operation) {
        const std::optional<Error> failure = setting.failure_of(operation);
        ASSERT_TRUE(failure) << "the operation succeeded";
        EXPECT_EQ(failure->code(), ErrorCode::ClientClosed) << failure->what();
        EXPECT_EQ(failure->attempts(), 0);
        EXPECT_THAT(failure->what(), ::testing::HasSubstr("Make a new Runtime"));
    }
};
DYNOXX_BOTH_ENDINGS(Close);

TEST_P(Close, makes_every_use_afterwards_a_clear_error) {
    UserAws aws;
    const DynamoDBClient client = setting.client(aws.options());
    const Table<User> users = client.table<User>();
    const User ada = make_user("u#1");
    const User stored = users.put(ada).run();
    setting.runtime.close();
    setting.runtime.close();
    expect_closed(client.get_item(get_request()));
    expect_closed(users.put(stored));
    expect_closed(users.query("u#1").pages().next());
    expect_closed(stored.avatar.read());
    expect_closed(stored.avatar.presigned_url(1h));
    expect_closed(setting.client(aws.options()).get_item(get_request()));
    EXPECT_EQ(client.config().required_region().value(), "us-east-1") << "what was set can still be read";
}

TEST_P(Close, drops_credentials_keys_and_connections) {
    UserAws aws;
    const AwsOptions options = aws.options().role_arn(UserAws::role).role_session_name("test");
    const auto core = std::make_shared<detail::ClientCore>(options, setting.runtime, http::network_transport());
    const DynamoDBClient client(core);
    const User ada = make_user("u#1");
    setting.expect_success(client.table<User>().put(ada));
    const std::shared_ptr<runtime::State> state = setting.runtime.state();
    const std::weak_ptr<aws::CredentialsCache> credentials =
        detail::credentials_of(client.config(), *state, http::network_transport());
    EXPECT_TRUE(core->state()->has_kms());
    EXPECT_FALSE(credentials.expired());
    EXPECT_NE(state->service<http::Pool>().idle_count(), 0U);
    setting.runtime.close();
    EXPECT_FALSE(core->state()->has_kms());
    EXPECT_TRUE(credentials.expired());
    EXPECT_EQ(state->service<http::Pool>().idle_count(), 0U);
}

TEST(CloseWithCallsInProgress, ends_a_blocking_call_that_waits_for_a_connection) {
    const test::SilentAddress silent("127.0.0.1");
    Runtime runtime;
    const DynamoDBClient client(options_for("127.0.0.1", silent.port()).connect_timeout(0ms), runtime);
    auto failure = std::async(std::launch::async, [&] { return client.get_item(get_request()).try_run().error(); });
    while (client.requests().empty()) {
        std::this_thread::yield();
    }
    runtime.close(0ms);
    EXPECT_EQ(failure.get().code(), ErrorCode::Cancelled);
}

TEST(CloseWithCallsInProgress, ends_all_of_them_blocking_and_awaited) {
    LoopbackServer server([](LoopbackServer::Peer& peer) {
        peer.read_request();
        peer.wait_for_close();
    });
    Runtime runtime;
    const DynamoDBClient client(options_for("127.0.0.1", server.port()), runtime);
    std::vector<std::future<ErrorCode>> all;
    for (int i = 0; i < 3; ++i) {
        all.push_back(
            std::async(std::launch::async, [&] { return client.get_item(get_request()).try_run().error().code(); }));
        all.push_back(std::async(std::launch::async, [&] {
            return client.get_item(get_request()).try_async(boost::asio::use_future).get().error().code();
        }));
    }
    server.wait_for_requests(6);
    runtime.close(1ms);
    for (std::future<ErrorCode>& one : all) {
        EXPECT_EQ(one.get(), ErrorCode::Cancelled);
    }
    server.wait_for_closed(6);
}

TEST(OwnThread, refuses_what_would_wait_for_itself) {
    UserAws aws;
    Runtime runtime;
    const DynamoDBClient client(aws.options(), runtime);
    std::promise<std::pair<ErrorCode, ErrorCode>> seen;
    client.get_item(get_request()).async([&](std::exception_ptr, GetItemResponse) {
        const Error blocking = client.get_item(get_request()).try_run().error();
        try {
            runtime.close();
            seen.set_value({blocking.code(), ErrorCode::Cancelled});
        } catch (const LocalException& exception) {
            seen.set_value({blocking.code(), exception.error().code()});
        }
    });
    EXPECT_EQ(seen.get_future().get(), std::pair(ErrorCode::LocalFailure, ErrorCode::LocalFailure));
    EXPECT_TRUE(client.get_item(get_request()).try_run());
}

}  // namespace
}  // namespace dynoxx::tests
