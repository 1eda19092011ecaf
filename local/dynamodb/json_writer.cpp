#include "local/dynamodb/json_writer.hpp"

#include <charconv>

namespace dynoxx::local::dynamodb {

void JsonWriter::separate() {
    if (needs_comma_) {
        text_ += ',';
    }
    needs_comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    text_ += bracket;
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    text_ += bracket;
    needs_comma_ = true;
    return *this;
}

void JsonWriter::append_quoted(std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    text_ += '"';
    std::size_t plain = 0;  // where the text begins that is still to be copied as it is
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        text_.append(text, plain, at - plain);
        plain = at + 1;
        switch (c) {
            case '"':
                text_ += "\\\"";
                break;
            case '\\':
                text_ += "\\\\";
                break;
            case '\n':
                text_ += "\\n";
                break;
            case '\r':
                text_ += "\\r";
                break;
            case '\t':
                text_ += "\\t";
                break;
            default:
                text_ += "\\u00";
                text_ += hex[c >> 4];
                text_ += hex[c & 15];
        }
    }
    text_.append(text, plain);
    text_ += '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_quoted(name);
    text_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
    separate();
    append_quoted(text);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
    return raw(std::to_string(number));
}

JsonWriter& JsonWriter::number(double number) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed, 1).ptr;
    return raw(std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
}

JsonWriter& JsonWriter::boolean(bool value) {
    return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    text_ += json;
    return *this;
}

}  // namespace dynoxx::local::dynamodb
