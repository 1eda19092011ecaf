#include "signin/login_provider.hpp"

#include "aws/feature_ids.hpp"
#include "runtime/p256_key.hpp"
#include "signin/codec.hpp"
#include "signin/proof.hpp"

namespace dynoxx::signin {

namespace {

using aws::SharedCredentials;
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
    LoginToken token = read_token(*context.system().files, self.settings_);
    const runtime::SystemTime now = context.system().clock->system_now();
    if (aws::TokenRefresh::is_near_end(now, token.expires_at) && self.refresh_.begin(now)) {
        try {
            LoginToken old = token;
            const LoginToken renewed = co_await renew(context, self, std::move(old));
            self.write_back(context.system(), renewed);
            co_return self.credentials_of(renewed);
        } catch (const Exception& exception) {
            if (context.driver().cancelled() || context.deadline() <= context.now()) {
                self.refresh_.forget();  // the call has ended: that says nothing about the session
                throw;
            }
            self.refresh_.failed(exception.error());
        }
    }
    if (token.expires_at <= now) {
        token = read_token(*context.system().files, self.settings_);  // another program may have renewed it meanwhile
    }
    if (token.expires_at <= now) {
        throw_error(self.ended());
    }
    co_return self.credentials_of(token);
}

task<LoginToken> LoginProvider::renew(Context context, LoginProvider& self, LoginToken token) {
    aws::ServiceRequest request = self.prepare(context.system(), token);
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await self.caller_->call(context, std::move(request), aws::CallSettings());
    const runtime::SystemTime now = context.system().clock->system_now();
    co_return aws::understand(where, answer.attempts,
                              [&] { return read_refreshed(std::move(token), answer.response.body, now); });
}

aws::ServiceRequest LoginProvider::prepare(const runtime::System& system, const LoginToken& token) const {
    const std::optional<runtime::P256Key> key = runtime::P256Key::from_pem(token.proof_key);
    if (!key) {
        throw_error(Error(ErrorCode::CredentialsSourceFailed,
                          "The dpopKey in " + settings_.token_path + " is no private key on the curve P-256."));
    }
    aws::ServiceRequest request(AwsService::Signin, "CreateOAuth2Token");
    const aws::Endpoint endpoint =
        aws::resolve_endpoint(aws::endpoint_request(caller_->config(), AwsService::Signin).value()).value();
    std::string url = endpoint.origin.scheme + "://" + endpoint.origin.host_header() + endpoint.base_path;
    url.append(token_path);
    request.http.path = token_path;
    request.http.headers.add("Content-Type", "application/json");
    request.http.headers.add("DPoP", make_proof(*key, request.http.method, url, system.clock->system_now(),
                                                runtime::random_uuid(*system.random)));
    request.http.body = write_refresh(token);
    return request;
}

void LoginProvider::write_back(const runtime::System& system, const LoginToken& token) const {
    const Result<void> written = write_token(*system.files, settings_, token);
    if (!written && log_) {
        log_(LogLevel::Warning, "the renewed login session is not kept: " + written.error().message());
    }
}

Error LoginProvider::ended() const {
    Error error(refresh_.code(), "The login session of the profile " + settings_.profile +
                                     " has ended and could not be renewed. Run " + command_of(settings_) + ".");
    if (refresh_.failure()) {
        error.with_cause(refresh_.failure()->what());
    }
    return error;
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
