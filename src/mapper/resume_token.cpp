#include <dynoxx/resume_token.hpp>

#include "dynamodb/codec/attribute_value.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <optional>

namespace dynoxx {

namespace {

constexpr std::int64_t format = 1;

Error not_a_token(const std::string& reason) {
    return Error(ErrorCode::InvalidOption,
                 "This is not a resume token of dynoxx: " + reason + ". Use what ResumeToken::text() gave, unchanged.");
}

/// Turns base64 into its form for URLs, without padding.
std::string url_form(std::string text) {
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    text.erase(std::ranges::find(text, '='), text.end());
    return text;
}

std::optional<Bytes> bytes_of(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos) {
        return std::nullopt;
    }
    std::string base64(text);
    std::ranges::replace(base64, '-', '+');
    std::ranges::replace(base64, '_', '/');
    base64.append((4 - base64.size() % 4) % 4, '=');
    return runtime::base64_decode(base64);
}

std::optional<std::string> text_of(const json::Value& root, std::string_view name) {
    const std::optional<json::Value> member = root.find(name);
    const std::optional<std::string_view> text = member ? member->string() : std::nullopt;
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

Result<ResumeToken> read(const json::Value& root) {
    const std::optional<json::Value> version = root.find("v");
    const std::optional<json::Value> key = root.find("k");
    std::optional<std::string> table = text_of(root, "t");
    std::optional<std::string> index = text_of(root, "i");
    if (!version || !key || !table || !index) {
        return not_a_token("a part of it is missing");
    }
    if (version->integer() != format) {
        return not_a_token("it has another format than 1");
    }
    Item position = dynamodb::read_item(*key);
    if (position.empty()) {
        return not_a_token("its key is empty");
    }
    return ResumeToken(*std::move(table), *std::move(index), std::move(position));
}

}  // namespace

std::string ResumeToken::text() const {
    json::Writer writer;
    writer.begin_object().key("v").integer(format).member("t", table_).member("i", index_).key("k");
    dynamodb::write_item(writer, key_);
    const std::string json = writer.end_object().take();
    return url_form(runtime::base64_encode(std::as_bytes(std::span(json))));
}

Result<ResumeToken> ResumeToken::parse(std::string_view text) {
    const std::optional<Bytes> bytes = bytes_of(text);
    if (!bytes) {
        return not_a_token("it is not base64 for URLs");
    }
    const std::string json(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    const Result<json::Document> document = json::Document::parse(json);
    if (!document) {
        return not_a_token("it does not hold JSON");
    }
    try {
        return read(document->root());
    } catch (const ResponseException& exception) {
        return not_a_token(exception.error().message());
    }
}

}  // namespace dynoxx
