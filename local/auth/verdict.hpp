#pragma once

#include "local/auth/credential_store.hpp"
#include "sigv4/signing_key.hpp"

#include <memory>
#include <string>
#include <variant>

namespace dynoxx::local::auth {

/// Why a request is denied. Each protocol has its own error codes for these.
enum class Denial {
    MissingToken,        ///< there is no signature
    OtherAlgorithm,      ///< the signature is of another version, the old one of S3 for example
    Incomplete,          ///< the signature lacks a part
    InvalidQuery,        ///< the parameters of a presigned request are wrong
    WrongRegion,         ///< the credential is scoped to another region
    WrongScope,          ///< the credential is scoped to another service or day
    TimeSkewed,          ///< the request was signed too long ago, or in the future
    QueryExpired,        ///< a presigned request is used too late
    UnknownKey,          ///< no such access key id
    InvalidToken,        ///< the session token is missing or another one
    ExpiredToken,        ///< the temporary credentials are expired
    HeadersNotSigned,    ///< a header that must be signed is not
    SignatureMismatch,   ///< the signature is that of another request or secret
    MissingPayloadHash,  ///< S3 wants `x-amz-content-sha256`
    PayloadMismatch,     ///< the body has another hash than the one that was signed
};

/// A denial with what the error answers tell about it; texts that do not apply are empty.
struct Denied {
    Denied(Denial why, std::string text) : reason(why), message(std::move(text)) {}

    Denial reason;
    std::string message;  ///< in the words of the JSON services and of STS
    std::string access_key_id{};
    std::string canonical_request{};
    std::string string_to_sign{};
    std::string signature{};     ///< the one that was presented
    std::string request_time{};  ///< as in `X-Amz-Date`
    std::string expected{};      ///< region, payload hash or unsigned header names, by the reason
    std::string found{};         ///< region or payload hash that was sent
    runtime::SystemTime server_time{};
};

/// A request whose signature is right.
struct Granted {
    Granted() = default;

    Identity identity{};
    std::shared_ptr<const sigv4::SigningKey> key{};  ///< for chunk signatures; null if signatures are not checked
    std::string amz_date{};
    std::string signature{};  ///< the seed of chunk signatures
};

using Verdict = std::variant<Granted, Denied>;

}  // namespace dynoxx::local::auth
