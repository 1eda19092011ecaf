#include "sso/codec.hpp"

#include "aws/secret_answer.hpp"
#include "json/writer.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::sso {

namespace {

constexpr std::int64_t longest_lifetime = 315'360'000;         // seconds: ten years
constexpr std::int64_t latest_expiration = 7'258'118'400'000;  // milliseconds: the year 2200

std::int64_t required_integer(const json::Value& object, std::string_view name, std::int64_t highest) {
    const std::optional<json::Value> member = object.find(name);
    const std::optional<std::int64_t> found = member ? member->integer() : std::nullopt;
    if (!found || *found < 0 || *found > highest) {
        aws::malformed_answer("it has no " + std::string(name) + " that makes sense");
    }
    return *found;
}

}  // namespace

std::string write_refresh(const RefreshRequest& request) {
    json::Writer writer;
    writer.begin_object().member("clientId", request.client_id).member("clientSecret", request.client_secret.reveal());
    writer.member("grantType", "refresh_token").member("refreshToken", request.refresh_token.reveal());
    return writer.end_object().take();
}

RefreshedToken read_refreshed(std::string& body) {
    return aws::read_and_wipe(body, [](const json::Value& root) {
        RefreshedToken token;
        token.access_token = aws::required_secret(root, "accessToken");
        token.lifetime = std::chrono::seconds(required_integer(root, "expiresIn", longest_lifetime));
        token.refresh_token = aws::secret_in(root, "refreshToken");
        return token;
    });
}

std::string role_query(const std::string& account_id, const std::string& role_name) {
    return "account_id=" + runtime::percent_encode(account_id) + "&role_name=" + runtime::percent_encode(role_name);
}

std::shared_ptr<aws::Credentials> read_role_credentials(std::string& body) {
    return aws::read_and_wipe(body, [](const json::Value& root) {
        const std::optional<json::Value> keys = root.find("roleCredentials");
        if (!keys) {
            aws::malformed_answer("it has no roleCredentials");
        }
        auto credentials = std::make_shared<aws::Credentials>();
        credentials->access_key_id = aws::required_secret(*keys, "accessKeyId").reveal();
        credentials->secret_access_key = aws::required_secret(*keys, "secretAccessKey");
        credentials->session_token = aws::required_secret(*keys, "sessionToken");
        credentials->expiration =
            runtime::SystemTime(std::chrono::milliseconds(required_integer(*keys, "expiration", latest_expiration)));
        return credentials;
    });
}

}  // namespace dynoxx::sso
