#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dynoxx::local::storage {

/// A directory that this process alone works on, by a lock on its file `lock`. The lock goes with the process, however
/// it ends.
class DataDirectory {
 public:
    /// Makes the directory if it is missing, and locks it.
    ///
    /// @par Errors
    /// Throws `LocalException`: it cannot be made or written, or another dynoxx-local works on it.
    explicit DataDirectory(std::filesystem::path path);
    ~DataDirectory();

    DataDirectory(const DataDirectory&) = delete;
    DataDirectory& operator=(const DataDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// Says whether there is nothing in it but the lock.
    [[nodiscard]] bool is_empty() const;

 private:
    std::filesystem::path path_;
    int lock_ = -1;
};

/// Throws `LocalException`: `The directory "PATH" REASON`.
[[noreturn]] void fail_directory(const std::filesystem::path& path, std::string_view reason);

/// Writes to disk which names are in a directory; throws `std::system_error`.
void sync_directory(const std::filesystem::path& path);

}  // namespace dynoxx::local::storage
