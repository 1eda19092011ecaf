#pragma once

#include "http/message.hpp"
#include "local/auth/credential_store.hpp"
#include "local/auth/verdict.hpp"
#include "local/sts/error.hpp"
#include "local/support/id_source.hpp"
#include "local/support/query_string.hpp"
#include "runtime/system.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::sts {

/// STS: hands out temporary credentials, which every service then accepts. Not thread-safe.
///
/// Every role of the account may be assumed by everybody; there are no trust policies here.
class Service {
 public:
    /// @param store where the credentials go; it, `clock` and `ids` live longer than the service
    Service(std::string account_id, auth::CredentialStore& store, const runtime::Clock& clock, support::IdSource& ids);

    /// Answers a request whose signature has been checked.
    [[nodiscard]] http::Response handle(const support::Parameters& form, const auth::Identity& caller);

    /// Says whether there is an operation of this name.
    [[nodiscard]] static bool has_operation(std::string_view name) noexcept;

    /// Says whether an operation is called without a signature, because its caller has no credentials yet.
    [[nodiscard]] static bool is_unsigned(std::string_view name) noexcept;

    /// Says a denial in the words of STS.
    [[nodiscard]] http::Response refuse(const auth::Denied& denied);
    [[nodiscard]] http::Response refuse(const Refusal& refusal);

 private:
    std::string account_id_;
    auth::CredentialStore& store_;
    const runtime::Clock& clock_;
    support::IdSource& ids_;
};

}  // namespace dynoxx::local::sts
