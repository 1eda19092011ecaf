#include "runtime/asio_driver.hpp"

#include "runtime/deadline_queue.hpp"
#include "runtime/state.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>

namespace dynoxx::runtime {

namespace asio = boost::asio;

class AsioDriver::DescriptorAttachment final : public Attachment {
 public:
    DescriptorAttachment(const asio::any_io_executor& executor, int attached) : descriptor(executor, attached) {}
    ~DescriptorAttachment() override { descriptor.release(); }

    asio::posix::stream_descriptor descriptor;
};

class AsioDriver::PostWaker final : public Waker {
 public:
    explicit PostWaker(std::shared_ptr<AsioDriver> driver) : driver_(std::move(driver)) {}

    void wake() override {
        mark();
        asio::post(driver_->executor(), [driver = driver_] { driver->review(); });
    }

 private:
    std::shared_ptr<AsioDriver> driver_;
};

AsioDriver::AsioDriver(State& state) : state_(state), executor_(state.executor()) {
    if (state.needs_strand()) {
        executor_ = asio::make_strand(executor_);
    }
}

AsioDriver::~AsioDriver() = default;

std::unique_ptr<Attachment> AsioDriver::attach(int descriptor) {
    return std::make_unique<DescriptorAttachment>(executor_, descriptor);
}

std::shared_ptr<Waker> AsioDriver::make_waker() {
    return std::make_shared<PostWaker>(shared_from_this());
}

void AsioDriver::start(Wait& wait) {
    waits_.push_back(&wait);
    for (Interest& interest : wait.interests) {
        ++wait.pending;
        auto& descriptor = static_cast<DescriptorAttachment*>(interest.attachment)->descriptor;
        const auto kind = interest.readiness == Readiness::Read ? asio::posix::descriptor_base::wait_read
                                                                 : asio::posix::descriptor_base::wait_write;
        descriptor.async_wait(kind, [this, self = shared_from_this(), &wait, &interest](const boost::system::error_code& error) {
            --wait.pending;
            if (!error) {
                interest.ready = true;
                decide(wait, WaitOutcome::Ready);
            }
            finish_if_idle(wait);
        });
    }
    if (cancelled() || (wait.waker != nullptr && wait.waker->woken())) {
        asio::post(executor_, [self = shared_from_this()] { self->review(); });
    } else if (wait.deadline < queued_) {
        state_.deadlines().set(shared_from_this(), queued_, wait.deadline);
        queued_ = wait.deadline;
    }
}

void AsioDriver::cancel() noexcept {
    cancelled_.store(true, std::memory_order_release);
    asio::post(executor_, [self = shared_from_this()] { self->review(); });
}

bool AsioDriver::cancelled() const noexcept {
    return cancelled_.load(std::memory_order_acquire);
}

void AsioDriver::review() {
    if (retired_) {
        return;
    }
    const SteadyTime now = state_.system().clock->steady_now();
    SteadyTime earliest = SteadyTime::max();
    const std::vector<Wait*> reviewed = waits_;
    std::vector<Wait*> ended;
    for (Wait* wait : reviewed) {
        if (wait->decided) {
            continue;
        }
        if (wait->waker != nullptr && wait->waker->woken()) {
            decide(*wait, WaitOutcome::Ready);
        } else if (cancelled()) {
            decide(*wait, WaitOutcome::Cancelled);
        } else if (wait->deadline <= now) {
            decide(*wait, WaitOutcome::TimedOut);
        } else {
            earliest = std::min(earliest, wait->deadline);
            continue;
        }
        if (wait->pending == 0) {
            ended.push_back(wait);
        }
    }
    state_.deadlines().set(shared_from_this(), queued_, earliest);
    queued_ = earliest;
    for (Wait* wait : ended) {
        resume(*wait);
    }
}

void AsioDriver::retire() {
    retired_ = true;
    if (queued_ != SteadyTime::max()) {
        state_.deadlines().remove(*this, std::exchange(queued_, SteadyTime::max()));
    }
}

void AsioDriver::decide(Wait& wait, WaitOutcome outcome) {
    if (wait.decided) {
        return;
    }
    wait.decided = true;
    wait.outcome = outcome;
    if (wait.pending != 0) {
        for (const Interest& interest : wait.interests) {
            static_cast<DescriptorAttachment*>(interest.attachment)->descriptor.cancel();
        }
    }
}

void AsioDriver::finish_if_idle(Wait& wait) {
    if (wait.pending == 0) {
        decide(wait, WaitOutcome::Ready);  // the descriptor failed: the next read or write says how
        resume(wait);
    }
}

void AsioDriver::resume(Wait& wait) {
    std::erase(waits_, &wait);
    wait.waiting.resume();
}

}  // namespace dynoxx::runtime
