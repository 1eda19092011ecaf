#include "sts/role_session.hpp"

namespace dynoxx::sts {

std::string session_name(const std::string& chosen, runtime::SystemTime now) {
    if (!chosen.empty()) {
        return chosen;
    }
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
    return "dynoxx-" + std::to_string(since.count());
}

aws::SharedCredentials credentials_of(const AssumedRole& role, const std::string& role_arn, std::string_view feature) {
    auto credentials = std::make_shared<aws::Credentials>();
    credentials->access_key_id = role.access_key_id;
    credentials->secret_access_key = role.secret_access_key;
    credentials->session_token = role.session_token;
    credentials->expiration = role.expiration;
    credentials->account_id = role.account_id;
    credentials->source = "role " + role_arn;
    credentials->features = feature;
    return credentials;
}

Error role_error(const Error& failure, const std::string& role_arn, std::string_view advice) {
    const bool is_of_sts = failure.kind() != ErrorKind::Cancelled &&
                           (failure.service().service == "STS" || failure.kind() == ErrorKind::Connection);
    if (!is_of_sts) {
        return failure;
    }
    return Error(ErrorCode::CredentialsSourceFailed,
                 "The role " + role_arn + " could not be assumed. " + std::string(advice))
        .with_cause(failure.what())
        .with_service(failure.service())
        .with_attempts(failure.attempts());
}

}  // namespace dynoxx::sts
