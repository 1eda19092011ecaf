#include "sso/token_source.hpp"

#include "json/writer.hpp"
#include "runtime/timestamp.hpp"

namespace dynoxx::sso {

namespace {

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
    Token token = self.read(context.system());
    const SystemTime now = context.system().clock->system_now();
    if (aws::TokenRefresh::is_near_end(now, token.expires_at) && token.can_refresh && self.refresh_.begin(now)) {
        try {
            RefreshRequest request = token.refresh;
            const RefreshedToken refreshed = co_await refresh(context, self, std::move(request));
            self.write_back(context.system(), refreshed);
            co_return refreshed.access_token;
        } catch (const Exception& exception) {
            if (context.driver().cancelled() || context.deadline() <= context.now()) {
                self.refresh_.forget();  // the call has ended: that says nothing about the session
                throw;
            }
            self.refresh_.failed(exception.error());
        }
    }
    if (token.expires_at <= now) {
        token = self.read(context.system());  // another program may have renewed it meanwhile
    }
    if (token.expires_at <= now) {
        throw_error(self.ended(token.can_refresh));
    }
    co_return token.access_token;
}

task<RefreshedToken> TokenSource::refresh(Context context, TokenSource& self, RefreshRequest request) {
    aws::ServiceRequest prepared(AwsService::SsoOidc, "CreateToken");
    prepared.http.path = "/token";
    prepared.http.headers.add("Content-Type", "application/json");
    prepared.http.body = write_refresh(request);
    const aws::ErrorContext where = prepared.context;
    aws::Answer answer = co_await self.caller_->call(context, std::move(prepared), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return read_refreshed(answer.response.body); });
}

TokenSource::Token TokenSource::read(const runtime::System& system) const {
    const std::optional<TokenFile> file = TokenFile::read(*system.files, settings_.token_path);
    if (!file) {
        throw_error(Error(ErrorCode::CredentialsSourceFailed, "There is no SSO token: the file " +
                                                                  settings_.token_path + " does not exist. Run " +
                                                                  settings_.command() + "."));
    }
    const json::Value root = file->root();
    Token token;
    token.access_token = aws::secret_in(root, "accessToken");
    const std::optional<SystemTime> expires_at = aws::time_in(root, "expiresAt");
    if (token.access_token.empty() || !expires_at) {
        throw_error(
            Error(ErrorCode::CredentialsSourceFailed, "The SSO token file " + settings_.token_path + " has no " +
                                                          (token.access_token.empty() ? "accessToken" : "expiresAt") +
                                                          ". Run " + settings_.command() + "."));
    }
    token.expires_at = *expires_at;
    token.refresh.client_id = aws::text_in(root, "clientId");
    token.refresh.client_secret = aws::secret_in(root, "clientSecret");
    token.refresh.refresh_token = aws::secret_in(root, "refreshToken");
    const SystemTime registered_until = aws::time_in(root, "registrationExpiresAt").value_or(SystemTime::max());
    token.can_refresh = !settings_.session.empty() && !token.refresh.client_id.empty() &&
                        !token.refresh.client_secret.empty() && !token.refresh.refresh_token.empty() &&
                        registered_until > system.clock->system_now();
    return token;
}

void TokenSource::write_back(const runtime::System& system, const RefreshedToken& token) const {
    const SystemTime expires_at = std::chrono::floor<std::chrono::seconds>(system.clock->system_now()) + token.lifetime;
    std::vector<aws::TokenMember> members;
    members.emplace_back("accessToken", json_text(token.access_token.reveal()));
    members.emplace_back("expiresAt", json_text(runtime::format_iso8601(expires_at)));
    if (!token.refresh_token.empty()) {
        members.emplace_back("refreshToken", json_text(token.refresh_token.reveal()));
    }
    const Result<void> written = aws::update_token_file(*system.files, settings_.token_path, std::move(members));
    if (!written && log_) {
        log_(LogLevel::Warning, "the refreshed SSO token is not kept: " + written.error().message());
    }
}

Error TokenSource::ended(bool can_refresh) const {
    Error error(can_refresh ? refresh_.code() : ErrorCode::ExpiredCredentials,
                "The SSO token in " + settings_.token_path + " has expired and could not be refreshed. Run " +
                    settings_.command() + ".");
    if (can_refresh && refresh_.failure()) {
        error.with_cause(refresh_.failure()->what());
    }
    return error;
}

}  // namespace dynoxx::sso
