#pragma once

#include "runtime/driver.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <vector>

namespace dynoxx::runtime {

/// Runs one call on an Asio executor: waits are `async_wait`s, deadlines wait in the runtime's one queue.
///
/// Every step of the call runs on one strand, or on the runtime's only I/O thread. Shared, because the deadline queue
/// and wakers may still hold it for a moment when the call has ended.
class AsioDriver final : public Driver, public std::enable_shared_from_this<AsioDriver> {
 public:
    explicit AsioDriver(State& state);
    ~AsioDriver() override;

    [[nodiscard]] std::unique_ptr<Attachment> attach(int descriptor) override;
    [[nodiscard]] std::shared_ptr<Waker> make_waker() override;
    void start(Wait& wait) override;
    void cancel() noexcept override;
    [[nodiscard]] bool cancelled() const noexcept override;

    [[nodiscard]] const boost::asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Ends the waits whose deadline is reached, whose waker was woken, or all of them if the call was cancelled.
    void review();

    /// Takes the driver out of the deadline queue: the call has ended. Reviews that were posted before do nothing then,
    /// for the runtime may have gone.
    void retire();

 private:
    class DescriptorAttachment;
    class PostWaker;

    void decide(Wait& wait, WaitOutcome outcome);
    void finish_if_idle(Wait& wait);
    void resume(Wait& wait);

    State& state_;
    boost::asio::any_io_executor executor_;
    std::vector<Wait*> waits_;
    SteadyTime queued_ = SteadyTime::max();
    bool retired_ = false;
    std::atomic<bool> cancelled_ = false;
};

}  // namespace dynoxx::runtime
