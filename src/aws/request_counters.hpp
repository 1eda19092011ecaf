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

    /// Counts one request; allocates for the first of an operation only.
    void count(std::string_view service, std::string_view operation) {
        const std::lock_guard lock(mutex_);
        const auto found = counts_.find(Names(service, operation));
        if (found != counts_.end()) {
            ++found->second;
        } else {
            counts_.emplace(std::pair(service, operation), 1);
        }
    }

    [[nodiscard]] Counts counts() const {
        const std::lock_guard lock(mutex_);
        return {counts_.begin(), counts_.end()};
    }

 private:
    using Names = std::pair<std::string_view, std::string_view>;

    struct ByNames {
        using is_transparent = void;

        template <class A, class B>
        [[nodiscard]] bool operator()(const A& a, const B& b) const {
            return Names(a.first, a.second) < Names(b.first, b.second);
        }
    };

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::uint64_t, ByNames> counts_;
};

}  // namespace dynoxx::aws
