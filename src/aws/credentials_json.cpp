#include "aws/credentials_json.hpp"

#include "aws/text.hpp"
#include "json/reader.hpp"
#include "runtime/timestamp.hpp"

#include <algorithm>
#include <string_view>

namespace dynoxx::aws {

namespace {

constexpr std::string_view unauthorized_role = "AssumeRoleUnauthorizedAccess";

Error wrong(std::string what) {
    return {ErrorCode::CredentialsSourceFailed, std::move(what)};
}

std::optional<json::Value> find(const json::Value& object, std::string_view name) {
    std::optional<json::Value> found;
    object.for_each_member([&](std::string_view key, json::Value value) {
        if (!found && equals_ignoring_case(key, name)) {
            found = value;
        }
    });
    return found;
}

/// Gives a text; empty if it is null or missing.
std::string_view text_of(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> found = find(object, name);
    return found ? found->string().value_or(std::string_view()) : std::string_view();
}

/// Says what the document is, if it is not one with credentials.
std::optional<Error> refusal(CredentialsWriter writer, const json::Value& root) {
    if (writer == CredentialsWriter::Process) {
        const std::optional<json::Value> version = find(root, "Version");
        if (!version || version->integer() != 1) {
            return wrong("gave no document with Version 1");
        }
    }
    if (writer == CredentialsWriter::InstanceMetadata) {
        const std::string code(text_of(root, "Code"));
        if (code == unauthorized_role) {
            return wrong(
                "answered AssumeRoleUnauthorizedAccess: EC2 may not assume the role of the instance. Check the trust "
                "policy of the role");
        }
        if (code != "Success") {
            const bool word = !code.empty() && code.size() <= 64 && std::ranges::all_of(code, is_alphanumeric);
            return wrong(word ? "answered " + code : "gave no document with the Code Success");
        }
    }
    return std::nullopt;
}

Result<std::shared_ptr<Credentials>> read(CredentialsWriter writer, const json::Value& root) {
    if (root.type() != json::Value::Type::Object) {
        return wrong("gave no JSON object");
    }
    if (std::optional<Error> refused = refusal(writer, root)) {
        return *refused;
    }
    auto credentials = std::make_shared<Credentials>();
    for (const std::string_view required : {"AccessKeyId", "SecretAccessKey"}) {
        if (text_of(root, required).empty()) {
            return wrong("gave no " + std::string(required));
        }
    }
    credentials->access_key_id = text_of(root, "AccessKeyId");
    credentials->secret_access_key = runtime::Secret(text_of(root, "SecretAccessKey"));
    credentials->session_token =
        runtime::Secret(text_of(root, writer == CredentialsWriter::Process ? "SessionToken" : "Token"));
    credentials->account_id = text_of(root, "AccountId");
    if (const std::string_view expiration = text_of(root, "Expiration"); !expiration.empty()) {
        credentials->expiration = runtime::parse_iso8601(expiration);
        if (!credentials->expiration) {
            return wrong("gave an Expiration that is no time in the form of ISO 8601");
        }
    }
    return credentials;
}

}  // namespace

Result<std::shared_ptr<Credentials>> read_credentials(CredentialsWriter writer, std::string& text) {
    Result<std::shared_ptr<Credentials>> result = wrong("gave no JSON document");
    {
        const auto document = json::Document::parse(text, json::Document::default_max_depth, json::Contents::Secret);
        if (document) {
            result = read(writer, document->root());
        }
    }
    runtime::wipe(text.data(), text.size());
    return result;
}

}  // namespace dynoxx::aws
