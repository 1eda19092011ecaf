#pragma once

#include "local/records/recorder.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dynoxx::local::storage {

/// Whose records a database holds: names of things contain both.
struct Owner {
    Owner() = default;
    Owner(std::string region_name, std::string account)
        : region(std::move(region_name)), account_id(std::move(account)) {}

    std::string region{};
    std::string account_id{};

    friend bool operator==(const Owner&, const Owner&) = default;
};

/// The records in a SQLite database, in WAL mode. A commit is on disk when `write` returns (`synchronous=FULL`). Not
/// thread-safe.
class Database {
 public:
    static constexpr int format = 1;  ///< of the tables and of the values in them

    /// Opens the database of a directory, or makes it.
    ///
    /// @par Errors
    /// Throws `LocalException` that says what was found and what to do, if the file is no database of ours, is damaged,
    /// is of a newer format, or belongs to another owner.
    Database(const std::filesystem::path& directory, const Owner& owner);
    ~Database();

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Says whether a directory holds a database.
    [[nodiscard]] static bool is_in(const std::filesystem::path& directory);

    /// Gives every record of a kind.
    void read(records::Kind kind, const std::function<void(const records::Record&)>& visit);

    /// Writes the steps of batches in one transaction; throws `std::runtime_error`.
    void write(const std::vector<records::Batch>& batches);

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local::storage
