#include "signin/codec.hpp"

#include "aws/secret_answer.hpp"
#include "json/writer.hpp"

namespace dynoxx::signin {

namespace {

constexpr std::int64_t longest_lifetime = 315'360'000;  // seconds: ten years

void read(const json::Value& root, runtime::SystemTime now, LoginToken& into) {
    const std::optional<json::Value> keys = root.find("accessToken");
    const std::optional<json::Value> lifetime = root.find("expiresIn");
    const std::optional<std::int64_t> seconds = lifetime ? lifetime->integer() : std::nullopt;
    if (!keys || !seconds || *seconds < 0 || *seconds > longest_lifetime) {
        aws::malformed_answer(keys ? "it has no expiresIn" : "it has no accessToken");
    }
    into.access_key_id = aws::required_secret(*keys, "accessKeyId").reveal();
    into.secret_access_key = aws::required_secret(*keys, "secretAccessKey");
    into.session_token = aws::required_secret(*keys, "sessionToken");
    into.expires_at = std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(*seconds);
    into.refresh_token = aws::required_secret(root, "refreshToken");
}

}  // namespace

std::string write_refresh(const LoginToken& token) {
    json::Writer writer;
    writer.begin_object().member("clientId", token.client_id).member("grantType", "refresh_token");
    return writer.member("refreshToken", token.refresh_token.reveal()).end_object().take();
}

LoginToken read_refreshed(LoginToken token, std::string& body, runtime::SystemTime now) {
    return aws::read_and_wipe(body, [&token, now](const json::Value& root) {
        read(root, now, token);
        return std::move(token);
    });
}

}  // namespace dynoxx::signin
