#pragma once

#include <dynoxx/error.hpp>

#include "aws/credentials.hpp"
#include "sts/codec.hpp"

#include <string>
#include <string_view>

/// What all ways to assume a role have in common.
namespace dynoxx::sts {

/// Gives the session name that was chosen, or makes one from the time: STS keeps it in the session's ARN and in the
/// audit log.
[[nodiscard]] std::string session_name(const std::string& chosen, runtime::SystemTime now);

/// Makes credentials of an answer.
///
/// @param feature the id of the source in the user agent
[[nodiscard]] aws::SharedCredentials credentials_of(const AssumedRole& role, const std::string& role_arn,
                                                    std::string_view feature);

/// Gives the error for whoever wanted to call another service: a failure of STS is one of the credentials. Others, such
/// as the end of the call's time, stay what they are.
///
/// @param advice a sentence that says what to check
[[nodiscard]] Error role_error(const Error& failure, const std::string& role_arn, std::string_view advice);

}  // namespace dynoxx::sts
