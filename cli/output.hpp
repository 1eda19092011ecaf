#pragma once

#include "json/writer.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::cli {

/// Where a command writes what it found: columns for people, one JSON document per line for programs.
class Output {
 public:
    enum class Colour { Green, Red, Yellow, Dim };

    Output(std::ostream& out, bool coloured) : out_(&out), coloured_(coloured) {}

    /// Writes rows whose columns start below each other; the last column may be of any length.
    void columns(const std::vector<std::vector<std::string>>& rows);

    void line(std::string_view text);

    /// Writes a document and the end of its line.
    void json(json::Writer& document);

    /// Gives the text in a colour, or as it is where there are no colours.
    [[nodiscard]] std::string paint(Colour colour, std::string_view text) const;

 private:
    std::ostream* out_;
    bool coloured_;
};

}  // namespace dynoxx::cli
