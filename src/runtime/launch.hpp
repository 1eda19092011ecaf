#pragma once

#include "runtime/asio_driver.hpp"
#include "runtime/blocking_driver.hpp"
#include "runtime/state.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/system_executor.hpp>

#include <functional>
#include <optional>

/// The two ways to run a flow: to its end on this thread, or on the runtime's executor with a completion handler.
namespace dynoxx::runtime {

/// A flow that has not been given its context yet.
template <class T>
using Flow = std::function<task<T>(Context)>;

template <class T>
using Handler = boost::asio::any_completion_handler<void(std::exception_ptr, T)>;

/// Runs a flow to its end on the caller's thread. Throws at once on the runtime's own I/O thread.
template <class T>
T run_blocking(const std::shared_ptr<State>& state, const Flow<T>& flow) {
    if (state->on_io_thread()) {
        throw_error(Error(ErrorCode::LocalFailure,
                          "A blocking call was made on the runtime's own I/O thread, which would wait for itself. Use "
                          "async() there."));
    }
    BlockingDriver driver(state->system());
    const State::Call call(*state, driver);
    return driver.run(flow(Context(*state, driver, state->system())));
}

namespace launch_detail {

/// Keeps a handler's executor from running out of work until the handler is called.
template <class T>
using HandlerWork =
    boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler<T>, boost::asio::any_io_executor>>;

/// What a call in progress holds until its handler has been handed over: the runtime, its place among the calls that
/// `close()` waits for, and work on the runtime's executor, which a user's context would run out of while the call
/// waits for another thread.
class Hold {
 public:
    Hold(std::shared_ptr<State> state, std::shared_ptr<AsioDriver> driver, std::unique_ptr<State::Call> call)
        : state_(std::move(state)),
          driver_(std::move(driver)),
          call_(std::move(call)),
          work_(boost::asio::make_work_guard(driver_->executor())) {}

    [[nodiscard]] State& state() const noexcept { return *state_; }
    [[nodiscard]] AsioDriver& driver() const noexcept { return *driver_; }

 private:
    std::shared_ptr<State> state_;
    std::shared_ptr<AsioDriver> driver_;
    std::unique_ptr<State::Call> call_;
    boost::asio::executor_work_guard<boost::asio::any_io_executor> work_;
};

/// Calls a handler on its executor. Its cancellation slot and the work on its executor are left there as well: only
/// there may the slot be touched, and as soon as the handler runs its context may be gone.
template <class T>
void complete(Handler<T> handler, const boost::asio::any_io_executor& fallback, bool inside_initiation,
              std::exception_ptr exception, T value, std::optional<HandlerWork<T>> work, std::unique_ptr<Hold> held) {
    auto executor = boost::asio::get_associated_executor(handler, fallback);
    auto finish = [handler = std::move(handler), exception = std::move(exception), value = std::move(value),
                   work = std::move(work)]() mutable {
        boost::asio::get_associated_cancellation_slot(handler).clear();
        work.reset();
        std::move(handler)(std::move(exception), std::move(value));
    };
    if (inside_initiation) {  // a handler must never be called from inside the function that takes it
        boost::asio::post(fallback, [executor = std::move(executor), finish = std::move(finish),
                                     held = std::move(held)]() mutable { executor.execute(std::move(finish)); });
    } else {
        executor.execute(std::move(finish));
    }
}

template <class T>
Detached run_root(std::unique_ptr<Hold> hold, Flow<T> flow, Handler<T> handler, std::optional<HandlerWork<T>> work,
                  std::shared_ptr<std::atomic<bool>> initiating) {
    std::exception_ptr exception;
    T value{};
    try {
        value = co_await flow(Context(hold->state(), hold->driver(), hold->state().system()));
    } catch (...) {
        exception = std::current_exception();
    }
    flow = nullptr;
    hold->driver().retire();
    const boost::asio::any_io_executor fallback = hold->driver().executor();
    complete<T>(std::move(handler), fallback, *initiating, std::move(exception), std::move(value), std::move(work),
                std::move(hold));
}

}  // namespace launch_detail

/// Runs a flow on the runtime's executor; the handler is called on its own associated executor.
///
/// The handler's cancellation slot ends the flow's wait with `Cancelled`. On a closed runtime, which has nothing left
/// to run on, the handler is called before this function returns.
template <class T>
void run_async(const std::shared_ptr<State>& state, Flow<T> flow, Handler<T> handler,
               State::CallKind kind = State::CallKind::OfUser) {
    std::shared_ptr<AsioDriver> driver;
    std::unique_ptr<State::Call> call;
    try {
        state->require_open();  // before the driver, which starts the runtime's thread
        driver = std::make_shared<AsioDriver>(*state);
        call = std::make_unique<State::Call>(*state, *driver, kind);
    } catch (const Exception&) {
        launch_detail::complete<T>(std::move(handler), boost::asio::system_executor(), false, std::current_exception(),
                                   T{}, std::nullopt, nullptr);
        return;
    }
    auto slot = boost::asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected()) {
        slot.assign([weak = std::weak_ptr(driver)](boost::asio::cancellation_type) {
            if (const auto alive = weak.lock()) {
                alive->cancel();
            }
        });
    }
    auto initiating = std::make_shared<std::atomic<bool>>(true);
    auto executor = driver->executor();
    std::optional<launch_detail::HandlerWork<T>> work(
        boost::asio::make_work_guard(boost::asio::get_associated_executor(handler, executor)));
    auto hold = std::make_unique<launch_detail::Hold>(state, std::move(driver), std::move(call));
    boost::asio::dispatch(executor, [hold = std::move(hold), flow = std::move(flow), handler = std::move(handler),
                                     work = std::move(work), initiating]() mutable {
        launch_detail::run_root<T>(std::move(hold), std::move(flow), std::move(handler), std::move(work), initiating);
    });
    *initiating = false;
}

}  // namespace dynoxx::runtime
