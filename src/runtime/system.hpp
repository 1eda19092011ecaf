#pragma once

#include <dynoxx/error.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What the library needs from the machine besides the network. Everything is injected; `system()` is the default.
namespace dynoxx::runtime {

using SteadyTime = std::chrono::steady_clock::time_point;
using SystemTime = std::chrono::system_clock::time_point;

/// Tells the time.
class Clock {
 public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SteadyTime steady_now() const = 0;
    [[nodiscard]] virtual SystemTime system_now() const = 0;
};

/// Reads environment variables; never writes one.
class Environment {
 public:
    virtual ~Environment() = default;

    /// Gives the value of a variable; an empty one counts as unset.
    [[nodiscard]] virtual std::optional<std::string> get(std::string_view name) const = 0;
};

/// Reads files, and replaces those of the caches in which tokens are kept.
class FileSystem {
 public:
    virtual ~FileSystem() = default;

    /// Gives the contents of a file, nothing if it does not exist, or `UnreadableFile` with path and reason.
    [[nodiscard]] virtual Result<std::optional<std::string>> read(const std::string& path) const = 0;

    /// Replaces a file in one step by one that only its owner may read (mode 0600); whoever reads it finds the old or
    /// the new text, also after a power failure. The directory must exist.
    ///
    /// @par Errors
    /// `UnreadableFile` with path and reason; the old file is still there.
    [[nodiscard]] virtual Result<void> replace(const std::string& path, std::string_view text) const = 0;
};

/// Gives random numbers for jitter and identifiers (not for keys: those come from OpenSSL).
class RandomSource {
 public:
    virtual ~RandomSource() = default;

    /// Gives a number in [0, 1).
    [[nodiscard]] virtual double uniform() = 0;

    virtual void fill(std::span<std::byte> bytes) = 0;
};

/// The four together.
struct System {
    const Clock* clock = nullptr;
    const Environment* environment = nullptr;
    const FileSystem* files = nullptr;
    RandomSource* random = nullptr;
};

/// Makes a random UUID (version 4) as text: 36 characters.
[[nodiscard]] std::string random_uuid(RandomSource& random);

/// Gives the machine's own clock, environment, files and random source. Thread-safe.
[[nodiscard]] const System& system();

}  // namespace dynoxx::runtime
