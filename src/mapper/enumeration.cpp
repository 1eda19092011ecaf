#include <dynoxx/converters/enumeration.hpp>

namespace dynoxx::detail {

namespace {

/// Shows enough of a text to recognise it, and never a whole long one.
std::string shortened(const std::string& text) {
    constexpr std::size_t shown_bytes = 40;
    if (text.size() <= shown_bytes) {
        return text;
    }
    std::size_t end = shown_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;  // not inside a character
    }
    return text.substr(0, end) + "...";
}

}  // namespace

std::optional<std::int64_t> read_enum(AttributeValue& value, std::span<const EnumText> texts,
                                      std::string_view enum_name, ReadContext& in) {
    const std::string* text = in.expect<std::string>(value, AttributeValue::Type::S);
    if (text == nullptr) {
        return std::nullopt;
    }
    for (const EnumText& candidate : texts) {
        if (candidate.text == *text) {
            return candidate.value;
        }
    }
    in.fail(("'" + shortened(*text) + "' is not an enumerator of ").append(enum_name));
    return std::nullopt;
}

AttributeValue write_enum(std::int64_t value, std::span<const EnumText> texts, std::string_view enum_name,
                          WriteContext& out) {
    for (const EnumText& candidate : texts) {
        if (candidate.value == value) {
            return candidate.text;
        }
    }
    out.fail((std::to_string(value) + " has no name in ")
                 .append(enum_name)
                 .append("; specialise dynoxx::enum_texts for it"));
    return {};
}

}  // namespace dynoxx::detail
