#pragma once

#include "integration/mapper/user.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/fake_system.hpp"
#include "support/hasty_random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace dynoxx::tests {

/// The machine's clock, moved by hand.
class MovedClock final : public runtime::Clock {
 public:
    [[nodiscard]] runtime::SteadyTime steady_now() const override { return runtime::system().clock->steady_now(); }
    [[nodiscard]] runtime::SystemTime system_now() const override {
        return runtime::system().clock->system_now() + by_.load();
    }

    void advance(std::chrono::seconds by) { by_ = by_.load() + by; }

 private:
    std::atomic<std::chrono::seconds> by_{std::chrono::seconds(0)};
};

/// How an operation is run.
enum class Ending { Blocking, Awaited };

inline constexpr Ending both_endings[] = {Ending::Blocking, Ending::Awaited};

[[nodiscard]] inline const char* to_string(Ending ending) {
    return ending == Ending::Blocking ? "blocking" : "awaited";
}

/// A runtime that nothing of this process's environment or of the account's files gets into, and a way to run
/// operations on it.
class Setting {
 public:
    explicit Setting(Ending ending) : ending_(ending) {
        system_.clock = &clock;
        system_.environment = &fake.environment;
        system_.files = &fake.files;
        system_.random = &random_;
        fake.environment.set("AWS_EC2_METADATA_DISABLED", "true");  // an address outside of the machine
    }

    /// Gives a client; it must not be used after this object.
    [[nodiscard]] DynamoDBClient client(AwsOptions options) const {
        return DynamoDBClient(std::move(options), runtime);
    }

    /// Runs an operation and gives its failure; nothing if it succeeded.
    template <class Operation>
    [[nodiscard]] std::optional<Error> failure_of(Operation operation) {
        if (ending_ == Ending::Blocking) {
            const auto result = operation.try_run();
            return result ? std::nullopt : std::optional(result.error());
        }
        context_.restart();
        auto failure = boost::asio::co_spawn(context_, await(std::move(operation)), boost::asio::use_future);
        context_.run();
        return failure.get();
    }

    /// Runs an operation, which must succeed.
    template <class Operation>
    void expect_success(Operation operation) {
        const std::optional<Error> failure = failure_of(std::move(operation));
        EXPECT_FALSE(failure) << failure->what();
    }

    test::FakeSystem fake{};
    MovedClock clock{};

 private:
    template <class Operation>
    static boost::asio::awaitable<std::optional<Error>> await(Operation operation) {
        const auto result = co_await operation.try_async();
        if (result) {
            co_return std::nullopt;
        }
        co_return result.error();
    }

    Ending ending_;
    test::HastyRandom random_{};
    runtime::System system_{};
    boost::asio::io_context context_{};

 public:
    Runtime runtime = runtime::RuntimeMaker::make(system_, context_.get_executor());
};

/// Every case is run blocking and awaited.
class BothEndings : public ::testing::TestWithParam<Ending> {
 protected:
    Setting setting{GetParam()};
};

#define DYNOXX_BOTH_ENDINGS(Suite)                                           \
    INSTANTIATE_TEST_SUITE_P(Each, Suite, ::testing::ValuesIn(both_endings), \
                             [](const auto& tested) { return std::string(to_string(tested.param)); })

/// What a test expects of a failure.
struct Expected {
    ErrorKind kind;
    ErrorCode code;
    int attempts;
    std::vector<std::string> phrases;  ///< of `what()`
};

/// Checks a failure, and that it gives nothing away.
inline void expect_failure(const std::optional<Error>& failure, const Expected& expected,
                           const std::vector<std::string>& secrets = {}) {
    ASSERT_TRUE(failure) << "the operation succeeded";
    EXPECT_EQ(failure->kind(), expected.kind) << failure->what();
    EXPECT_EQ(failure->code(), expected.code) << failure->what();
    EXPECT_EQ(failure->attempts(), expected.attempts) << failure->what();
    for (const std::string& phrase : expected.phrases) {
        EXPECT_THAT(failure->what(), ::testing::HasSubstr(phrase));
    }
    for (const std::string& secret : secrets) {
        EXPECT_THAT(failure->what() + failure->service().aws_message, ::testing::Not(::testing::HasSubstr(secret)));
    }
}

/// A request for an item with the model's key.
[[nodiscard]] inline GetItemRequest get_request(const std::string& id = "u#1") {
    GetItemRequest request;
    request.table_name = "users";
    request.key.set("id", id);
    request.key.set("place", "home");
    return request;
}

/// A local AWS with table, bucket and key of the model.
struct UserAws : local::LocalAws {
    UserAws() {
        create_bucket("acme-avatars");
        create_key("alias/acme");
        const DynamoDBClient client(options(), Runtime());
        client.table<User>().create_table().wait().run();
    }

    static constexpr const char* role = "arn:aws:iam::123456789012:role/reader";
};

}  // namespace dynoxx::tests
