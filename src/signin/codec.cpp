#include "signin/codec.hpp"

#include "aws/token_file.hpp"
#include "json/writer.hpp"

namespace dynoxx::signin {

namespace {

constexpr std::int64_t longest_lifetime = 315'360'000;  // seconds: ten years

[[noreturn]] void malformed(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse, "The answer cannot be understood: " + what + "."));
}

runtime::Secret required(const json::Value& object, std::string_view name) {
    runtime::Secret found = aws::secret_in(object, name);
    if (found.empty()) {
        malformed("it has no " + std::string(name));
    }
    return found;
}

void read(const json::Value& root, runtime::SystemTime now, LoginToken& into) {
    const std::optional<json::Value> keys = root.find("accessToken");
    const std::optional<json::Value> lifetime = root.find("expiresIn");
    const std::optional<std::int64_t> seconds = lifetime ? lifetime->integer() : std::nullopt;
    if (!keys || !seconds || *seconds < 0 || *seconds > longest_lifetime) {
        malformed(keys ? "it has no expiresIn" : "it has no accessToken");
    }
    into.access_key_id = required(*keys, "accessKeyId").reveal();
    into.secret_access_key = required(*keys, "secretAccessKey");
    into.session_token = required(*keys, "sessionToken");
    into.expires_at = std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(*seconds);
    into.refresh_token = required(root, "refreshToken");
}

}  // namespace

std::string write_refresh(const LoginToken& token) {
    json::Writer writer;
    writer.begin_object().member("clientId", token.client_id).member("grantType", "refresh_token");
    return writer.member("refreshToken", token.refresh_token.reveal()).end_object().take();
}

LoginToken read_refreshed(LoginToken token, std::string& body, runtime::SystemTime now) {
    struct WipeAtEnd {
        std::string& text;
        ~WipeAtEnd() {
            runtime::wipe(text.data(), text.size());
            text.clear();
        }
    };
    const WipeAtEnd wipe{body};
    const auto document = json::Document::parse(body, json::Document::default_max_depth, json::Contents::Secret);
    if (!document) {
        malformed("it is not JSON");
    }
    read(document->root(), now, token);
    return token;
}

}  // namespace dynoxx::signin
