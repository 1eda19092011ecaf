#include "cli/output.hpp"

#include <algorithm>

namespace dynoxx::cli {

namespace {

std::string_view code_of(Output::Colour colour) {
    switch (colour) {
        case Output::Colour::Green:
            return "\033[32m";
        case Output::Colour::Red:
            return "\033[31m";
        case Output::Colour::Yellow:
            return "\033[33m";
        case Output::Colour::Dim:
            break;
    }
    return "\033[2m";
}

}  // namespace

void Output::columns(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    for (const std::vector<std::string>& row : rows) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) {
                text.append(widths[i] - row[i].size() + 2, ' ');
            }
        }
        line(text);
    }
}

void Output::line(std::string_view text) {
    *out_ << text << '\n';
}

void Output::json(json::Writer& document) {
    *out_ << document.take() << '\n';
}

std::string Output::paint(Colour colour, std::string_view text) const {
    if (!coloured_) {
        return std::string(text);
    }
    return std::string(code_of(colour)).append(text).append("\033[0m");
}

}  // namespace dynoxx::cli
