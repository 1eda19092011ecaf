#include "conformance/sigv4_http_text.hpp"

#include <algorithm>

namespace dynoxx::conformance {

HttpText HttpText::parse(std::string_view text) {
    HttpText request;
    const auto next_line = [&text] {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        return line;
    };
    std::string_view start = next_line();
    start = start.substr(0, start.rfind(" HTTP/"));
    const std::size_t blank = std::min(start.find(' '), start.size());
    request.method = start.substr(0, blank);
    start.remove_prefix(std::min(blank + 1, start.size()));
    const std::size_t question = std::min(start.find('?'), start.size());
    request.path = start.substr(0, question);
    request.query = start.substr(std::min(question + 1, start.size()));

    for (std::string_view line = next_line(); !line.empty(); line = next_line()) {
        if (line.front() == ' ' || line.front() == '\t') {
            request.headers.back().second.append("\n").append(line);
            continue;
        }
        const std::size_t colon = std::min(line.find(':'), line.size());
        request.headers.emplace_back(line.substr(0, colon), line.substr(std::min(colon + 1, line.size())));
    }
    request.body = text;
    return request;
}

std::string HttpText::print() const {
    std::string text = method + " " + path + (query.empty() ? "" : "?" + query) + " HTTP/1.1\n";
    for (const auto& [name, value] : headers) {
        text.append(name).append(":").append(value).append("\n");
    }
    return text + "\n" + body;
}

std::vector<sigv4::HeaderView> HttpText::header_views() const {
    return {headers.begin(), headers.end()};
}

}  // namespace dynoxx::conformance
