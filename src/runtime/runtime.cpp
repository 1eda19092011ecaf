#include <dynoxx/runtime.hpp>

#include "runtime/generation.hpp"
#include "runtime/runtime_maker.hpp"
#include "runtime/state.hpp"

namespace dynoxx {

/// What the handles share: the way to this process's state.
class Runtime::Core {
 public:
    explicit Core(boost::asio::any_io_executor executor, const runtime::System* injected = nullptr)
        : executor_(std::move(executor)), injected_(injected) {}

    [[nodiscard]] std::shared_ptr<runtime::State> state() {
        return state_.get([this] {
            return std::make_shared<runtime::State>(executor_, injected_ == nullptr ? runtime::system() : *injected_);
        });
    }

    [[nodiscard]] std::shared_ptr<runtime::State> find() const { return state_.find(); }

 private:
    boost::asio::any_io_executor executor_;
    const runtime::System* injected_;
    runtime::PerProcess<runtime::State> state_;
};

Runtime::Runtime() : Runtime(std::make_shared<Core>(boost::asio::any_io_executor())) {}

Runtime::Runtime(boost::asio::any_io_executor executor) : Runtime(std::make_shared<Core>(std::move(executor))) {}

Runtime::Runtime(std::shared_ptr<Core> core) : core_(std::move(core)) {}

Runtime Runtime::global() {
    static Runtime* const runtime = new Runtime();
    return *runtime;
}

void Runtime::close(std::chrono::milliseconds deadline) {
    core_->state()->close(deadline);
}

std::shared_ptr<runtime::State> Runtime::state() const {
    return core_->state();
}

Runtime runtime::RuntimeMaker::make(const System& system, boost::asio::any_io_executor executor) {
    return Runtime(std::make_shared<Runtime::Core>(std::move(executor), &system));
}

}  // namespace dynoxx
