#include "runtime/blocking_driver.hpp"

#include <boost/container/small_vector.hpp>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace dynoxx::runtime {

namespace {

class PlainAttachment final : public Attachment {
 public:
    explicit PlainAttachment(int attached) : descriptor(attached) {}
    int descriptor;
};

/// Gives poll's timeout: rounded up, so that a deadline is never found unreached after the wait.
int poll_timeout(SteadyTime deadline, SteadyTime now) {
    if (deadline == SteadyTime::max()) {
        return -1;
    }
    if (deadline <= now) {
        return 0;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now).count();
    return static_cast<int>(std::min<std::int64_t>(left, 60'000));
}

}  // namespace

/// What other threads may touch of a blocking call: it outlives the call in their hands.
///
/// A call that polls sockets and nothing else is cancelled by shutting those down, so that it needs no descriptor of
/// its own; one that only sleeps waits on a condition; only a call that does both or has a waker makes an eventfd.
class BlockingDriver::Bell {
 public:
    ~Bell() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    void ring() noexcept {
        const std::lock_guard lock(mutex_);
        ring_locked();
    }

    void cancel() noexcept {
        const std::lock_guard lock(mutex_);
        cancelled_.store(true, std::memory_order_release);
        for (const pollfd& polled : polled_) {
            ::shutdown(polled.fd, SHUT_RDWR);
        }
        ring_locked();
    }

    [[nodiscard]] bool cancelled() const noexcept { return cancelled_.load(std::memory_order_acquire); }

    /// Polls descriptors; `wakeable` says that a ring must end the poll. Gives poll's result.
    int poll(std::span<pollfd> descriptors, std::span<pollfd> with_bell, bool wakeable, int timeout) {
        {
            const std::lock_guard lock(mutex_);
            if (cancelled() || (wakeable && std::exchange(rung_, false))) {
                timeout = 0;
            }
            if (wakeable && descriptor_ < 0) {
                descriptor_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
            }
            polled_ = descriptors;
        }
        with_bell.back() = {descriptor_, POLLIN, 0};
        const int ready = wakeable ? ::poll(with_bell.data(), with_bell.size(), timeout)
                                   : ::poll(descriptors.data(), descriptors.size(), timeout);
        const std::lock_guard lock(mutex_);
        polled_ = {};
        if (wakeable) {
            rung_ = false;
            std::uint64_t count = 0;
            [[maybe_unused]] const auto got = ::read(descriptor_, &count, sizeof count);
        }
        return ready;
    }

    /// Sleeps until a time, a ring or a cancellation.
    void sleep(SteadyTime end) {
        std::unique_lock lock(mutex_);
        const auto awake = [this] { return std::exchange(rung_, false) || cancelled(); };
        if (end == SteadyTime::max()) {
            condition_.wait(lock, awake);
        } else {
            condition_.wait_until(lock, end, awake);
        }
    }

 private:
    void ring_locked() noexcept {
        rung_ = true;
        condition_.notify_one();
        if (descriptor_ >= 0) {
            const std::uint64_t one = 1;
            [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
        }
    }

    std::mutex mutex_;
    std::condition_variable condition_;
    std::span<pollfd> polled_;
    bool rung_ = false;
    int descriptor_ = -1;
    std::atomic<bool> cancelled_ = false;
};

class BlockingDriver::BellWaker final : public Waker {
 public:
    explicit BellWaker(std::shared_ptr<Bell> bell) : bell_(std::move(bell)) {}
    void wake() override {
        mark();
        bell_->ring();
    }

 private:
    std::shared_ptr<Bell> bell_;
};

BlockingDriver::BlockingDriver(const System& system) : system_(system), bell_(std::make_shared<Bell>()) {}

BlockingDriver::~BlockingDriver() = default;

std::unique_ptr<Attachment> BlockingDriver::attach(int descriptor) {
    return std::make_unique<PlainAttachment>(descriptor);
}

std::shared_ptr<Waker> BlockingDriver::make_waker() {
    return std::make_shared<BellWaker>(bell_);
}

void BlockingDriver::start(Wait& wait) {
    waits_.push_back(&wait);
}

void BlockingDriver::cancel() noexcept {
    bell_->cancel();
}

bool BlockingDriver::cancelled() const noexcept {
    return bell_->cancelled();
}

void BlockingDriver::turn() {
    constexpr std::size_t few = 8;
    pollfd small[few];
    std::vector<pollfd> large;
    std::size_t count = 0;
    for (const Wait* wait : waits_) {
        count += wait->interests.size();
    }
    pollfd* polled = small;
    if (count + 1 > few) {
        large.resize(count + 1);
        polled = large.data();
    }

    std::size_t used = 0;
    bool woken = false;
    bool wakeable = false;
    SteadyTime earliest = SteadyTime::max();
    for (const Wait* wait : waits_) {
        for (const Interest& interest : wait->interests) {
            const int descriptor = static_cast<const PlainAttachment*>(interest.attachment)->descriptor;
            polled[used++] = {descriptor, static_cast<short>(interest.readiness == Readiness::Read ? POLLIN : POLLOUT),
                              0};
        }
        earliest = std::min(earliest, wait->deadline);
        wakeable = wakeable || wait->waker != nullptr;
        woken = woken || (wait->waker != nullptr && wait->waker->woken());
    }
    woken = woken || cancelled();
    int ready = 0;
    if (used == 0) {
        if (!woken) {
            bell_->sleep(earliest);
        }
    } else {
        const std::span<pollfd> all(polled, used + 1);
        const int timeout = woken ? 0 : poll_timeout(earliest, system_.clock->steady_now());
        ready = bell_->poll(all.first(used), all, wakeable, timeout);
    }

    const SteadyTime now = system_.clock->steady_now();
    boost::container::small_vector<Wait*, few> ended;
    const auto end = [&ended](Wait& wait, WaitOutcome outcome) {
        wait.outcome = outcome;
        wait.decided = true;
        ended.push_back(&wait);
    };
    std::size_t next = 0;
    for (Wait* wait : waits_) {
        bool any = false;
        for (Interest& interest : wait->interests) {
            interest.ready = ready > 0 && polled[next].revents != 0;
            any = any || interest.ready;
            ++next;
        }
        if (wait->waker != nullptr && wait->waker->woken()) {
            end(*wait, WaitOutcome::Ready);
        } else if (cancelled()) {  // before `any`: cancelling shuts the sockets down, which makes them ready
            end(*wait, WaitOutcome::Cancelled);
        } else if (any) {
            end(*wait, WaitOutcome::Ready);
        } else if (wait->deadline <= now) {
            end(*wait, WaitOutcome::TimedOut);
        }
    }
    std::erase_if(waits_, [](const Wait* wait) { return wait->decided; });
    for (const Wait* wait : ended) {
        wait->waiting.resume();
    }
}

}  // namespace dynoxx::runtime
