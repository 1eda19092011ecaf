#include "runtime/data_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dynoxx::runtime {

namespace {

Error failure(const char* verb, const std::string& path, int number) {
    return Error(ErrorCode::UnreadableFile,
                 std::string("Cannot ") + verb + " the file " + path + ": " + std::strerror(number) + ".");
}

/// Owns a descriptor.
class Descriptor {
 public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }

 private:
    int number_;
};

Result<std::size_t> read_fully(const Descriptor& file, const std::string& path, std::uint64_t offset,
                               std::span<std::byte> into) {
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t got =
            ::pread(file.get(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failure("read", path, errno);
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    return done;
}

class MachineFile final : public OpenFile {
 public:
    MachineFile(Descriptor file, std::string path, std::uint64_t size)
        : file_(std::move(file)), path_(std::move(path)), size_(size) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override {
        return read_fully(file_, path_, offset, into);
    }

 private:
    Descriptor file_;
    std::string path_;
    std::uint64_t size_;
};

std::string directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

/// Makes the names in a directory last. Where the file system cannot do that (`EINVAL`), nobody can.
Result<void> sync_directory(const std::string& directory) {
    const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open() || (::fsync(opened.get()) != 0 && errno != EINVAL)) {
        return failure("write", directory, errno);
    }
    return {};
}

class MachineDraft final : public Draft {
 public:
    MachineDraft(Descriptor file, std::string place, std::string own_path, std::uint64_t size)
        : file_(std::move(file)), place_(std::move(place)), path_(std::move(own_path)), size_(size) {}
    MachineDraft(const MachineDraft&) = delete;
    MachineDraft& operator=(const MachineDraft&) = delete;

    ~MachineDraft() override {
        if (!stays_) {
            ::unlink(path_.c_str());
        }
    }

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override {
        return read_fully(file_, path_, offset, into);
    }

    [[nodiscard]] Result<void> append(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const ssize_t written = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(size_));
            if (written < 0 && errno == EINTR) {
                continue;
            }
            if (written < 0) {
                return failure("write", path_, errno);
            }
            size_ += static_cast<std::uint64_t>(written);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    [[nodiscard]] Result<void> take_place() override {
        if (::fsync(file_.get()) != 0 || ::rename(path_.c_str(), place_.c_str()) != 0) {
            return failure("write", place_, errno);
        }
        stays_ = true;
        return sync_directory(directory_of(place_));
    }

    void keep() noexcept override { stays_ = true; }

 private:
    Descriptor file_;  // holds the lock
    std::string place_;
    std::string path_;
    std::uint64_t size_;
    bool stays_ = false;
};

/// Says whether the path still leads to the open file: whoever had the lock before may have moved it away.
bool is_at(const Descriptor& file, const std::string& path) {
    struct stat opened {};
    struct stat found {};
    return ::fstat(file.get(), &opened) == 0 && ::stat(path.c_str(), &found) == 0 && opened.st_dev == found.st_dev &&
           opened.st_ino == found.st_ino;
}

class MachineDataFiles final : public DataFiles {
 public:
    [[nodiscard]] Result<std::unique_ptr<OpenFile>> open(const std::string& path) const override {
        Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        struct stat status {};
        if (!file.is_open() || ::fstat(file.get(), &status) != 0) {
            return failure("read", path, errno);
        }
        if (!S_ISREG(status.st_mode)) {
            return Error(ErrorCode::UnreadableFile,
                         "Cannot read the file " + path +
                             ": it is not a regular file. Give what is no file by S3File::from_source.");
        }
        return std::make_unique<MachineFile>(std::move(file), path, static_cast<std::uint64_t>(status.st_size));
    }

    [[nodiscard]] Result<std::unique_ptr<Draft>> create(const std::string& path,
                                                        const std::string& label) const override {
        const std::string own = path_of(path, label);
        Descriptor file(::open(own.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (!file.is_open()) {
            return failure("write", own, errno);
        }
        return std::make_unique<MachineDraft>(std::move(file), path, own, 0);
    }

    [[nodiscard]] Result<std::unique_ptr<Draft>> reopen(const std::string& path,
                                                        const std::string& label) const override {
        const std::string own = path_of(path, label);
        Descriptor file(::open(own.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
        struct stat status {};
        if (!file.is_open()) {
            return failure("write", own, errno);
        }
        if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 || !is_at(file, own) || ::fstat(file.get(), &status) != 0) {
            return std::unique_ptr<Draft>();
        }
        return std::make_unique<MachineDraft>(std::move(file), path, own, static_cast<std::uint64_t>(status.st_size));
    }

 private:
    static std::string path_of(const std::string& path, const std::string& label) {
        return path + "." + label + ".part";
    }
};

}  // namespace

const DataFiles& machine_data_files() {
    static const MachineDataFiles* const files = new MachineDataFiles();
    return *files;
}

}  // namespace dynoxx::runtime
