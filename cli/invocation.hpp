#pragma once

#include <dynoxx/client.hpp>

#include "cli/output.hpp"
#include "http/transport.hpp"
#include "runtime/launch.hpp"

#include <functional>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>

namespace dynoxx::cli {

/// What the program has around it. Tests put something else there.
struct Surroundings {
    Runtime runtime;
    http::Transport& transport;
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool out_is_terminal = false;
    bool in_is_terminal = false;  ///< somebody is there to be asked: standard input and standard error are terminals
};

/// What the statuses of the program mean.
enum class Status : int {
    Done = 0,
    Failed = 1,    ///< AWS, the network or the configuration said no; `config show` or `doctor` found something
    Misused = 2,   ///< the command line cannot be understood
    NotFound = 3,  ///< `get`: there is no such item
};

/// Says that the command line cannot be understood: what was found, and what is expected there.
class Misuse : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// What was asked for with the options that every command has, and what is to be done.
class Invocation {
 public:
    explicit Invocation(const Surroundings& surroundings) : surroundings_(surroundings) {}

    // Set by the options.
    std::string profile{};
    std::string region{};
    std::string endpoint{};
    double timeout_seconds = 0;  ///< of each operation; 0 means no limit
    std::string mfa_code{};      ///< empty: to be asked for
    bool json = false;
    bool verbose = false;
    std::string colours = "auto";

    /// What the chosen command does.
    std::function<Status()> action{};

    [[nodiscard]] const Surroundings& surroundings() const noexcept { return surroundings_; }
    [[nodiscard]] Output output() const;

    /// Gives what the options say about the configuration.
    [[nodiscard]] AwsOptions options() const;

    /// Gives the client with these options, made at the first call. It reads the configuration when it is used.
    [[nodiscard]] const DynamoDBClient& client();

    /// Runs a flow of the library to its end.
    template <class T>
    [[nodiscard]] T run(const runtime::Flow<T>& flow) {
        return runtime::run_blocking<T>(surroundings_.runtime.state(), flow);
    }

 private:
    Surroundings surroundings_;
    std::optional<DynamoDBClient> client_;
};

}  // namespace dynoxx::cli
