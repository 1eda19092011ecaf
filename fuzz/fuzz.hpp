#pragma once

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// What the programs of this folder share: each defines `run`, which must hold for every input.
namespace dynoxx::fuzz {

/// Does with one input what the program is about. Bad input must end in the error that the code promises for it.
void run(std::string_view input);

/// Ends the program, as the sanitizers do, if something that holds for every input does not.
inline void require(bool holds, const char* sentence) {
    if (!holds) {
        std::fprintf(stderr, "fuzz: this does not hold: %s\n", sentence);
        std::abort();
    }
}

/// Takes an input apart at lines that hold nothing but `%%`; parts that are missing are empty.
template <std::size_t Count>
std::array<std::string_view, Count> parts_of(std::string_view input) {
    constexpr std::string_view mark = "\n%%\n";
    std::array<std::string_view, Count> parts{};
    for (std::size_t index = 0; index + 1 < Count; ++index) {
        const std::size_t end = input.find(mark);
        if (end == std::string_view::npos) {
            parts[index] = input;
            return parts;
        }
        parts[index] = input.substr(0, end);
        input.remove_prefix(end + mark.size());
    }
    parts[Count - 1] = input;
    return parts;
}

/// Takes the first byte of an input as a number; 0 if there is none.
inline unsigned take_byte(std::string_view& input) {
    if (input.empty()) {
        return 0;
    }
    const auto byte = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    return byte;
}

}  // namespace dynoxx::fuzz
