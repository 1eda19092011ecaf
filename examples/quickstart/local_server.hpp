#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace quickstart {

/// A `dynoxx-local` that runs as a process of its own, and ends with this object.
class LocalServer {
 public:
    /// Starts `program` with `arguments` and waits for the line that says where it listens.
    ///
    /// @par Errors
    /// `std::runtime_error` that says what was started and what happened instead.
    LocalServer(const std::string& program, std::vector<std::string> arguments,
                std::chrono::milliseconds patience = std::chrono::seconds(10));
    ~LocalServer();

    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;

    /// Gives the address of all its services, `http://127.0.0.1:PORT`.
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

 private:
    void stop() noexcept;

    pid_t pid_ = -1;
    int output_ = -1;
    std::string endpoint_;
};

}  // namespace quickstart
