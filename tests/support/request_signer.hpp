#pragma once

#include "http/message.hpp"
#include "runtime/system.hpp"

#include <chrono>
#include <string>

namespace dynoxx::test {

/// Signs requests as a client does.
struct RequestSigner {
    RequestSigner() = default;

    std::string access_key_id = "AKIDTEST000000000001";
    std::string secret = "secret";
    std::string session_token{};
    std::string region = "us-east-1";
    std::string service = "dynamodb";
    std::string host = "127.0.0.1:8000";

    /// Adds `Host` and what makes a signed request. The payload hash is `x-amz-content-sha256` if the request has it.
    ///
    /// Gives the signature, the seed of chunk signatures.
    std::string sign(http::Request& request, runtime::SystemTime now) const;

    /// Signs the query instead, as a presigned URL of S3.
    void presign(http::Request& request, runtime::SystemTime now, std::chrono::seconds expires) const;
};

}  // namespace dynoxx::test
