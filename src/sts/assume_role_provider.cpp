#include "sts/assume_role_provider.hpp"

#include "aws/feature_ids.hpp"
#include "sts/codec.hpp"

namespace dynoxx::sts {

namespace {

using aws::SharedCredentials;
using runtime::Context;
using runtime::task;

/// STS keeps the name in the session's ARN and in the audit log.
std::string session_name(const AssumeRoleSettings& settings, runtime::SystemTime now) {
    if (!settings.role_session_name.empty()) {
        return settings.role_session_name;
    }
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
    return "dynoxx-" + std::to_string(since.count());
}

aws::ServiceRequest prepare(const AssumeRoleSettings& settings, runtime::SystemTime now) {
    AssumeRoleRequest role;
    role.role_arn = settings.role_arn;
    role.role_session_name = session_name(settings, now);
    role.external_id = settings.external_id;
    role.duration = settings.duration.value_or(std::chrono::seconds(0));
    aws::ServiceRequest request(AwsService::Sts, "AssumeRole");
    request.http.headers.add("Content-Type", std::string(content_type));
    request.http.body = encode(role);
    return request;
}

/// An STS failure is a credentials error for whoever wanted to call another service.
Error credentials_error(const Error& cause, const AssumeRoleSettings& settings) {
    return Error(ErrorCode::CredentialsSourceFailed, "The role " + settings.role_arn +
                                                         " could not be assumed. Check its trust policy and the base "
                                                         "credentials.")
        .with_cause(cause.what())
        .with_service(cause.service())
        .with_attempts(cause.attempts());
}

}  // namespace

AssumeRoleProvider::AssumeRoleProvider(std::unique_ptr<aws::Caller> caller, AssumeRoleSettings settings)
    : caller_(std::move(caller)), settings_(std::move(settings)) {}

task<SharedCredentials> AssumeRoleProvider::load(Context context) {
    return assume(context, *caller_, settings_);
}

std::string AssumeRoleProvider::describe() const {
    return "role " + settings_.role_arn;
}

task<SharedCredentials> AssumeRoleProvider::assume(Context context, aws::Caller& caller,
                                                   const AssumeRoleSettings& settings) {
    std::optional<Error> failure;
    AssumedRole role;
    try {
        aws::ServiceRequest request = prepare(settings, context.system().clock->system_now());
        const aws::ErrorContext where = request.context;
        aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
        role = aws::understand(where, answer.attempts, [&] { return decode_assume_role(answer.response.body); });
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure) {
        const bool own = failure->kind() != ErrorKind::Cancelled &&
                         (failure->service().service == "STS" || failure->kind() == ErrorKind::Connection);
        throw_error(own ? credentials_error(*failure, settings) : *failure);
    }
    auto credentials = std::make_shared<aws::Credentials>();
    credentials->access_key_id = role.access_key_id;
    credentials->secret_access_key = role.secret_access_key;
    credentials->session_token = role.session_token;
    credentials->expiration = role.expiration;
    credentials->account_id = role.account_id;
    credentials->source = "role " + settings.role_arn;
    credentials->features = aws::feature_id("CREDENTIALS_STS_ASSUME_ROLE");
    co_return credentials;
}

}  // namespace dynoxx::sts
