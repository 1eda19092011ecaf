#include "local/storage/data_directory.hpp"

#include <dynoxx/error.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <vector>

namespace dynoxx::local::storage {

namespace {

constexpr std::string_view lock_name = "lock";

std::string reason_of(int error) {
    return std::generic_category().message(error);
}

/// Gives who holds the lock, as far as its file says.
std::string holder(int lock) {
    std::array<char, 32> text{};
    const ssize_t count = ::pread(lock, text.data(), text.size(), 0);
    std::string pid(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    pid.erase(std::find(pid.begin(), pid.end(), '\n'), pid.end());
    return pid.empty() ? "another dynoxx-local" : "another dynoxx-local (process " + pid + ")";
}

/// Makes a directory that only its owner can read, and those above it that are missing, so that their names are on
/// disk.
void make_directories(const std::filesystem::path& path) {
    std::vector<std::filesystem::path> missing;
    for (std::filesystem::path at = std::filesystem::absolute(path); !std::filesystem::exists(at);
         at = at.parent_path()) {
        missing.push_back(at);
    }
    if (missing.empty() && std::filesystem::is_directory(path)) {
        return;
    }
    std::filesystem::create_directories(path);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    for (const std::filesystem::path& made : missing) {
        sync_directory(made.parent_path());
    }
}

void write_holder(int lock) {
    const std::string pid = std::to_string(::getpid()) + '\n';
    // Only what another process says of us depends on it.
    static_cast<void>(::ftruncate(lock, 0) == 0 && ::pwrite(lock, pid.data(), pid.size(), 0) >= 0);
}

}  // namespace

void fail_directory(const std::filesystem::path& path, std::string_view reason) {
    throw_error(Error(ErrorCode::LocalFailure, "The directory \"" + path.string() + "\" " + std::string(reason)));
}

void sync_directory(const std::filesystem::path& path) {
    const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_synced = directory >= 0 && ::fsync(directory) == 0;
    const int error = errno;
    if (directory >= 0) {
        ::close(directory);
    }
    if (!is_synced) {
        throw std::system_error(error, std::generic_category(), "cannot write the directory " + path.string());
    }
}

DataDirectory::DataDirectory(std::filesystem::path path) : path_(std::move(path)) {
    try {
        make_directories(path_);
    } catch (const std::system_error& failure) {
        fail_directory(path_, "cannot be made: " + failure.code().message() + ".");
    }
    const std::filesystem::path name = path_ / lock_name;
    lock_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) {
        fail_directory(path_, "cannot be written: " + reason_of(errno) + ".");
    }
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        const std::string who = holder(lock_);
        ::close(lock_);
        fail_directory(path_, "is in use by " + who + ". End that one, or choose another directory.");
    }
    write_holder(lock_);
}

DataDirectory::~DataDirectory() {
    ::close(lock_);
}

bool DataDirectory::is_empty() const {
    const std::filesystem::directory_iterator names(path_);
    return std::all_of(begin(names), end(names),
                       [](const auto& entry) { return entry.path().filename() == lock_name; });
}

}  // namespace dynoxx::local::storage
