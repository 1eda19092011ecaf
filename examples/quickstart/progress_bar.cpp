#include "progress_bar.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace quickstart {

namespace {

constexpr std::size_t width = 40;

}  // namespace

ProgressBar::Output ProgressBar::output_of_stdout() {
    const char* terminal = std::getenv("TERM");
    const bool can_move = terminal != nullptr && std::string_view(terminal) != "dumb";
    return can_move && isatty(STDOUT_FILENO) == 1 ? Output::Terminal : Output::Lines;
}

ProgressBar::ProgressBar(std::ostream& out, Output output, std::string label, std::size_t total)
    : out_(out), output_(output), label_(std::move(label)), total_(total) {}

void ProgressBar::show(std::size_t done) {
    done = std::min(done, total_);
    const std::size_t steps = output_ == Output::Terminal ? 100 : 10;
    const std::size_t step = total_ == 0 ? steps : done * steps / total_;
    if (step == last_step_ || (output_ == Output::Lines && step == 0)) {
        return;
    }
    last_step_ = step;
    draw(done);
}

void ProgressBar::draw(std::size_t done) {
    if (output_ == Output::Lines) {
        out_ << label_ << ": " << done << " of " << total_ << '\n' << std::flush;
        return;
    }
    const std::size_t filled = total_ == 0 ? width : done * width / total_;
    out_ << '\r' << label_ << " [" << std::string(filled, '#') << std::string(width - filled, '.') << "] " << done
         << '/' << total_ << std::flush;
}

void ProgressBar::finish() {
    show(total_);
    if (output_ == Output::Terminal) {
        out_ << '\n' << std::flush;
    }
}

}  // namespace quickstart
