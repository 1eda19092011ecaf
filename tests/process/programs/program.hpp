#pragma once

#include <dynoxx/dynoxx.hpp>

#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <iterator>
#include <string>

/// What the small programs share that the process tests start.
namespace program {

/// Ends the program with status 1, without any destructor, if something is not as it should be.
inline void check(bool holds, const std::string& what) {
    if (!holds) {
        std::fputs(("FAILED: " + what + "\n").c_str(), stderr);
        std::fflush(stderr);
        std::_Exit(1);
    }
}

/// Counts the entries of a directory such as `/proc/self/fd`.
inline std::size_t count_entries(const char* directory) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory), {}));
}

inline std::size_t threads() {
    return count_entries("/proc/self/task");
}

/// Counts open descriptors, without the one that reads the directory.
inline std::size_t descriptors() {
    return count_entries("/proc/self/fd") - 1;
}

struct Note {
    std::string id{};
    std::string text{};

    static constexpr auto dynoxx_model = dynoxx::model("notes", dynoxx::partition_key<&Note::id>);
};

inline dynoxx::GetItemRequest request_for(const std::string& id) {
    dynoxx::GetItemRequest request;
    request.table_name = "notes";
    request.key.set("id", id);
    return request;
}

/// Reads an item that need not exist.
inline void ask(const dynoxx::DynamoDBClient& client) {
    const auto answer = client.get_item(request_for("n#1")).try_run();
    check(answer.has_value(), answer ? "" : answer.error().what());
}

/// The same without blocking, on the runtime's own thread.
inline void ask_beside(const dynoxx::DynamoDBClient& client) {
    auto answer = client.get_item(request_for("n#1")).try_async(boost::asio::use_future);
    check(answer.wait_for(std::chrono::seconds(30)) == std::future_status::ready, "no answer in 30 s");
    const auto result = answer.get();
    check(result.has_value(), result ? "" : result.error().what());
}

}  // namespace program
