#include "local/storage/object_store.hpp"

#include "local/records/fields.hpp"
#include "local/storage/data_directory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace dynoxx::local::storage {

namespace {

constexpr std::string_view folder_name = "objects";
constexpr std::string_view unfinished = ".tmp";

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
    throw std::system_error(error, std::generic_category(), "cannot write " + path.string());
}

void write_all(int file, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            fail(path, errno);
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

/// Writes a file that is on disk when this returns, though perhaps not yet its name.
void write_file(const std::filesystem::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        fail(path, errno);
    }
    try {
        write_all(file, bytes, path);
        if (::fsync(file) != 0) {
            fail(path, errno);
        }
    } catch (...) {
        ::close(file);
        throw;
    }
    if (::close(file) != 0) {
        fail(path, errno);
    }
}

std::optional<std::uint64_t> number_of(const std::string& name) {
    std::uint64_t number = 0;
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace

ObjectStore::ObjectStore(const std::filesystem::path& directory) : folder_(directory / folder_name) {
    std::error_code error;
    std::filesystem::create_directory(folder_, error);
    if (error || !std::filesystem::is_directory(folder_)) {
        fail_directory(directory, "cannot hold a folder \"" + std::string(folder_name) + "\"" +
                                      (error ? ": " + error.message() : std::string()) + ".");
    }
}

std::filesystem::path ObjectStore::path_of(std::uint64_t number) const {
    return folder_ / std::to_string(number);
}

void ObjectStore::write(const std::vector<records::StoredBytes>& files) {
    if (files.empty()) {
        return;
    }
    for (const records::StoredBytes& file : files) {
        const std::filesystem::path path = path_of(file.file->number());
        std::filesystem::path draft = path;
        draft += unfinished;
        write_file(draft, *file.bytes);
        std::filesystem::rename(draft, path);
    }
    sync_directory(folder_);
}

records::StoredBytes ObjectStore::read(std::uint64_t number) {
    const auto known = read_.find(number);
    if (known != read_.end()) {
        return known->second;
    }
    std::ifstream file(path_of(number), std::ios::binary);
    if (!file) {
        throw records::Damaged("its file " + path_of(number).string() + " is missing or cannot be read");
    }
    records::StoredBytes found;
    found.bytes =
        std::make_shared<const std::string>(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    found.file = std::make_shared<const records::ObjectFile>(number, unused_);
    return read_.emplace(number, std::move(found)).first->second;
}

void ObjectStore::remove(const std::vector<std::uint64_t>& numbers) noexcept {
    for (const std::uint64_t number : numbers) {
        std::error_code ignored;
        std::filesystem::remove(path_of(number), ignored);
    }
}

std::uint64_t ObjectStore::remove_unread() {
    std::uint64_t last = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        const std::optional<std::uint64_t> number = number_of(entry.path().filename().string());
        if (!number || !read_.contains(*number)) {
            std::error_code ignored;
            std::filesystem::remove(entry.path(), ignored);
        } else {
            last = std::max(last, *number);
        }
    }
    read_.clear();
    return last + 1;
}

}  // namespace dynoxx::local::storage
