#include "http/pool.hpp"

#include "runtime/state.hpp"

#include <algorithm>
#include <iterator>

namespace dynoxx::http {

Pool::Pool(runtime::State& state) : clock_(*state.system().clock) {}

std::optional<Connection> Pool::lease(const std::string& key) {
    while (true) {
        std::optional<Connection> connection = take_latest(key);
        if (!connection || connection->is_quiet()) {
            return connection;
        }
    }
}

std::optional<Connection> Pool::take_latest(const std::string& key) {
    std::vector<Idle> expired;  // closed after the lock is released
    const std::lock_guard lock(mutex_);
    const auto found = idle_.find(key);
    if (found == idle_.end() || found->second.empty()) {
        return std::nullopt;
    }
    if (is_old(found->second.back())) {
        expired.swap(found->second);
        return std::nullopt;
    }
    Connection connection = std::move(found->second.back().connection);
    found->second.pop_back();
    return connection;
}

bool Pool::is_old(const Idle& idle) const {
    return clock_.steady_now() - idle.since > max_idle;
}

void Pool::give_back(const std::string& key, Connection connection, std::size_t most) {
    std::vector<Idle> dropped;  // closed after the lock is released
    const std::lock_guard lock(mutex_);
    std::vector<Idle>& idle = idle_[key];
    idle.push_back(Idle{std::move(connection), clock_.steady_now()});
    auto kept = idle.begin();
    while (kept != idle.end() && (static_cast<std::size_t>(idle.end() - kept) > most || is_old(*kept))) {
        ++kept;
    }
    std::move(idle.begin(), kept, std::back_inserter(dropped));
    idle.erase(idle.begin(), kept);
}

std::size_t Pool::idle_count() const {
    const std::lock_guard lock(mutex_);
    std::size_t count = 0;
    for (const auto& [key, idle] : idle_) {
        count += idle.size();
    }
    return count;
}

}  // namespace dynoxx::http
