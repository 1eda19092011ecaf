#include <dynoxx/item.hpp>

#include <dynoxx/key.hpp>

namespace dynoxx {

DYNOXX_DEFINE_COPIES(Serialized);

Serialized::Serialized() = default;

}  // namespace dynoxx

namespace dynoxx::detail {

void append_attribute(AttributeMap& map, std::string_view name, AttributeValue&& value) {
    map.append(std::string(name), std::move(value));
}

Result<Serialized> finish_writing(Item item, WriteContext& out) {
    if (out.failed()) {
        return out.error();
    }
    Serialized serialized;
    serialized.item = std::move(item);
    if (out.has_outcome()) {
        serialized.uploads = std::move(out.uploads());
        serialized.seals = std::move(out.seals());
    }
    return serialized;
}

void throw_failed(const ReadContext& in) {
    throw_error(in.error());
}

Result<Item> finish_key(Item key, WriteContext& out) {
    for (const auto& [name, value] : key) {
        const std::string* text = value.get_if<std::string>();
        const Bytes* bytes = value.get_if<Bytes>();
        if ((text != nullptr && text->empty()) || (bytes != nullptr && bytes->empty())) {
            WriteContext here(out, name);
            here.fail("a key must not be empty");
        }
    }
    if (out.failed()) {
        return out.error();
    }
    return key;
}

}  // namespace dynoxx::detail
