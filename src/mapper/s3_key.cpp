#include "mapper/s3_key.hpp"

#include "runtime/encoding.hpp"

#include <algorithm>
#include <optional>

namespace dynoxx::mapper {

namespace {

/// The text of a key: texts and numbers as they are, bytes in hexadecimal.
Result<std::string> key_text(const Item& item, const std::string& name) {
    const AttributeValue* value = item.find(name);
    if (value != nullptr) {
        if (const std::string* text = value->get_if<std::string>()) {
            return *text;
        }
        if (const Number* number = value->get_if<Number>()) {
            return number->text();
        }
        if (const Bytes* bytes = value->get_if<Bytes>()) {
            return runtime::hex_encode(*bytes);
        }
    }
    return Error(ErrorCode::InvalidItem, "Cannot name an S3 object: the item has no key '" + name + "'.");
}

/// Refuses a file name whose steps lead elsewhere for whoever takes the key for a path, and one that no key can have.
std::optional<Error> wrong_name(const std::string& name) {
    const auto leads_elsewhere = [&name](std::string_view step) {
        const std::string all = "/" + name + "/";
        return all.find("/" + std::string(step) + "/") != std::string::npos;
    };
    if (name.find('\0') != std::string::npos) {
        return Error(ErrorCode::InvalidItem, "Cannot name an S3 object: the name of its file has a zero byte.");
    }
    if (leads_elsewhere(".") || leads_elsewhere("..")) {
        return Error(ErrorCode::InvalidItem, "Cannot name an S3 object: the name of its file, '" + name +
                                                 "', has a step '.' or '..'. Set another one by S3File::name.");
    }
    return std::nullopt;
}

}  // namespace

std::string s3_object_key(std::string_view prefix, std::string_view partition_key, std::string_view sort_key,
                          std::string_view file_name) {
    std::string keys(partition_key);
    if (!sort_key.empty()) {
        keys.append("/").append(sort_key);
    }
    std::ranges::replace(keys, '#', '/');
    std::string_view stripped = keys;
    while (stripped.starts_with('/')) {
        stripped.remove_prefix(1);
    }
    while (stripped.ends_with('/')) {
        stripped.remove_suffix(1);
    }
    std::string key(prefix);
    return key.append(stripped).append("/").append(file_name);
}

Result<std::string> s3_object_key(const Entity& entity, const Item& item, const PendingUpload& upload) {
    const EntityAttribute* attribute = entity.find(upload.attribute);
    if (attribute == nullptr || !attribute->s3) {
        return Error(ErrorCode::InvalidModel, "The attribute '" + upload.attribute + "' is not kept in S3.");
    }
    if (std::optional<Error> wrong = wrong_name(upload.file.name())) {
        return *std::move(wrong);
    }
    const Result<std::string> partition_key = key_text(item, entity.partition_key);
    if (!partition_key) {
        return partition_key.error();
    }
    std::string sort_key;
    if (!entity.sort_key.empty()) {
        const Result<std::string> found = key_text(item, entity.sort_key);
        if (!found) {
            return found.error();
        }
        sort_key = *found;
    }
    return s3_object_key(attribute->s3->prefix, *partition_key, sort_key, upload.file.name());
}

}  // namespace dynoxx::mapper
