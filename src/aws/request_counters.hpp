#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace dynoxx::runtime {
class State;
}

namespace dynoxx::aws {

/// Counts the requests that were sent, each attempt once, by service and operation. A slot of the runtime's state.
///
/// @par Thread safety
/// Yes.
class RequestCounters {
 public:
    using Counts = std::map<std::pair<std::string, std::string>, std::uint64_t>;

    explicit RequestCounters(runtime::State&) {}

    void count(std::string_view service, std::string_view operation) {
        const std::lock_guard lock(mutex_);
        ++counts_[{std::string(service), std::string(operation)}];
    }

    [[nodiscard]] Counts counts() const {
        const std::lock_guard lock(mutex_);
        return counts_;
    }

 private:
    mutable std::mutex mutex_;
    Counts counts_;
};

}  // namespace dynoxx::aws
