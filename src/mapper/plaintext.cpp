#include <dynoxx/converters/external.hpp>

#include "dynamodb/codec/attribute_value.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mapper/envelope.hpp"
#include "runtime/secret.hpp"

namespace dynoxx::detail {

namespace {

/// What a reader or writer of JSON may add to each value, and may make of each byte.
constexpr std::size_t frame_size = 32;
constexpr std::size_t longest_escape = 6;

/// Gives no less than the size of a value's JSON, so that its text is written in one buffer, which can be overwritten.
class SizeBound {
 public:
    std::size_t operator()(std::monostate) const { return frame_size; }
    std::size_t operator()(bool) const { return frame_size; }
    std::size_t operator()(const std::string& text) const { return frame_size + longest_escape * text.size(); }
    std::size_t operator()(const Number& number) const { return (*this)(number.text()); }
    std::size_t operator()(const Bytes& bytes) const { return frame_size + 2 * bytes.size(); }
    std::size_t operator()(const AttributeValue& value) const { return std::visit(*this, value.storage()); }
    std::size_t operator()(const AttributeValue::List& list) const { return sum(list); }
    std::size_t operator()(const AttributeValue::StringSet& set) const { return sum(set.values); }
    std::size_t operator()(const AttributeValue::NumberSet& set) const { return sum(set.values); }
    std::size_t operator()(const AttributeValue::BinarySet& set) const { return sum(set.values); }
    std::size_t operator()(const AttributeMap& map) const {
        std::size_t size = frame_size;
        for (const auto& [name, value] : map) {
            size += (*this)(name) + (*this)(value);
        }
        return size;
    }

 private:
    template <class Values>
    [[nodiscard]] std::size_t sum(const Values& values) const {
        std::size_t size = frame_size;
        for (const auto& value : values) {
            size += (*this)(value);
        }
        return size;
    }
};

void wipe_bytes(Bytes& bytes) noexcept {
    runtime::wipe(bytes.data(), bytes.size());
}

void wipe_parts(AttributeValue& value) noexcept {
    if (auto* text = value.get_if<std::string>()) {
        wipe(*text);
    } else if (auto* bytes = value.get_if<Bytes>()) {
        wipe_bytes(*bytes);
    } else if (auto* list = value.get_if<AttributeValue::List>()) {
        for (AttributeValue& element : *list) {
            wipe_parts(element);
        }
    } else if (auto* map = value.get_if<AttributeMap>()) {
        for (auto& [name, member] : *map) {
            wipe_parts(member);
        }
    } else if (auto* texts = value.get_if<AttributeValue::StringSet>()) {
        for (std::string& element : texts->values) {
            wipe(element);
        }
    } else if (auto* blobs = value.get_if<AttributeValue::BinarySet>()) {
        for (Bytes& element : blobs->values) {
            wipe_bytes(element);
        }
    }
}

}  // namespace

bool is_sealed_text(const AttributeValue& value) noexcept {
    const std::string* text = value.get_if<std::string>();
    return text != nullptr && mapper::is_sealed(*text);
}

void wipe(AttributeValue& value) noexcept {
    wipe_parts(value);
    value = AttributeValue();
}

SecretText to_plaintext(AttributeValue value, WriteContext& out) {
    SecretText text;
    json::Writer writer(SizeBound()(value));
    try {
        dynamodb::write_value(writer, value);
        text = SecretText(writer.take());
    } catch (const Exception& refusal) {
        out.fail(refusal.error().message());
    }
    wipe(value);
    return text;
}

AttributeValue from_plaintext(const std::string& text, ReadContext& in) {
    try {
        const json::Document document =
            json::Document::parse(text, json::Document::default_max_depth, json::Contents::Secret).value();
        return dynamodb::read_value(document.root(), "the plaintext");
    } catch (const Exception&) {
        in.fail("what was sealed is no value of its type");
    }
    return {};
}

}  // namespace dynoxx::detail
