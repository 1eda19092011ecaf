#pragma once

#include "local/auth/credential_store.hpp"
#include "local/support/id_source.hpp"
#include "local/support/query_string.hpp"
#include "local/support/xml_writer.hpp"
#include "runtime/system.hpp"

#include <string>
#include <string_view>

/// The operations of STS: each prints what stands in its `<...Result>`, and throws `Refusal` for what it refuses.
namespace dynoxx::local::sts {

/// What an operation works on.
struct Context {
    const std::string& account_id;
    auth::CredentialStore& store;
    support::IdSource& ids;
    runtime::SystemTime now;
    const auth::Identity& caller;
};

void assume_role(Context& context, const support::Parameters& form, support::XmlWriter& xml);
void assume_role_with_web_identity(Context& context, const support::Parameters& form, support::XmlWriter& xml);
void get_caller_identity(Context& context, const support::Parameters& form, support::XmlWriter& xml);
void get_session_token(Context& context, const support::Parameters& form, support::XmlWriter& xml);

/// Gives a parameter that must be there; throws the refusal `ValidationError` if it is missing, too short or too long.
[[nodiscard]] std::string required(const support::Parameters& form, std::string_view name, std::size_t least,
                                   std::size_t most);

/// Gives `DurationSeconds`; throws the refusal `ValidationError` if it is out of range.
[[nodiscard]] std::chrono::seconds duration_of(const support::Parameters& form, std::chrono::seconds least,
                                               std::chrono::seconds most, std::chrono::seconds usual);

/// Prints the element `<Credentials>`.
void print_credentials(support::XmlWriter& xml, const auth::TemporaryCredentials& credentials);

}  // namespace dynoxx::local::sts
