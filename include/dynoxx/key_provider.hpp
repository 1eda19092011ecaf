#pragma once

#include <dynoxx/attribute_value.hpp>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace dynoxx {

/// What a data key is made for: the name of the key that wraps it, as the model has it, and the encryption context.
struct DataKeyRequest {
    DataKeyRequest() {}

    std::string key_id{};
    std::map<std::string, std::string> encryption_context{};
};

/// A data key, open and as its provider wrapped it.
struct ProvidedDataKey {
    ProvidedDataKey() {}

    Bytes plaintext{};  ///< 32 bytes; overwritten as soon as the client has taken them
    Bytes wrapped{};    ///< 1 to 65535 bytes; stored beside each value that the key sealed
};

/// A source of data keys in place of KMS: `AwsOptions::key_provider`. For tests, and for those who have no KMS.
///
/// The client calls it as it would call KMS: once for many values, as the limits of `AwsOptions::data_key_uses` and its
/// like allow. What is sealed under one provider is opened only with that provider.
///
/// A provider gives its answer to `done`, exactly once: before the function returns, or later from any thread. Until
/// then the call waits without holding a thread. An answer that comes after the call has been cancelled, or has run out
/// of time, is dropped.
///
/// @par Errors
/// What it throws, or gives to `done`, reaches the caller as it is if it is a `dynoxx::Exception`, otherwise as
/// `EncryptionException` without its text: so that it cannot show a secret by mistake.
/// @par Thread safety
/// The functions are called by several threads at once.
class KeyProvider {
 public:
    using Done = std::function<void(std::exception_ptr failure, ProvidedDataKey key)>;

    KeyProvider() = default;
    KeyProvider(const KeyProvider&) = delete;
    KeyProvider& operator=(const KeyProvider&) = delete;
    virtual ~KeyProvider() = default;

    /// Makes a new data key and wraps it.
    virtual void generate_data_key(DataKeyRequest request, Done done) = 0;

    /// Unwraps a data key under the same encryption context that it was made for; only `plaintext` of the answer
    /// counts.
    virtual void open_data_key(DataKeyRequest request, Bytes wrapped, Done done) = 0;
};

/// Gives a provider that wraps data keys with a master key of 32 random bytes, which the caller keeps safe.
///
/// A wrapped key has 64 bytes: `DXK1`, a random nonce of 12 bytes, and the 32 bytes of the data key under AES-256-GCM
/// with their tag of 16 bytes. The additional data are `DXK1` and each name and value of the encryption context in the
/// order of the names, each with its length in 4 bytes, big-endian, before it. The key id of the model plays no part.
/// One master key may wrap some 4 billion data keys.
///
/// @param master_key overwritten by the function
/// @par Errors
/// `EncryptionException` with code `EncryptionFailed` for a key of another length. A data key that another master key
/// wrapped, or KMS, or for another context, or that was changed: `DecryptionFailed`.
[[nodiscard]] std::shared_ptr<KeyProvider> local_key_provider(Bytes master_key);

}  // namespace dynoxx
