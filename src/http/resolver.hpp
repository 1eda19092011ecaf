#pragma once

#include "http/failure.hpp"
#include "runtime/driver.hpp"

#include <sys/socket.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace dynoxx::http {

/// One address to connect to; the port is filled in by `with_port`.
struct Address {
    Address() {}

    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] Address with_port(std::uint16_t port) const;

    /// Gives the address as text, for error details.
    [[nodiscard]] std::string text() const;
};

/// Resolves host names with c-ares on the caller's driver: deadlines hold, and there is no hidden thread.
///
/// Addresses in text form and `localhost` need no look-up. The hosts file is read. Answers are kept for their time to
/// live (at most 60 s; names of the hosts file 5 s). A slot of the runtime's state.
///
/// @par Thread safety
/// Yes.
class Resolver {
 public:
    explicit Resolver(runtime::State& state);

    /// Gives the addresses of a host in the order in which they are to be tried; at least one.
    [[nodiscard]] runtime::task<Outcome<std::vector<Address>>> resolve(runtime::Context context, std::string host);

    /// Asks other name servers than the system's, as `127.0.0.1:5353`, separated by commas: the seam for tests.
    void ask(std::string name_servers);

 private:
    struct Entry {
        std::vector<Address> addresses;
        runtime::SteadyTime expires;
    };

    [[nodiscard]] std::vector<Address> find(const std::string& host, runtime::SteadyTime now);

    [[nodiscard]] std::string name_servers();

    std::mutex mutex_;
    std::map<std::string, Entry> cache_;
    std::string name_servers_;
};

}  // namespace dynoxx::http
