#pragma once

#include <cstdint>
#include <string_view>

namespace quickstart {

/// What the system says about a process.
struct ProcessUsage {
    std::int64_t peak_memory_bytes = 0;
    int threads = 0;
};

/// Reads the text of `/proc/PID/status`; what is missing there stays zero.
///
/// @par Source
/// proc(5), "/proc/[pid]/status".
[[nodiscard]] ProcessUsage parse_process_status(std::string_view text);

/// Gives the numbers of this process.
[[nodiscard]] ProcessUsage usage_of_this_process();

}  // namespace quickstart
