#include "runtime/command.hpp"

#include "runtime/wipe.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx::runtime {

namespace {

/// An output usually fits into this many bytes; 64 more are kept free behind it.
constexpr std::size_t usual_bytes = 16 * 1024;
constexpr std::size_t spare_bytes = 64;

/// How often it is looked whether a shell has ended, where the kernel does not tell.
constexpr std::chrono::milliseconds pause_between_looks(10);

/// A descriptor that is closed at the end.
class Descriptor {
 public:
    Descriptor() = default;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(); }

    void reset(int number = -1) noexcept {
        if (number_ >= 0) {
            ::close(number_);
        }
        number_ = number;
    }
    [[nodiscard]] int get() const noexcept { return number_; }

 private:
    int number_ = -1;
};

/// A shell that runs a command, the leader of a process group of its own. Killed and waited for at the latest when this
/// object ends.
class Shell {
 public:
    Shell() = default;
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;
    ~Shell() { kill(); }

    /// Starts it with its standard output on a descriptor; gives 0 or an errno.
    [[nodiscard]] int start(std::string& command, int output) {
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        sigset_t signals;
        sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&attributes, &signals);
        sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes, &signals);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        std::string name = "sh";
        std::string option = "-c";
        std::array<char*, 4> arguments{name.data(), option.data(), command.data(), nullptr};
        const int failure = ::posix_spawn(&pid_, "/bin/sh", &actions, &attributes, arguments.data(), environ);
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        if (failure != 0) {
            pid_ = -1;
            return failure;
        }
        watch_.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
        return 0;
    }

    /// Gives a descriptor that can be read when the shell has ended; -1 before Linux 5.3 and where a sandbox forbids
    /// it: then `has_ended` must be asked again and again.
    [[nodiscard]] int descriptor() const noexcept { return watch_.get(); }

    /// Says whether the shell has ended, without waiting for that.
    [[nodiscard]] bool has_ended() noexcept {
        if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) != 0) {
            pid_ = -1;  // its number may be that of another process from now on
        }
        return pid_ < 0;
    }

    /// Takes the status of a shell that has ended. One that somebody else has waited for counts as successful: its
    /// output tells.
    void collect(CommandResult& into) {
        wait();
        into.end = WIFSIGNALED(status_) ? CommandResult::End::Signalled : CommandResult::End::Exited;
        into.number = WIFSIGNALED(status_) ? WTERMSIG(status_) : WEXITSTATUS(status_);
    }

 private:
    void kill() noexcept {
        if (pid_ > 0) {
            ::kill(-pid_, SIGKILL);
            wait();
        }
    }

    void wait() noexcept {
        const pid_t pid = std::exchange(pid_, -1);
        while (pid > 0 && ::waitpid(pid, &status_, 0) < 0 && errno == EINTR) {
        }
    }

    pid_t pid_ = -1;
    int status_ = 0;
    Descriptor watch_;
};

/// The reading end of a command's output.
class Output {
 public:
    /// Opens the pipe; gives 0 or an errno.
    [[nodiscard]] int open() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            return errno;
        }
        read_.reset(ends[0]);
        write_.reset(ends[1]);
        return ::fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 ? 0 : errno;
    }

    [[nodiscard]] int descriptor() const noexcept { return read_.get(); }
    [[nodiscard]] int writing_end() const noexcept { return write_.get(); }
    void close_writing_end() noexcept { write_.reset(); }
    [[nodiscard]] bool ended() const noexcept { return ended_; }

    /// Reads what is there; says whether it is still within the limit.
    [[nodiscard]] bool drain(std::string& into, std::size_t max_bytes) {
        while (!ended_) {
            std::array<char, 4096> buffer;
            const ssize_t got = ::read(read_.get(), buffer.data(), buffer.size());
            if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
                if (errno == EAGAIN) {
                    return true;
                }
                continue;
            }
            if (got <= 0) {
                ended_ = true;
                return true;
            }
            make_room(into, std::max(into.empty() ? usual_bytes : 0, static_cast<std::size_t>(got)) + spare_bytes);
            into.append(buffer.data(), static_cast<std::size_t>(got));
            wipe(buffer.data(), buffer.size());
            if (into.size() > max_bytes) {
                return false;
            }
        }
        return true;
    }

 private:
    Descriptor read_;
    Descriptor write_;
    bool ended_ = false;
};

/// Waits until there is output or the shell has ended; for a moment only where nothing tells its end.
task<WaitOutcome> wait(Context context, const Output& output, Shell& shell, bool& shell_ended) {
    const auto ended = shell.descriptor() < 0 ? nullptr : context.driver().attach(shell.descriptor());
    const auto readable = output.ended() ? nullptr : context.driver().attach(output.descriptor());
    std::vector<Interest> interests;
    if (ended) {
        interests.emplace_back(*ended, Readiness::Read);
    }
    if (readable) {
        interests.emplace_back(*readable, Readiness::Read);
    }
    // Nobody wakes it. With it a cancellation ends a poll of descriptors that are no sockets, too.
    const std::shared_ptr<Waker> waker = context.driver().make_waker();
    const Context limited = ended ? context : context.within(pause_between_looks);
    const Wait until(interests, waker.get(), limited.deadline());
    const WaitOutcome outcome = co_await Context::WaitAwaiter(context.driver(), until);
    shell_ended = ended ? interests.front().ready : shell.has_ended();
    const bool is_pause = !ended && outcome == WaitOutcome::TimedOut && context.now() < context.deadline();
    co_return is_pause ? WaitOutcome::Ready : outcome;
}

CommandResult failed(CommandResult::End end, int number = 0) {
    CommandResult result;
    result.end = end;
    result.number = number;
    return result;
}

}  // namespace

task<CommandResult> run_command(Context context, std::string command, std::size_t max_output_bytes) {
    Output output;
    if (const int failure = output.open(); failure != 0) {
        co_return failed(CommandResult::End::NotStarted, failure);
    }
    Shell shell;
    if (const int failure = shell.start(command, output.writing_end()); failure != 0) {
        co_return failed(CommandResult::End::NotStarted, failure);
    }
    output.close_writing_end();
    CommandResult result;
    bool shell_ended = false;
    while (!shell_ended) {
        const WaitOutcome outcome = co_await wait(context, output, shell, shell_ended);
        if (outcome != WaitOutcome::Ready) {
            wipe(result.output);
            co_return failed(outcome == WaitOutcome::Cancelled ? CommandResult::End::Cancelled
                                                               : CommandResult::End::TimedOut);
        }
        if (!output.drain(result.output, max_output_bytes)) {
            wipe(result.output);
            co_return failed(CommandResult::End::OutputTooLong);
        }
    }
    shell.collect(result);
    co_return result;
}

}  // namespace dynoxx::runtime
