#include "local/kms/request.hpp"

#include "local/kms/error.hpp"
#include "runtime/encoding.hpp"

#include <simdjson.h>

#include <cctype>

namespace dynoxx::local::kms {

using simdjson::dom::element;

struct Request::Impl {
    simdjson::dom::parser parser{};
    simdjson::dom::object root{};

    [[nodiscard]] std::optional<element> find(std::string_view name) const {
        element found;
        if (root.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) {
            return std::nullopt;
        }
        return found;
    }
};

namespace {

Refusal wrong_type(std::string_view name) {
    return Refusal("SerializationException", "Value of '" + std::string(name) + "' has the wrong type");
}

std::string lower_first(std::string_view name) {
    std::string result(name);
    result.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(result.front())));
    return result;
}

Refusal constraint(std::string_view name, std::string_view text) {
    return Refusal("ValidationException", "1 validation error detected: Value at '" + lower_first(name) +
                                              "' failed to satisfy constraint: " + std::string(text));
}

std::string string_of(std::string_view name, const element& value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) {
        throw wrong_type(name);
    }
    return std::string(text);
}

Refusal missing(std::string_view name) {
    return Refusal("ValidationException", "1 validation error detected: Value null at '" + lower_first(name) +
                                              "' failed to satisfy constraint: Member must not be null");
}

}  // namespace

Request::Request(std::string_view body) : impl_(std::make_unique<Impl>()) {
    const std::string_view text = body.empty() ? std::string_view("{}") : body;
    element document;
    if (impl_->parser.parse(text.data(), text.size()).get(document) != simdjson::SUCCESS ||
        document.get(impl_->root) != simdjson::SUCCESS) {
        throw Refusal("SerializationException");
    }
}

Request::~Request() = default;

std::optional<std::string> Request::text(std::string_view name) const {
    const std::optional<element> found = impl_->find(name);
    return found ? std::optional(string_of(name, *found)) : std::nullopt;
}

std::optional<std::int64_t> Request::integer(std::string_view name) const {
    const std::optional<element> found = impl_->find(name);
    if (!found) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    if (found->get(number) != simdjson::SUCCESS) {
        throw wrong_type(name);
    }
    return number;
}

std::optional<std::string> Request::bytes(std::string_view name) const {
    const std::optional<std::string> encoded = text(name);
    if (!encoded) {
        return std::nullopt;
    }
    const auto decoded = runtime::base64_decode(*encoded);
    if (!decoded) {
        throw Refusal("SerializationException", "Value of '" + std::string(name) + "' is not base64");
    }
    return std::string(runtime::text_of(*decoded));
}

EncryptionContext Request::context(std::string_view name) const {
    EncryptionContext result;
    const std::optional<element> found = impl_->find(name);
    if (!found) {
        return result;
    }
    simdjson::dom::object pairs;
    if (found->get(pairs) != simdjson::SUCCESS) {
        throw wrong_type(name);
    }
    for (const auto& [key, value] : pairs) {
        result.emplace(key, string_of(name, value));
    }
    return result;
}

std::string Request::required_text(std::string_view name) const {
    std::optional<std::string> found = text(name);
    if (!found) {
        throw missing(name);
    }
    if (found->empty()) {
        throw constraint(name, "Member must have length greater than or equal to 1");
    }
    return std::move(*found);
}

std::string Request::required_bytes(std::string_view name, std::size_t most) const {
    std::optional<std::string> found = bytes(name);
    if (!found) {
        throw missing(name);
    }
    if (found->empty()) {
        throw constraint(name, "Member must have length greater than or equal to 1");
    }
    if (found->size() > most) {
        throw constraint(name, "Member must have length less than or equal to " + std::to_string(most));
    }
    return std::move(*found);
}

}  // namespace dynoxx::local::kms
