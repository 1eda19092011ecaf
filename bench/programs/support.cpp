#include "support.hpp"

#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace bench {

namespace {

std::int64_t nanoseconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

Arguments::Arguments(int count, char** values) {
    for (int i = 1; i < count; ++i) {
        const std::string value(values[i]);
        if (!value.starts_with("--")) {
            words_.push_back(value);
        } else if (i + 1 < count) {
            named_[value.substr(2)] = values[++i];
        } else {
            throw std::runtime_error(value + " needs a value");
        }
    }
}

std::string Arguments::word(std::size_t position) const {
    if (position >= words_.size()) {
        throw std::runtime_error("too few arguments; bench/measure.py has the lines that work");
    }
    return words_[position];
}

std::string Arguments::text(const std::string& name, std::string otherwise) const {
    const auto found = named_.find(name);
    return found == named_.end() ? std::move(otherwise) : found->second;
}

int Arguments::number(const std::string& name, int otherwise) const {
    const std::string value = text(name);
    return value.empty() ? otherwise : std::stoi(value);
}

std::int64_t cpu_nanoseconds() {
    return nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
}

std::int64_t wall_nanoseconds() {
    return nanoseconds(CLOCK_MONOTONIC);
}

std::int64_t process_figure(const char* file, std::string_view name) {
    std::ifstream in(std::string("/proc/self/") + file);
    std::string line;
    while (std::getline(in, line)) {
        if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == ':') {
            return std::stoll(line.substr(name.size() + 1));
        }
    }
    return -1;
}

std::int64_t open_descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all)) - 1;  // one of them reads the folder
}

void measure_chunks(const Arguments& arguments, const std::function<void(int)>& run) {
    const int per_chunk = arguments.number("per-chunk", 100);
    const int chunks = arguments.number("chunks", 10);
    run(arguments.number("warm", 64));
    std::string list;
    for (int i = 0; i < chunks; ++i) {
        const std::int64_t before = cpu_nanoseconds();
        run(per_chunk);
        list += (i == 0 ? "" : ", ") + std::to_string((cpu_nanoseconds() - before) / per_chunk);
    }
    std::printf("{\"cpu_ns\": [%s], \"threads\": %lld, \"peak_kib\": %lld}\n", list.c_str(),
                static_cast<long long>(process_figure("status", "Threads")),
                static_cast<long long>(process_figure("status", "VmHWM")));
}

void print_figures(const std::vector<std::pair<std::string, std::int64_t>>& figures) {
    std::string text = "{";
    for (const auto& [name, value] : figures) {
        text += (text.size() == 1 ? "\"" : ", \"") + name + "\": " + std::to_string(value);
    }
    std::puts((text + "}").c_str());
}

}  // namespace bench
