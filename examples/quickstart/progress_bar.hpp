#pragma once

#include <cstddef>
#include <ostream>
#include <string>

namespace quickstart {

/// Shows how much of a work is done: one line that is drawn again on a terminal, a line for each tenth elsewhere.
class ProgressBar {
 public:
    enum class Output { Terminal, Lines };

    /// Gives `Terminal` if standard output is one that can move its cursor.
    [[nodiscard]] static Output output_of_stdout();

    ProgressBar(std::ostream& out, Output output, std::string label, std::size_t total);

    /// Says that `done` of `total` are done; draws only what changes.
    void show(std::size_t done);

    /// Ends the line on a terminal.
    void finish();

 private:
    void draw(std::size_t done);

    std::ostream& out_;
    Output output_;
    std::string label_;
    std::size_t total_;
    std::size_t last_step_ = static_cast<std::size_t>(-1);
};

}  // namespace quickstart
