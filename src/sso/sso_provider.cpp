#include "sso/sso_provider.hpp"

#include "aws/feature_ids.hpp"
#include "aws/text.hpp"
#include "sso/codec.hpp"

namespace dynoxx::sso {

namespace {

using aws::SharedCredentials;
using runtime::Context;
using runtime::task;

constexpr int token_refused = 401;

}  // namespace

SsoProvider::SsoProvider(std::shared_ptr<aws::Caller> caller, SsoSettings settings, LogSink log)
    : caller_(std::move(caller)), settings_(std::move(settings)), tokens_(caller_, settings_, std::move(log)) {}

task<SharedCredentials> SsoProvider::load(Context context) {
    return ask(context, *this);
}

std::string SsoProvider::describe() const {
    return "SSO (profile " + settings_.profile + ")";
}

task<SharedCredentials> SsoProvider::ask(Context context, SsoProvider& self) {
    const runtime::Secret token = co_await self.tokens_.get(context);
    aws::ServiceRequest request = self.prepare(token);
    const aws::ErrorContext where = request.context;
    std::optional<Error> failure;
    std::shared_ptr<aws::Credentials> credentials;
    try {
        aws::Answer answer = co_await self.caller_->call(context, std::move(request), aws::CallSettings());
        credentials =
            aws::understand(where, answer.attempts, [&] { return read_role_credentials(answer.response.body); });
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure && failure->kind() == ErrorKind::Timeout && context.deadline() <= context.now()) {
        throw_error(*failure);  // the call's own time was up
    }
    if (failure) {
        throw_error(self.failed(*failure));
    }
    credentials->account_id = self.settings_.account_id;
    credentials->source = self.describe();
    credentials->features = aws::feature_id("CREDENTIALS_SSO");
    co_return credentials;
}

aws::ServiceRequest SsoProvider::prepare(const runtime::Secret& token) const {
    if (!aws::is_header_word(token.reveal())) {
        throw_error(Error(ErrorCode::InvalidCredentials,
                          "The token of the SSO session of the profile " + settings_.profile +
                              " has a character that no header can carry. Run " + settings_.command() + "."));
    }
    aws::ServiceRequest request(AwsService::Sso, "GetRoleCredentials");
    request.http.method = "GET";
    request.http.path = "/federation/credentials";
    request.http.query = role_query(settings_.account_id, settings_.role_name);
    request.http.headers.add("x-amz-sso_bearer_token", std::string(token.reveal()));
    return request;
}

Error SsoProvider::failed(const Error& failure) const {
    const bool is_of_sso = failure.kind() != ErrorKind::Cancelled &&
                           (failure.service().service == "SSO" || failure.kind() == ErrorKind::Connection);
    if (!is_of_sso) {
        return failure;
    }
    const bool is_refused = failure.service().http_status == token_refused;
    return Error(is_refused ? ErrorCode::ExpiredCredentials : ErrorCode::CredentialsSourceFailed,
                 is_refused ? "The SSO session of the profile " + settings_.profile + " has ended. Run " +
                                  settings_.command() + "."
                            : "The SSO role " + settings_.role_name + " of the account " + settings_.account_id +
                                  " gave no credentials. Check sso_account_id and sso_role_name of the profile " +
                                  settings_.profile + ".")
        .with_cause(failure.what())
        .with_service(failure.service())
        .with_attempts(failure.attempts());
}

}  // namespace dynoxx::sso
