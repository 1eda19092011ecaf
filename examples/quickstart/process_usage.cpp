#include "process_usage.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>

namespace quickstart {

namespace {

std::int64_t number_after(std::string_view text, std::string_view field) {
    const auto found = text.find(field);
    if (found == std::string_view::npos) {
        return 0;
    }
    text.remove_prefix(found + field.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

ProcessUsage parse_process_status(std::string_view text) {
    ProcessUsage usage;
    usage.peak_memory_bytes = number_after(text, "\nVmHWM:") * 1024;
    usage.threads = static_cast<int>(number_after(text, "\nThreads:"));
    return usage;
}

ProcessUsage usage_of_this_process() {
    std::ifstream file("/proc/self/status");
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return parse_process_status(text);
}

}  // namespace quickstart
