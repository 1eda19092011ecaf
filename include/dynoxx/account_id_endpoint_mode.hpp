#pragma once

#include <string_view>

namespace dynoxx {

/// Says whether DynamoDB is reached by the host of the account, `<account>.ddb.<region>.amazonaws.com`.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Account-based endpoints".
enum class AccountIdEndpointMode {
    Preferred,  ///< where the account is known
    Required,   ///< an error where it is not
    Disabled,   ///< never
};

/// Gives the word that the settings use: `preferred`, `required` or `disabled`.
[[nodiscard]] std::string_view to_string(AccountIdEndpointMode mode) noexcept;

}  // namespace dynoxx
