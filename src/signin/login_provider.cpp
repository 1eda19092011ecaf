#include "signin/login_provider.hpp"

#include "aws/feature_ids.hpp"
#include "runtime/p256_key.hpp"
#include "runtime/state.hpp"
#include "signin/codec.hpp"
#include "signin/proof.hpp"

namespace dynoxx::signin {

namespace {

using aws::SharedCredentials;
using aws::SharedToken;
using runtime::Context;
using runtime::task;

constexpr std::string_view token_path = "/v1/token";

}  // namespace

LoginProvider::LoginProvider(std::unique_ptr<aws::Caller> caller, LoginSettings settings, LogSink log)
    : caller_(std::move(caller)), settings_(std::move(settings)), log_(std::move(log)) {}

task<SharedCredentials> LoginProvider::load(Context context) {
    return find(context, *this);
}

std::string LoginProvider::describe() const {
    return "login session " + settings_.session.value;
}

task<SharedCredentials> LoginProvider::find(Context context, LoginProvider& self) {
    aws::TokenRefresh& session = context.state().service<aws::TokenRefreshes>().get(self.settings_.token_path);
    const SharedToken token = co_await session.get(context, self);
    co_return self.credentials_of(static_cast<const LoginToken&>(*token));
}

SharedToken LoginProvider::read(const runtime::System& system) const {
    return std::make_shared<LoginToken>(read_token(*system.files, settings_));
}

task<SharedToken> LoginProvider::refresh(Context context, SharedToken token) {
    return renew(context, *this, static_cast<const LoginToken&>(*token));
}

task<SharedToken> LoginProvider::renew(Context context, LoginProvider& self, LoginToken token) {
    aws::ServiceRequest request = self.prepare(context.system(), token);
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await self.caller_->call(context, std::move(request), aws::CallSettings());
    const runtime::SystemTime now = context.system().clock->system_now();
    const auto renewed = std::make_shared<LoginToken>(aws::understand(
        where, answer.attempts, [&] { return read_refreshed(std::move(token), answer.response.body, now); }));
    co_return renewed;
}

aws::ServiceRequest LoginProvider::prepare(const runtime::System& system, const LoginToken& token) const {
    const std::optional<runtime::P256Key> key = runtime::P256Key::from_pem(token.proof_key);
    if (!key) {
        throw_error(Error(ErrorCode::CredentialsSourceFailed,
                          "The dpopKey in " + settings_.token_path + " is no private key on the curve P-256."));
    }
    aws::ServiceRequest request(AwsService::Signin, "CreateOAuth2Token");
    request.http.path = token_path;
    request.http.headers.add("Content-Type", "application/json");
    request.http.body = write_refresh(token);
    request.prove = [key = *key, random = system.random](http::Request& sent, const std::string& url,
                                                         runtime::SystemTime now) {
        sent.headers.set("DPoP", make_proof(key, sent.method, url, now, runtime::random_uuid(*random)));
    };
    return request;
}

bool LoginProvider::write_back(const runtime::System& system, const aws::SessionToken& token) const {
    const Result<void> written = write_token(*system.files, settings_, static_cast<const LoginToken&>(token));
    if (!written && log_) {
        log_(LogLevel::Warning, "the renewed login session is only kept in memory: " + written.error().message());
    }
    return written.has_value();
}

std::string LoginProvider::ended() const {
    return "The login session of the profile " + settings_.profile + " has ended and could not be renewed. Run " +
           command_of(settings_) + ".";
}

SharedCredentials LoginProvider::credentials_of(const LoginToken& token) const {
    auto credentials = std::make_shared<aws::Credentials>();
    credentials->access_key_id = token.access_key_id;
    credentials->secret_access_key = token.secret_access_key;
    credentials->session_token = token.session_token;
    credentials->expiration = token.expires_at;
    credentials->account_id = token.account_id;
    credentials->source = describe();
    credentials->features = aws::feature_id("CREDENTIALS_LOGIN");
    return credentials;
}

}  // namespace dynoxx::signin
