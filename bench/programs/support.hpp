#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What the measured programs share: their arguments, their clocks, and how they report.
namespace bench {

/// Arguments of the form `--name value`, and words in order.
class Arguments {
 public:
    Arguments(int count, char** values);

    [[nodiscard]] std::string word(std::size_t position) const;
    [[nodiscard]] std::string text(const std::string& name, std::string otherwise = {}) const;
    [[nodiscard]] int number(const std::string& name, int otherwise) const;

 private:
    std::vector<std::string> words_;
    std::map<std::string, std::string> named_;
};

/// Gives the CPU time of this process, all threads and system calls included, in nanoseconds.
[[nodiscard]] std::int64_t cpu_nanoseconds();

/// Gives the time since some fixed moment, in nanoseconds.
[[nodiscard]] std::int64_t wall_nanoseconds();

/// Gives one figure of a file under `/proc/self`, for example `VmHWM` of `status`, or -1.
[[nodiscard]] std::int64_t process_figure(const char* file, std::string_view name);

/// Gives how many descriptors this process has open.
[[nodiscard]] std::int64_t open_descriptors();

/// Runs requests in chunks, with the numbers from `--warm`, `--chunks` and `--per-chunk`, and prints the CPU time of
/// each chunk, the number of threads and the peak memory as one line of JSON. `run` makes a number of requests.
void measure_chunks(const Arguments& arguments, const std::function<void(int)>& run);

/// Prints figures as one line of JSON.
void print_figures(const std::vector<std::pair<std::string, std::int64_t>>& figures);

}  // namespace bench
