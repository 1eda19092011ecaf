#include "runtime/system.hpp"

#include "runtime/encoding.hpp"
#include "runtime/generation.hpp"
#include "runtime/wipe.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace dynoxx::runtime {

namespace {

class SystemClock final : public Clock {
 public:
    SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
    SystemTime system_now() const override { return std::chrono::system_clock::now(); }
};

class ProcessEnvironment final : public Environment {
 public:
    std::optional<std::string> get(std::string_view name) const override {
        const char* value = std::getenv(std::string(name).c_str());
        if (value == nullptr || *value == '\0') {
            return std::nullopt;
        }
        return std::string(value);
    }
};

Error unreadable(const std::string& path, const std::string& reason) {
    return Error(ErrorCode::UnreadableFile, "Cannot read the file " + path + ": " + reason + ".");
}

/// A new file beside another one, removed unless it takes its place.
class Replacement {
 public:
    explicit Replacement(const std::string& path)
        : path_(path), temporary_(path + ".XXXXXX"), descriptor_(::mkostemp(temporary_.data(), O_CLOEXEC)) {}
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    ~Replacement() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
            ::unlink(temporary_.c_str());
        }
    }

    /// Gives 0 or the number of the error.
    [[nodiscard]] int take_place_with(std::string_view text) {
        if (descriptor_ < 0) {
            return errno;
        }
        while (!text.empty()) {
            const ssize_t written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno == EINTR) {
                continue;
            }
            if (written < 0) {
                return errno;
            }
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(descriptor_) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
            return errno;
        }
        ::close(std::exchange(descriptor_, -1));
        return 0;
    }

 private:
    const std::string& path_;
    std::string temporary_;
    int descriptor_;
};

class MachineFiles final : public FileSystem {
 public:
    /// No configuration or token file comes near this size.
    static constexpr std::size_t max_bytes = 64 * 1024 * 1024;

    /// How long a pipe in the place of a file may be silent, in milliseconds.
    static constexpr int longest_silence = 1000;

    Result<std::optional<std::string>> read(const std::string& path) const override {
        int descriptor = -1;
        do {
            descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        } while (descriptor < 0 && errno == EINTR);
        if (descriptor < 0) {
            if (errno == ENOENT || errno == ENOTDIR) {
                return std::optional<std::string>();
            }
            return unreadable(path, std::strerror(errno));
        }
        Result<std::optional<std::string>> result = read_all(path, descriptor);
        ::close(descriptor);
        return result;
    }

    Result<void> replace(const std::string& path, std::string_view text) const override {
        if (const int number = Replacement(path).take_place_with(text); number != 0) {
            return Error(ErrorCode::UnreadableFile,
                         "Cannot write the file " + path + ": " + std::strerror(number) + ".");
        }
        return {};
    }

 private:
    /// Waits until a pipe can be read again; leaves `errno` as `EAGAIN` if that takes too long.
    static bool comes_soon(int descriptor) {
        pollfd polled{descriptor, POLLIN, 0};
        const int found = ::poll(&polled, 1, longest_silence);
        const bool is_interrupted = found < 0 && errno == EINTR;
        errno = EAGAIN;
        return found > 0 || is_interrupted;
    }

    static Result<std::optional<std::string>> read_all(const std::string& path, int descriptor) {
        struct stat status {};
        if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
            return unreadable(path, "it is a directory");
        }
        std::string text;  // it may hold secrets, like the buffer
        std::array<char, 16384> buffer;
        while (true) {
            const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
            if (got < 0 && (errno == EINTR || (errno == EAGAIN && comes_soon(descriptor)))) {
                continue;
            }
            const int failure = errno;
            if (got > 0) {
                make_room(text, static_cast<std::size_t>(got));
                text.append(buffer.data(), static_cast<std::size_t>(got));
                wipe(buffer.data(), static_cast<std::size_t>(got));
            }
            if (got == 0) {
                return std::optional<std::string>(std::move(text));
            }
            if (got < 0 || text.size() > max_bytes) {
                wipe(text);
                return unreadable(path, got > 0             ? "it is larger than 64 MiB"
                                        : failure == EAGAIN ? "it is a pipe, and nobody writes to it"
                                                            : std::strerror(failure));
            }
        }
    }
};

class KernelRandom final : public RandomSource {
 public:
    double uniform() override {
        std::uint64_t bits = 0;
        fill(std::as_writable_bytes(std::span(&bits, 1)));
        return static_cast<double>(bits >> 11) * 0x1.0p-53;
    }

    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) {
            if (block_.used == block_.bytes.size() || block_.generation != fork_generation()) {
                draw(block_.bytes);
                block_.used = 0;
                block_.generation = fork_generation();
            }
            byte = block_.bytes[block_.used++];
        }
    }

 private:
    /// Drawn in one system call for many requests, and never used by both sides of a fork.
    struct Block {
        std::array<std::byte, 512> bytes;
        std::size_t used = sizeof bytes;
        std::uint64_t generation = 0;
    };

    static void draw(std::span<std::byte> bytes) {
        while (!bytes.empty()) {
            const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
            if (got > 0) {
                bytes = bytes.subspan(static_cast<std::size_t>(got));
            }
        }
    }

    static thread_local Block block_;
};

constinit thread_local KernelRandom::Block KernelRandom::block_{};

}  // namespace

std::string random_uuid(RandomSource& random) {
    std::array<std::byte, 16> bytes{};
    random.fill(bytes);
    bytes[6] = (bytes[6] & std::byte{0x0f}) | std::byte{0x40};
    bytes[8] = (bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    const std::span<const std::byte> all(bytes);
    std::string text;
    text.reserve(36);
    append_hex(text, all.first(4));
    for (const std::size_t start : {4U, 6U, 8U}) {
        text += '-';
        append_hex(text, all.subspan(start, 2));
    }
    text += '-';
    append_hex(text, all.last(6));
    return text;
}

const System& system() {
    static const SystemClock* const clock = new SystemClock();
    static const ProcessEnvironment* const environment = new ProcessEnvironment();
    static const MachineFiles* const files = new MachineFiles();
    static KernelRandom* const random = new KernelRandom();
    static const System* const all = new System{clock, environment, files, random};
    return *all;
}

}  // namespace dynoxx::runtime
