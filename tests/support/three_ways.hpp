#pragma once

#include <dynoxx/runtime.hpp>

#include "runtime/launch.hpp"

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <memory>
#include <vector>

namespace dynoxx::test {

/// The ways in which a flow can be run.
enum class Way { Blocking, OwnThread, UsersContext };

inline constexpr Way three_ways[] = {Way::Blocking, Way::OwnThread, Way::UsersContext};

inline const char* to_string(Way way) {
    switch (way) {
        case Way::Blocking:
            return "blocking";
        case Way::OwnThread:
            return "own_thread";
        default:
            return "users_context";
    }
}

/// A runtime, and flows that run on it in one of the three ways: a flow must not be able to tell them apart.
class Runner {
 public:
    explicit Runner(Way way)
        : way_(way), runtime_(way == Way::UsersContext ? Runtime(context_) : Runtime()), state_(runtime_.state()) {}

    [[nodiscard]] Runtime& runtime() noexcept { return runtime_; }
    [[nodiscard]] runtime::State& state() noexcept { return *state_; }

    /// Runs a flow to its end.
    template <class T>
    T run(const runtime::Flow<T>& flow) {
        if (way_ == Way::Blocking) {
            return runtime::run_blocking(state_, flow);
        }
        std::future<T> result = start(flow);
        run_context();
        return result.get();
    }

    /// Runs the user's context on so many threads until it has no work left; does nothing the other ways.
    void run_context(int threads = 1) {
        if (way_ == Way::UsersContext) {
            context_.restart();
            std::vector<std::future<void>> others;
            for (int i = 1; i < threads; ++i) {
                others.push_back(std::async(std::launch::async, [this] { context_.run(); }));
            }
            context_.run();
        }
    }

    /// Runs a flow in the background, blocking on a thread of the test's own.
    template <class T>
    std::future<T> run_beside(const runtime::Flow<T>& flow) {
        return std::async(std::launch::async, [this, flow] { return run<T>(flow); });
    }

    /// Starts a flow asynchronously.
    template <class T>
    std::future<T> start(const runtime::Flow<T>& flow) {
        return boost::asio::async_initiate<const boost::asio::use_future_t<>, void(std::exception_ptr, T)>(
            [this, flow](auto handler) { runtime::run_async<T>(state_, flow, std::move(handler)); },
            boost::asio::use_future);
    }

 private:
    Way way_;
    boost::asio::io_context context_;
    Runtime runtime_;
    std::shared_ptr<runtime::State> state_;
};

}  // namespace dynoxx::test
