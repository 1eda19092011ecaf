#pragma once

#include "aws/credentials.hpp"
#include "aws/endpoints.hpp"
#include "http/message.hpp"
#include "sigv4/asymmetric_key.hpp"
#include "sigv4/sign.hpp"
#include "sigv4/signing_key.hpp"
#include "sigv4/signing_memory.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace dynoxx::aws {

/// Says whether the body is part of a signature.
enum class Payload {
    Signed,
    UnsignedOverTls,  ///< of S3: TLS and the checksum keep the body, so SHA-256 need not go over it as well
};

/// Signs the requests of one service, and keeps the signing key while what it depends on stays the same.
///
/// @par Thread safety
/// Yes.
class Signer {
 public:
    Signer() = default;

    /// Sets `X-Amz-Date`, `X-Amz-Security-Token`, `X-Amz-Content-Sha256` (S3 only), `X-Amz-Region-Set` (if the endpoint
    /// names one: signed by SigV4a) and `Authorization`.
    void sign(http::Request& request, const Endpoint& endpoint, const SharedCredentials& credentials,
              runtime::SystemTime now, Payload payload = Payload::Signed);

    /// Signs a request by its query, so that whoever has the address may send it for `expires`.
    void presign(http::Request& request, const Endpoint& endpoint, const SharedCredentials& credentials,
                 runtime::SystemTime now, std::chrono::seconds expires);

 private:
    struct Kept {
        SharedCredentials credentials;
        std::string region;
        std::chrono::sys_days day;
        std::shared_ptr<const sigv4::SigningKey> key;
    };

    struct KeptAsymmetric {
        SharedCredentials credentials;
        std::shared_ptr<const sigv4::AsymmetricKey> key;
    };

    [[nodiscard]] std::shared_ptr<const sigv4::SigningKey> key_for(const Endpoint& endpoint,
                                                                   const SharedCredentials& credentials,
                                                                   runtime::SystemTime now);

    [[nodiscard]] std::shared_ptr<const sigv4::AsymmetricKey> asymmetric_key_for(const Endpoint& endpoint,
                                                                                 const SharedCredentials& credentials);

    [[nodiscard]] sigv4::SignedHeaders make_headers(const sigv4::SigningInput& input, const Endpoint& endpoint,
                                                    const SharedCredentials& credentials);

    std::mutex mutex_;
    Kept kept_;
    KeptAsymmetric kept_asymmetric_;
    sigv4::SigningMemory memory_;
};

}  // namespace dynoxx::aws
