#pragma once

#include "http/connection.hpp"
#include "runtime/system.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::runtime {
class State;
}

namespace dynoxx::http {

/// The idle connections of a runtime, used by both drivers: bare descriptors that no event loop knows of.
///
/// The key holds everything that tells connections apart: scheme, host, port, proxy, TLS settings. The one used last is
/// given first. A slot of the runtime's state.
///
/// @par Thread safety
/// Yes.
class Pool {
 public:
    /// DynamoDB closes idle connections after about a minute.
    static constexpr std::chrono::seconds max_idle{50};

    explicit Pool(runtime::State& state);

    /// Takes an idle connection, if there is one that is young enough, still open and has nothing to read.
    [[nodiscard]] std::optional<Connection> lease(const std::string& key);

    /// Gives a connection back that may carry another request; the oldest go that are too old, or more than `most`.
    void give_back(const std::string& key, Connection connection, std::size_t most);

    [[nodiscard]] std::size_t idle_count() const;

 private:
    struct Idle {
        Connection connection;
        runtime::SteadyTime since;
    };

    [[nodiscard]] std::optional<Connection> take_latest(const std::string& key);
    [[nodiscard]] bool is_old(const Idle& idle) const;

    const runtime::Clock& clock_;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<Idle>, std::less<>> idle_;
};

}  // namespace dynoxx::http
