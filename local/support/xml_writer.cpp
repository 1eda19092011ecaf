#include "local/support/xml_writer.hpp"

#include <cstdio>

namespace dynoxx::local::support {

XmlWriter::XmlWriter() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

XmlWriter& XmlWriter::open(std::string_view name, std::string_view attributes) {
    text_.append("<").append(name);
    if (!attributes.empty()) {
        text_.append(" ").append(attributes);
    }
    text_.append(">");
    return *this;
}

XmlWriter& XmlWriter::close(std::string_view name) {
    text_.append("</").append(name).append(">");
    return *this;
}

XmlWriter& XmlWriter::element(std::string_view name, std::string_view text) {
    open(name);
    text_.append(xml_escaped(text));
    return close(name);
}

std::string xml_escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\n':
            case '\t':
                result += c;
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    // S3 writes such characters as references, which XML 1.0 parsers may refuse: encoding-type=url
                    // avoids it.
                    char reference[8];
                    std::snprintf(reference, sizeof(reference), "&#x%X;", static_cast<unsigned>(c));
                    result += reference;
                } else {
                    result += c;
                }
        }
    }
    return result;
}

}  // namespace dynoxx::local::support
