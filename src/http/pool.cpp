#include "http/pool.hpp"

#include "runtime/state.hpp"

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

void Pool::give_back(const std::string& key, Connection connection) {
    Connection oldest;
    const std::lock_guard lock(mutex_);
    std::vector<Idle>& idle = idle_[key];
    if (!idle.empty() && (idle.size() >= max_idle_per_key || is_old(idle.front()))) {
        oldest = std::move(idle.front().connection);
        idle.erase(idle.begin());
    }
    idle.push_back(Idle{std::move(connection), clock_.steady_now()});
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
