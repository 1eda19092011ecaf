#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace dynoxx::test {

/// A program that runs as a process of its own, with what it prints in a pipe. It is killed with this object.
class Program {
 public:
    /// Starts the program at `path`; throws `std::runtime_error`.
    Program(const std::string& path, std::vector<std::string> arguments);
    ~Program();

    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Gives the next line of its output and its errors; empty at the end.
    std::string read_line() const;

    /// Reads the line of a `dynoxx-local` that is ready and gives its port; throws `std::runtime_error` with the line
    /// if it is another one.
    std::uint16_t read_port() const;

    void signal(int number) const;

    /// Waits for its end and gives its exit status, or -1 if a signal ended it.
    int wait();

 private:
    pid_t process_ = -1;
    int output_ = -1;
};

}  // namespace dynoxx::test
