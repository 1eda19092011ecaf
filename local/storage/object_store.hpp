#pragma once

#include "local/records/object_file.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dynoxx::local::storage {

/// The files with the bytes of objects, in one folder: `objects/NUMBER`. A file is written once and never changed; its
/// name appears when all of it is on disk.
class ObjectStore {
 public:
    /// Makes the folder if it is missing.
    explicit ObjectStore(const std::filesystem::path& directory);

    /// Writes files whole, and their names; throws `std::system_error`.
    void write(const std::vector<records::StoredBytes>& files);

    /// Reads a file; the same number gives the same bytes in memory as long as somebody has them. Throws `Damaged`.
    [[nodiscard]] records::StoredBytes read(std::uint64_t number);

    /// Removes files; those that are not there are left out.
    void remove(const std::vector<std::uint64_t>& numbers) noexcept;

    /// Removes every file that was not read: what a crash left behind. Gives the first free number.
    std::uint64_t remove_unread();

    /// Gives where files go that nothing refers to any more.
    [[nodiscard]] const std::shared_ptr<records::Unused>& unused() const noexcept { return unused_; }

 private:
    [[nodiscard]] std::filesystem::path path_of(std::uint64_t number) const;

    std::filesystem::path folder_;
    std::shared_ptr<records::Unused> unused_ = std::make_shared<records::Unused>();
    std::map<std::uint64_t, records::StoredBytes> read_{};  // until `remove_unread`
};

}  // namespace dynoxx::local::storage
