#pragma once

#include "http/message.hpp"
#include "local/auth/credential_store.hpp"
#include "local/auth/verdict.hpp"
#include "runtime/system.hpp"
#include "sigv4/signing_key_cache.hpp"
#include "sigv4/verify.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::auth {

/// Says whether signatures are checked, or everybody is the root user.
enum class Checking { On, Off };

/// Checks the Signature Version 4 of requests, in headers and in queries. Not thread-safe.
///
/// @par Source
/// AWS Identity and Access Management User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests".
class Verifier {
 public:
    /// @param store and `clock` live longer than the verifier
    Verifier(const CredentialStore& store, Identity root, std::string region, const runtime::Clock& clock,
             Checking checking);

    /// Decides about a request to a service: `dynamodb`, `kms`, `sts` or `s3`.
    [[nodiscard]] Verdict verify(const http::Request& request, std::string_view service);

 private:
    [[nodiscard]] Verdict check(const http::Request& request, const sigv4::RequestView& view,
                                const sigv4::PresentedSignature& presented, std::string_view service);
    [[nodiscard]] Verdict grant_unchecked(const sigv4::RequestView& view) const;

    const CredentialStore& store_;
    Identity root_;
    std::string region_;
    const runtime::Clock& clock_;
    Checking checking_;
    sigv4::SigningKeyCache keys_{};
};

}  // namespace dynoxx::local::auth
