// The reader of HTTP answers: in pieces of any size it must read what it reads at once.
//
// The first byte: whether the answer is one to HEAD, and the size of the pieces.
#include "fuzz/fuzz.hpp"
#include "http/response_parser.hpp"

#include <algorithm>
#include <string>

namespace dynoxx::fuzz {

namespace {

/// What came of an answer: `failed`, or status, headers and body in one text.
std::string read(std::string_view text, bool head_only, std::size_t piece) {
    http::ResponseParser parser(head_only);
    std::string pending;
    while (!text.empty() && !parser.done()) {
        const std::size_t size = std::min(piece, text.size());
        pending.append(text.substr(0, size));
        text.remove_prefix(size);
        const http::Outcome<std::size_t> used = parser.take(pending);
        if (!used) {
            return "failed";
        }
        pending.erase(0, *used);
    }
    if (!parser.done() && (!pending.empty() || !parser.end())) {
        return "failed";
    }
    const http::Response& response = parser.response();
    std::string result = std::to_string(response.status) + (parser.keep_alive() ? " stays" : " ends");
    for (const auto& [name, value] : response.headers) {
        result.append("\n").append(name).append(": ").append(value);
    }
    return result.append("\n").append(response.body);
}

}  // namespace

void run(std::string_view input) {
    const unsigned choice = take_byte(input);
    const bool head_only = choice % 2 == 1;
    require(read(input, head_only, 1 + choice / 2 % 16) == read(input, head_only, input.size() + 1),
            "an answer in pieces is the same answer");
}

}  // namespace dynoxx::fuzz
