#pragma once

#include "local/auth/verdict.hpp"
#include "sigv4/verify.hpp"

#include <optional>
#include <string_view>

namespace dynoxx::local::auth {

/// Checks that a signature has all its parts; the message lists each one that is missing.
[[nodiscard]] std::optional<Denied> check_completeness(const sigv4::PresentedSignature& presented,
                                                       std::string_view authorization);

/// Checks region, service and day of a credential.
[[nodiscard]] std::optional<Denied> check_scope(const sigv4::PresentedSignature& presented, std::string_view region,
                                                std::string_view service);

/// Checks that a signature was made within 15 minutes of `now`, or that a presigned request has not expired.
[[nodiscard]] std::optional<Denied> check_time(const sigv4::PresentedSignature& presented, runtime::SystemTime now);

}  // namespace dynoxx::local::auth
