#pragma once

#include "runtime/driver.hpp"

#include <cstddef>
#include <string>

namespace dynoxx::runtime {

/// What became of a command.
struct CommandResult {
    enum class End {
        Exited,         ///< `number` is the exit status
        Signalled,      ///< `number` is the signal that ended it
        NotStarted,     ///< `number` is an errno
        OutputTooLong,  ///< it was killed
        TimedOut,       ///< it was killed
        Cancelled,      ///< it was killed
    };

    CommandResult() {}

    End end = End::Exited;
    int number = 0;
    std::string output{};  ///< what it wrote to its standard output; with room for 64 bytes behind it
};

/// Runs a command by `/bin/sh -c` and gives what it wrote.
///
/// It has no input, its messages (standard error) go nowhere, and it inherits the environment of the process and the
/// descriptors that are not to be closed on execution. When it writes more than `max_output_bytes`, at the context's
/// deadline and when the call is cancelled, it is killed with all processes of its group and waited for. A process that
/// it leaves behind in the background does not delay the result.
[[nodiscard]] task<CommandResult> run_command(Context context, std::string command, std::size_t max_output_bytes);

}  // namespace dynoxx::runtime
