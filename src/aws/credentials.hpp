#pragma once

#include "runtime/driver.hpp"
#include "runtime/secret.hpp"

#include <memory>
#include <optional>
#include <string>

namespace dynoxx::aws {

/// How long credentials are used.
enum class RefreshRule {
    Stable,  ///< refreshed early, and used on when that fails, even after their end
    Strict,  ///< refreshed in their last seconds, and never used after their end: whoever gives them knows why
};

/// What signs requests. A value; secrets are shared, not copied.
struct Credentials {
    Credentials() {}

    std::string access_key_id{};
    runtime::Secret secret_access_key{};
    runtime::Secret session_token{};                  ///< empty for a long-term key
    std::optional<runtime::SystemTime> expiration{};  ///< nothing: they do not expire
    std::string account_id{};                         ///< empty if it is not known
    RefreshRule refresh = RefreshRule::Stable;
    std::string source{};  ///< where they come from, for people

    /// How they were found, as ids of `feature_ids` with commas between them; for the user agent.
    std::string features{};
};

using SharedCredentials = std::shared_ptr<const Credentials>;

/// Finds credentials in one place: one file per place.
///
/// @par Errors
/// A source that is not configured gives null; the chain goes on. Every other failure is thrown and ends the chain.
class CredentialsProvider {
 public:
    virtual ~CredentialsProvider() = default;

    /// Gets credentials, within the context's deadline.
    [[nodiscard]] virtual runtime::task<SharedCredentials> load(runtime::Context context) = 0;

    /// Names the place for messages, with what was looked for: `environment (AWS_ACCESS_KEY_ID is not set)`.
    [[nodiscard]] virtual std::string describe() const = 0;
};

}  // namespace dynoxx::aws
