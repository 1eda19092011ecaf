#include "sso/token_source.hpp"

#include "aws/token_file.hpp"
#include "json/writer.hpp"
#include "runtime/state.hpp"
#include "runtime/timestamp.hpp"

namespace dynoxx::sso {

namespace {

using aws::SharedToken;
using aws::TokenFile;
using runtime::Context;
using runtime::Secret;
using runtime::SystemTime;
using runtime::task;

std::string json_text(std::string_view text) {
    json::Writer writer;
    return writer.string(text).take();
}

}  // namespace

TokenSource::TokenSource(std::shared_ptr<aws::Caller> caller, SsoSettings settings, LogSink log)
    : caller_(std::move(caller)), settings_(std::move(settings)), log_(std::move(log)) {}

task<Secret> TokenSource::get(Context context) {
    return get(context, *this);
}

task<Secret> TokenSource::get(Context context, TokenSource& self) {
    aws::TokenRefresh& session = context.state().service<aws::TokenRefreshes>().get(self.settings_.token_path);
    const SharedToken token = co_await session.get(context, self);
    co_return static_cast<const Token&>(*token).access_token;
}

task<SharedToken> TokenSource::refresh(Context context, SharedToken token) {
    return refresh(context, *this, static_cast<const Token&>(*token));
}

task<SharedToken> TokenSource::refresh(Context context, TokenSource& self, Token token) {
    aws::ServiceRequest request(AwsService::SsoOidc, "CreateToken");
    request.http.path = "/token";
    request.http.headers.add("Content-Type", "application/json");
    request.http.body = write_refresh(token.refresh);
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await self.caller_->call(context, std::move(request), aws::CallSettings());
    RefreshedToken refreshed =
        aws::understand(where, answer.attempts, [&] { return read_refreshed(answer.response.body); });
    const SystemTime now = context.system().clock->system_now();
    token.access_token = std::move(refreshed.access_token);
    token.expires_at = std::chrono::floor<std::chrono::seconds>(now) + refreshed.lifetime;
    if (!refreshed.refresh_token.empty()) {
        token.refresh.refresh_token = std::move(refreshed.refresh_token);
    }
    const auto result = std::make_shared<Token>(std::move(token));
    co_return result;
}

SharedToken TokenSource::read(const runtime::System& system) const {
    const std::optional<TokenFile> file = TokenFile::read(*system.files, settings_.token_path);
    if (!file) {
        throw_error(Error(ErrorCode::CredentialsSourceFailed, "There is no SSO token: the file " +
                                                                  settings_.token_path + " does not exist. Run " +
                                                                  settings_.command() + "."));
    }
    const json::Value root = file->root();
    auto token = std::make_shared<Token>();
    token->access_token = aws::secret_in(root, "accessToken");
    const std::optional<SystemTime> expires_at = aws::time_in(root, "expiresAt");
    if (token->access_token.empty() || !expires_at) {
        throw_error(
            Error(ErrorCode::CredentialsSourceFailed, "The SSO token file " + settings_.token_path + " has no " +
                                                          (token->access_token.empty() ? "accessToken" : "expiresAt") +
                                                          ". Run " + settings_.command() + "."));
    }
    token->expires_at = *expires_at;
    token->refresh.client_id = aws::text_in(root, "clientId");
    token->refresh.client_secret = aws::secret_in(root, "clientSecret");
    token->refresh.refresh_token = aws::secret_in(root, "refreshToken");
    const SystemTime registered_until = aws::time_in(root, "registrationExpiresAt").value_or(SystemTime::max());
    token->can_refresh = !settings_.session.empty() && !token->refresh.client_id.empty() &&
                         !token->refresh.client_secret.empty() && !token->refresh.refresh_token.empty() &&
                         registered_until > system.clock->system_now();
    return token;
}

bool TokenSource::write_back(const runtime::System& system, const aws::SessionToken& refreshed) const {
    const auto& token = static_cast<const Token&>(refreshed);
    std::vector<aws::TokenMember> members;
    members.emplace_back("accessToken", json_text(token.access_token.reveal()));
    members.emplace_back("expiresAt", json_text(runtime::format_iso8601(token.expires_at)));
    members.emplace_back("refreshToken", json_text(token.refresh.refresh_token.reveal()));
    const Result<void> written = aws::update_token_file(*system.files, settings_.token_path, std::move(members));
    if (!written && log_) {
        log_(LogLevel::Warning, "the refreshed SSO token is only kept in memory: " + written.error().message());
    }
    return written.has_value();
}

std::string TokenSource::ended() const {
    return "The SSO token in " + settings_.token_path + " has expired and could not be refreshed. Run " +
           settings_.command() + ".";
}

}  // namespace dynoxx::sso
