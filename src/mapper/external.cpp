#include <dynoxx/converters/external.hpp>

#include <dynoxx/converters/scalar.hpp>

namespace dynoxx {

namespace {

void read_text(AttributeMap& map, std::string_view name, std::string& out, ReadContext& in) {
    AttributeValue* value = map.find(name);
    if (value != nullptr && value->type() != AttributeValue::Type::Null) {
        ReadContext here(in, name);
        Converter<std::string>::read(*value, out, here);
    }
}

void add_text(AttributeMap& map, std::string_view name, const std::string& text) {
    if (!text.empty()) {
        map.append(std::string(name), text);
    }
}

void read_metadata(AttributeMap& map, std::map<std::string, std::string>& out, ReadContext& in) {
    AttributeValue* value = map.find("metadata");
    if (value == nullptr || value->type() == AttributeValue::Type::Null) {
        return;
    }
    ReadContext here(in, "metadata");
    if (AttributeMap* entries = here.expect<AttributeMap>(*value, AttributeValue::Type::M)) {
        for (auto& [name, entry] : *entries) {
            ReadContext inner(here, name);
            Converter<std::string>::read(entry, out[name], inner);
        }
    }
}

}  // namespace

AttributeValue to_attribute_value(const S3Location& location) {
    AttributeMap map;
    map.append("bucket", location.bucket);
    map.append("key", location.key);
    map.append("size", Number(std::to_string(location.size)));
    map.append("etag", location.etag);
    add_text(map, "content_type", location.content_type);
    add_text(map, "last_modified", location.last_modified);
    add_text(map, "version_id", location.version_id);
    if (!location.metadata.empty()) {
        AttributeMap metadata;
        for (const auto& [name, value] : location.metadata) {
            metadata.append(name, value);
        }
        map.append("metadata", std::move(metadata));
    }
    return map;
}

AttributeValue Converter<S3Value>::write(const S3Value& value, WriteContext& out) {
    if (const S3File* file = value.pending()) {
        if (file->name().empty()) {
            out.fail("the file needs a name; give S3File::from_bytes one");
        }
        return out.upload_later(*file);
    }
    const S3Location* location = value.location();
    return location == nullptr ? AttributeValue() : to_attribute_value(*location);
}

void Converter<S3Value>::read(AttributeValue& value, S3Value& out, ReadContext& in) {
    if (value.type() == AttributeValue::Type::Null) {
        out = S3Value();
        return;
    }
    AttributeMap* map = in.expect<AttributeMap>(value, type);
    if (map == nullptr) {
        return;
    }
    for (const std::string_view needed : {"bucket", "key"}) {
        if (map->find(needed) == nullptr) {
            in.fail(std::string("the map of an S3 value has no '").append(needed).append("'"));
            return;
        }
    }
    S3Location location;
    read_text(*map, "bucket", location.bucket, in);
    read_text(*map, "key", location.key, in);
    if (AttributeValue* size = map->find("size")) {
        ReadContext here(in, "size");
        Converter<std::uint64_t>::read(*size, location.size, here);
    }
    read_text(*map, "etag", location.etag, in);
    read_text(*map, "content_type", location.content_type, in);
    read_text(*map, "last_modified", location.last_modified, in);
    read_text(*map, "version_id", location.version_id, in);
    read_metadata(*map, location.metadata, in);
    out = S3Value(std::move(location));
}

}  // namespace dynoxx
