#include "signin/login_token.hpp"

#include "aws/text.hpp"
#include "aws/token_file.hpp"
#include "json/writer.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/sha256.hpp"

namespace dynoxx::signin {

namespace {

using runtime::Secret;

/// Gives the directory of the tokens; empty if it is not known.
std::string cache_directory(const AwsConfig& config) {
    const std::string_view chosen = config.data().variable("AWS_LOGIN_CACHE_DIRECTORY");
    if (!chosen.empty()) {
        return std::string(chosen);
    }
    const std::string_view home = config.data().variable("HOME");
    return home.empty() ? std::string() : std::string(home) + "/.aws/login/cache";
}

[[noreturn]] void refuse(const LoginSettings& settings, const std::string& what) {
    throw_error(Error(ErrorCode::CredentialsSourceFailed, "The login session of the profile " + settings.profile +
                                                              " (" + to_string(settings.session.origin) +
                                                              ") cannot be used: " + what + ". Run " +
                                                              command_of(settings) + "."));
}

std::string json_text(std::string_view text) {
    json::Writer writer;
    return writer.string(text).take();
}

std::string json_of_keys(const LoginToken& token) {
    json::Writer writer;
    writer.begin_object().member("accessKeyId", token.access_key_id);
    writer.member("secretAccessKey", token.secret_access_key.reveal());
    writer.member("sessionToken", token.session_token.reveal()).member("accountId", token.account_id);
    return writer.member("expiresAt", runtime::format_iso8601(token.expires_at)).end_object().take();
}

}  // namespace

std::optional<LoginSettings> settings_of(const aws::Section& profile, const AwsConfig& config) {
    const aws::Property* session = profile.find("login_session");
    if (session == nullptr || session->value.empty()) {
        return std::nullopt;
    }
    LoginSettings settings;
    settings.profile = profile.name;
    settings.session = {session->value, session->origin};
    if (const std::string directory = cache_directory(config); !directory.empty()) {
        settings.token_path = directory + "/" + sigv4::sha256_hex(aws::trim(session->value)) + ".json";
    }
    return settings;
}

LoginToken read_token(const runtime::FileSystem& files, const LoginSettings& settings) {
    if (settings.token_path.empty()) {
        refuse(settings, "neither AWS_LOGIN_CACHE_DIRECTORY nor HOME is set, which say where its file is");
    }
    const std::optional<aws::TokenFile> file = aws::TokenFile::read(files, settings.token_path);
    if (!file) {
        refuse(settings, "its file " + settings.token_path + " does not exist");
    }
    const auto required = [&settings](const json::Value& object, std::string_view name) {
        Secret found = aws::secret_in(object, name);
        if (found.empty()) {
            refuse(settings, "its file " + settings.token_path + " has no " + std::string(name));
        }
        return found;
    };
    const json::Value root = file->root();
    const std::optional<json::Value> keys = root.find("accessToken");
    if (!keys) {
        refuse(settings, "its file " + settings.token_path + " has no accessToken");
    }
    const std::optional<runtime::SystemTime> expires_at = aws::time_in(*keys, "expiresAt");
    if (!expires_at) {
        refuse(settings, "its file " + settings.token_path + " has no expiresAt");
    }
    LoginToken token;
    token.access_key_id = required(*keys, "accessKeyId").reveal();
    token.secret_access_key = required(*keys, "secretAccessKey");
    token.session_token = required(*keys, "sessionToken");
    token.account_id = aws::text_in(*keys, "accountId");
    token.expires_at = *expires_at;
    token.client_id = required(root, "clientId").reveal();
    token.refresh_token = required(root, "refreshToken");
    token.proof_key = required(root, "dpopKey");
    return token;
}

Result<void> write_token(const runtime::FileSystem& files, const LoginSettings& settings, const LoginToken& token) {
    std::vector<aws::TokenMember> members;
    members.emplace_back("accessToken", json_of_keys(token));
    members.emplace_back("refreshToken", json_text(token.refresh_token.reveal()));
    return aws::update_token_file(files, settings.token_path, std::move(members));
}

std::string command_of(const LoginSettings& settings) {
    return "aws login --profile " + settings.profile;
}

}  // namespace dynoxx::signin
