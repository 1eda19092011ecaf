#include "local/support/json_writer.hpp"

#include <cstdio>
#include <utility>

namespace dynoxx::local::support {

std::string json_quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                result += "\\\"";
                break;
            case '\\':
                result += "\\\\";
                break;
            case '\n':
                result += "\\n";
                break;
            case '\r':
                result += "\\r";
                break;
            case '\t':
                result += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    char escape[8];
                    std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned>(c));
                    result += escape;
                } else {
                    result += c;
                }
        }
    }
    return result + '"';
}

void JsonWriter::name(std::string_view name) {
    text_ += text_.empty() ? '{' : ',';
    text_.append(json_quoted(name)).append(":");
}

JsonWriter& JsonWriter::text(std::string_view member, std::string_view value) {
    return raw(member, json_quoted(value));
}

JsonWriter& JsonWriter::raw(std::string_view member, std::string_view json) {
    name(member);
    text_.append(json);
    return *this;
}

std::string JsonWriter::take() {
    std::string result = text_.empty() ? "{" : std::exchange(text_, {});
    return result + "}";
}

}  // namespace dynoxx::local::support
