#include "aws/token_file.hpp"

#include "json/copy.hpp"
#include "runtime/timestamp.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

/// What the parser wants behind a text that it reads in place.
constexpr std::size_t spare_bytes = 64;

}  // namespace

std::optional<TokenFile> TokenFile::read(const runtime::FileSystem& files, const std::string& path) {
    std::optional<std::string> found = files.read(path).value();
    if (!found) {
        return std::nullopt;
    }
    auto text = std::make_unique<std::string>();
    text->reserve(found->size() + spare_bytes);
    text->append(*found);
    runtime::wipe(found->data(), found->size());
    auto document = json::Document::parse(*text, json::Document::default_max_depth, json::Contents::Secret);
    if (!document || document->root().type() != json::Value::Type::Object) {
        runtime::wipe(text->data(), text->size());
        throw_error(Error(ErrorCode::CredentialsSourceFailed,
                          "The token file " + path + " is not a JSON object. Sign in again to replace it."));
    }
    return TokenFile(std::move(text), *std::move(document));
}

TokenFile::~TokenFile() {
    if (text_) {
        runtime::wipe(text_->data(), text_->size());
    }
}

std::string text_in(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = object.find(name);
    return std::string(member ? member->string().value_or("") : std::string_view());
}

runtime::Secret secret_in(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = object.find(name);
    const std::string_view text = member ? member->string().value_or("") : std::string_view();
    return text.empty() ? runtime::Secret() : runtime::Secret(text);
}

std::optional<runtime::SystemTime> time_in(const json::Value& object, std::string_view name) {
    return runtime::parse_iso8601(text_in(object, name));
}

Result<void> update_token_file(const runtime::FileSystem& files, const std::string& path,
                               std::vector<TokenMember> members) {
    std::optional<TokenFile> file;
    try {
        file = TokenFile::read(files, path);
    } catch (const Exception& unreadable) {
        return unreadable.error();
    }
    if (!file) {
        return {};  // somebody has signed out meanwhile
    }
    json::Writer writer;
    writer.begin_object();
    const auto replaces = [&members](std::string_view name) {
        return std::ranges::find(members, name, &TokenMember::name) != members.end();
    };
    file->root().for_each_member([&](std::string_view name, const json::Value& value) {
        if (!replaces(name)) {
            writer.key(name);
            json::copy(value, writer);
        }
    });
    for (TokenMember& member : members) {
        writer.key(member.name).raw(member.json);
        runtime::wipe(member.json.data(), member.json.size());
    }
    std::string text = writer.end_object().take();
    Result<void> written = files.replace(path, text);
    runtime::wipe(text.data(), text.size());
    return written;
}

}  // namespace dynoxx::aws
