#pragma once

#include "sigv4/sign.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <string>

namespace dynoxx::sigv4 {

/// What a signature is made of besides the payload: equal for every call of one operation within one second.
struct SigningHead {
    SigningHead(std::string date, std::string header, const Sha256& request_state, const Sha256& signature_state)
        : amz_date(std::move(date)),
          authorization(std::move(header)),
          request(request_state),
          signature(signature_state) {}

    std::string amz_date;
    std::string authorization;  ///< up to the signature
    Sha256 request;             ///< the canonical request up to the payload hash
    Sha256 signature;           ///< the string to sign up to the hash of the canonical request
};

/// Makes the head of a signature.
///
/// @par Errors
/// `InvalidOption` if the key is for another day than the input's.
[[nodiscard]] std::shared_ptr<const SigningHead> make_signing_head(const SigningInput& input, const SigningKey& key);

/// Remembers the heads of the latest signatures, for a few operations, each with all that it depends on.
///
/// Saves two thirds of a signature, and far more with a session token of a thousand characters. It holds session
/// tokens: it belongs beside the credentials.
///
/// @par Thread safety
/// May be used by several threads at once; one that finds it busy makes its head anew instead of waiting.
class SigningMemory {
 public:
    SigningMemory() = default;
    SigningMemory(const SigningMemory&) = delete;
    SigningMemory& operator=(const SigningMemory&) = delete;
    ~SigningMemory();

    /// Gives the head of a signature.
    [[nodiscard]] std::shared_ptr<const SigningHead> head(const SigningInput& input, const SigningKey& key);

 private:
    /// A head, and the values that it was made of, one behind the other.
    struct Remembered {
        Remembered() {}
        std::string inputs{};
        std::shared_ptr<const SigningHead> head{};
    };

    std::mutex mutex_;
    std::array<Remembered, 8> latest_;
    std::size_t next_ = 0;  // the one to be replaced
};

}  // namespace dynoxx::sigv4
