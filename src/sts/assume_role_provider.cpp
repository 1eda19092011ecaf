#include "sts/assume_role_provider.hpp"

#include "aws/feature_ids.hpp"
#include "sts/codec.hpp"
#include "sts/role_session.hpp"

namespace dynoxx::sts {

namespace {

using aws::SharedCredentials;
using runtime::Context;
using runtime::task;

/// Asks for the code of the MFA device.
std::string token_code(const AssumeRoleSettings& settings) {
    std::string code = (*settings.mfa_token)(settings.options.mfa_serial);
    if (code.empty()) {
        throw_error(Error(ErrorCode::InvalidOption, "AwsOptions::mfa_token gave no code of the device " +
                                                        settings.options.mfa_serial + " for the role " +
                                                        settings.role_arn + "."));
    }
    return code;
}

aws::ServiceRequest prepare(const AssumeRoleSettings& settings, runtime::SystemTime now) {
    AssumeRoleRequest role;
    role.role_arn = settings.role_arn;
    role.role_session_name = session_name(settings.role_session_name, now);
    role.external_id = settings.external_id;
    role.duration = settings.options.duration;
    role.policy = settings.options.policy;
    role.policy_arns = settings.options.policy_arns;
    role.tags = settings.options.tags;
    role.transitive_tags = settings.options.transitive_tags;
    role.source_identity = settings.options.source_identity;
    if (!settings.options.mfa_serial.empty()) {
        role.serial_number = settings.options.mfa_serial;
        role.token_code = token_code(settings);
    }
    aws::ServiceRequest request(AwsService::Sts, "AssumeRole");
    request.http.headers.add("Content-Type", std::string(content_type));
    request.http.body = encode(role);
    return request;
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
    if (failure && failure->kind() == ErrorKind::Timeout && context.deadline() <= context.now()) {
        throw_error(*failure);  // the call's own time was up
    }
    if (failure) {
        throw_error(role_error(*failure, settings.role_arn, "Check its trust policy and the base credentials."));
    }
    co_return credentials_of(role, settings.role_arn, aws::feature_id("CREDENTIALS_STS_ASSUME_ROLE"));
}

}  // namespace dynoxx::sts
