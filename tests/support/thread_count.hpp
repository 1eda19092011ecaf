#pragma once

#include "support/loopback_server.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace dynoxx::test {

/// Counts the threads of this process without those of test servers.
inline std::size_t thread_count() {
    std::size_t count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream file(task.path() / "comm");
        std::string name;
        count += std::getline(file, name) && name != LoopbackServer::thread_name ? 1 : 0;
    }
    return count;
}

}  // namespace dynoxx::test
