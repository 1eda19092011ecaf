#include "aws/token_refresh.hpp"

#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;
using test::FakeDriver;

struct FakeToken : SessionToken {
    FakeToken() {}
    FakeToken(std::string text, runtime::SystemTime end) : name(std::move(text)) { expires_at = end; }

    std::string name{};
};

/// A session whose file is a member; its refresh takes a time, then gives `refreshed-1`, `refreshed-2` and so on.
class FakeSession final : public TokenSession {
 public:
    explicit FakeSession(test::FakeMachine& machine) : machine_(machine) {}

    [[nodiscard]] SharedToken read(const runtime::System&) const override { return std::make_shared<FakeToken>(file); }

    [[nodiscard]] task<SharedToken> refresh(Context context, SharedToken token) override {
        ++refreshes;
        of.push_back(static_cast<const FakeToken&>(*token).name);
        return give(context, *this);
    }

    [[nodiscard]] bool write_back(const runtime::System&, const SessionToken& token) const override {
        if (is_writable) {
            file = static_cast<const FakeToken&>(token);
        }
        return is_writable;
    }

    [[nodiscard]] std::string ended() const override { return "The session has ended."; }

    void sign_in(std::string name, std::chrono::seconds left) {
        file = FakeToken(std::move(name), machine_.clock.system_now() + left);
    }

    mutable FakeToken file{};
    std::chrono::milliseconds takes{50};
    std::optional<Error> failure{};
    bool is_writable = true;
    int refreshes = 0;
    std::vector<std::string> of{};  ///< the tokens that were refreshed

 private:
    static task<SharedToken> give(Context context, FakeSession& self) {
        const WaitOutcome waited = co_await context.sleep(self.takes);
        if (waited != WaitOutcome::Ready) {
            throw_error(waited == WaitOutcome::Cancelled ? Error(ErrorCode::Cancelled, "cancelled")
                                                         : Error(ErrorCode::TimedOut, "timed out"));
        }
        if (self.failure) {
            throw_error(*self.failure);
        }
        const auto token = std::make_shared<FakeToken>("refreshed-" + std::to_string(self.refreshes),
                                                       self.machine_.clock.system_now() + 1h);
        co_return token;
    }

    test::FakeMachine& machine_;
};

class TokenRefreshing : public ::testing::Test {
 protected:
    using Got = std::shared_ptr<test::Running<SharedToken>>;

    static std::string name_of(const SharedToken& token) { return static_cast<const FakeToken&>(*token).name; }

    Got launch(FakeDriver& driver) { return driver.launch(refresh.get(machine.context(driver), session)); }

    std::string get() {
        FakeDriver driver(machine.clock);
        return name_of(driver.run(refresh.get(machine.context(driver), session)));
    }

    Error error() {
        try {
            ADD_FAILURE() << get();
        } catch (const Exception& exception) {
            return exception.error();
        }
        return {};
    }

    test::FakeMachine machine{};
    FakeSession session{machine};
    TokenRefresh refresh{};
};

TEST_F(TokenRefreshing, leaves_a_token_alone_that_lives_for_five_minutes) {
    session.sign_in("first", 5min);
    EXPECT_EQ(get(), "first");
    machine.clock.advance(1s);
    EXPECT_EQ(get(), "refreshed-1");
}

TEST_F(TokenRefreshing, is_one_flight_for_all_who_have_the_session) {
    session.sign_in("first", 1min);
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    FakeDriver waiting(machine.clock);
    const Got waiter = launch(waiting);
    leading.finish();
    waiting.finish();
    EXPECT_EQ(name_of(leader->get()), "refreshed-1");
    EXPECT_EQ(name_of(waiter->get()), "refreshed-1");
    EXPECT_EQ(session.refreshes, 1);
}

TEST_F(TokenRefreshing, gives_the_failure_of_the_flight_to_all_who_wait_for_it) {
    session.sign_in("first", -1min);
    session.failure = Error(ErrorCode::ConnectionFailed, "nobody answered");
    FakeDriver driver(machine.clock);
    const Got leader = launch(driver);
    const Got waiter = launch(driver);
    driver.finish();
    for (const Got& one : {leader, waiter}) {
        try {
            static_cast<void>(one->get());
            ADD_FAILURE();
        } catch (const Exception& exception) {
            EXPECT_EQ(exception.error().code(), ErrorCode::CredentialsSourceFailed);
            EXPECT_EQ(exception.error().what(), "The session has ended. (nobody answered)");
        }
    }
    EXPECT_EQ(session.refreshes, 1);
}

TEST_F(TokenRefreshing, is_led_by_the_next_when_its_leader_is_cancelled) {
    session.sign_in("first", -1min);
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    FakeDriver waiting(machine.clock);
    const Got waiter = launch(waiting);
    leading.cancel();
    leading.pump();
    EXPECT_THROW(static_cast<void>(leader->get()), CancelledException);
    waiting.finish();
    EXPECT_EQ(name_of(waiter->get()), "refreshed-2");
}

TEST_F(TokenRefreshing, is_led_by_the_next_when_nobody_runs_its_leader_any_more) {
    session.sign_in("first", -1min);
    FakeDriver stopped(machine.clock);
    const Got leader = launch(stopped);
    FakeDriver waiting(machine.clock);
    const Got waiter = launch(waiting);
    waiting.finish();
    EXPECT_EQ(name_of(waiter->get()), "refreshed-2");
    EXPECT_FALSE(leader->finished());
    stopped.finish();
    EXPECT_TRUE(leader->finished());
    EXPECT_EQ(get(), "refreshed-2");
    EXPECT_EQ(session.refreshes, 2);
}

TEST_F(TokenRefreshing, can_be_left_by_who_waits_for_it) {
    session.sign_in("first", -1min);
    FakeDriver leading(machine.clock);
    const Got leader = launch(leading);
    FakeDriver cancelled(machine.clock);
    const Got first = launch(cancelled);
    cancelled.cancel();
    cancelled.pump();
    EXPECT_THROW(static_cast<void>(first->get()), CancelledException);
    FakeDriver late(machine.clock);
    const Got second = late.launch(refresh.get(machine.context(late).within(10ms), session));
    late.finish();
    EXPECT_THROW(static_cast<void>(second->get()), TimeoutException);
    leading.finish();
    EXPECT_EQ(name_of(leader->get()), "refreshed-1");
}

TEST_F(TokenRefreshing, keeps_a_token_that_cannot_be_written_and_refreshes_that_one) {
    session.sign_in("first", 1min);
    session.is_writable = false;
    EXPECT_EQ(get(), "refreshed-1");
    machine.clock.advance(30min);
    EXPECT_EQ(get(), "refreshed-1");
    EXPECT_EQ(session.refreshes, 1);
    machine.clock.advance(26min);
    EXPECT_EQ(get(), "refreshed-2");
    machine.clock.advance(56min);
    session.is_writable = true;
    EXPECT_EQ(get(), "refreshed-3");
    EXPECT_EQ(get(), "refreshed-3");
    EXPECT_EQ(session.of, (std::vector<std::string>{"first", "refreshed-1", "refreshed-2"}));
}

TEST_F(TokenRefreshing, forgets_what_it_keeps_when_somebody_signs_in_again) {
    session.sign_in("first", 1min);
    session.is_writable = false;
    EXPECT_EQ(get(), "refreshed-1");
    session.sign_in("second", 8h);
    EXPECT_EQ(get(), "second");
}

TEST_F(TokenRefreshing, pauses_by_the_steady_clock) {
    session.sign_in("first", 1h);
    session.failure = Error(ErrorCode::ConnectionFailed, "nobody answered");
    machine.clock.advance(56min);
    EXPECT_EQ(get(), "first");
    machine.clock.set_back(1min);  // the wall clock alone, as its owner may
    machine.clock.advance(30s);
    EXPECT_EQ(get(), "first");
    EXPECT_EQ(session.refreshes, 2);
    machine.clock.set_back(-2min);
    EXPECT_EQ(get(), "first");
    EXPECT_EQ(session.refreshes, 2);
}

TEST_F(TokenRefreshing, of_a_token_that_cannot_be_refreshed_is_an_error_when_it_has_ended) {
    session.sign_in("first", 1min);
    session.file.can_refresh = false;
    EXPECT_EQ(get(), "first");
    machine.clock.advance(1min);
    EXPECT_EQ(error().code(), ErrorCode::ExpiredCredentials);
    EXPECT_EQ(session.refreshes, 0);
}

}  // namespace
}  // namespace dynoxx::aws
