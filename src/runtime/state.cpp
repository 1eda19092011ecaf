#include "runtime/state.hpp"

#include "runtime/crypto.hpp"
#include "runtime/deadline_queue.hpp"
#include "runtime/io_thread.hpp"

#include <algorithm>

namespace dynoxx::runtime {

State::State(boost::asio::any_io_executor executor, const System& system)
    : system_(&system), user_executor_(std::move(executor)) {
    initialise_crypto();
}

State::~State() {
    drop_slots();
    deadlines_.reset();
    io_thread_.reset();
}

boost::asio::any_io_executor State::executor() {
    if (user_executor_) {
        return user_executor_;
    }
    const std::lock_guard lock(io_mutex_);
    if (!io_thread_) {
        io_thread_ = std::make_unique<IoThread>();
    }
    return io_thread_->context().get_executor();
}

DeadlineQueue& State::deadlines() {
    boost::asio::any_io_executor runs_on = executor();
    const std::lock_guard lock(io_mutex_);
    if (!deadlines_) {
        deadlines_ = std::make_shared<DeadlineQueue>(std::move(runs_on), *system_->clock, !needs_strand());
    }
    return *deadlines_;
}

bool State::on_io_thread() const noexcept {
    const std::lock_guard lock(io_mutex_);
    return io_thread_ && io_thread_->is_current();
}

bool State::has_io_thread() const noexcept {
    const std::lock_guard lock(io_mutex_);
    return io_thread_ != nullptr;
}

void State::require_open() const {
    const std::lock_guard lock(calls_mutex_);
    require_open_locked();
}

void State::require_open_locked() const {
    if (closed_) {
        throw_error(
            Error(ErrorCode::ClientClosed, "The runtime was closed. Make a new Runtime and a new client for it."));
    }
}

State::Call::Call(State& state, Driver& driver, CallKind kind) : state_(&state), driver_(&driver) {
    const std::lock_guard lock(state.calls_mutex_);
    state.require_open_locked();
    state.calls_.push_back({&driver, kind});
}

State::Call::~Call() {
    const std::lock_guard lock(state_->calls_mutex_);
    std::erase_if(state_->calls_, [this](const CallInProgress& call) { return call.driver == driver_; });
    if (state_->closed_) {
        state_->calls_changed_.notify_all();
    }
}

void State::close(std::chrono::milliseconds deadline) {
    constexpr std::chrono::seconds grace(2);
    if (on_io_thread()) {
        throw_error(
            Error(ErrorCode::LocalFailure,
                  "Runtime::close() was called on the runtime's own I/O thread, which would wait for itself. Call "
                  "it on another thread."));
    }
    const std::lock_guard only_one(close_mutex_);
    {
        std::unique_lock lock(calls_mutex_);
        closed_ = true;
        for (const CallInProgress& call : calls_) {
            if (call.kind == CallKind::Background) {
                call.driver->cancel();
            }
        }
        const auto idle = [this] { return calls_.empty(); };
        if (!calls_changed_.wait_for(lock, deadline, idle)) {
            for (const CallInProgress& call : calls_) {
                call.driver->cancel();
            }
            calls_changed_.wait_for(lock, grace, idle);
        }
        if (!calls_.empty()) {
            return;  // a user's executor no longer runs them: their state must stay
        }
    }
    drop_slots();
    IoThread* thread = nullptr;
    {
        const std::lock_guard lock(io_mutex_);
        if (deadlines_) {
            deadlines_->stop();
        }
        thread = io_thread_.get();
    }
    if (thread != nullptr) {
        thread->stop();  // not under the lock: what runs there last may ask for it
    }
}

void State::drop_slots() {
    std::vector<Slot> slots;
    {
        const std::lock_guard lock(slots_mutex_);
        slots.swap(slots_);
    }
    while (!slots.empty()) {
        slots.pop_back();
    }
}

}  // namespace dynoxx::runtime
