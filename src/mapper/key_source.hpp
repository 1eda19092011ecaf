#pragma once

#include <dynoxx/key_provider.hpp>

#include "client/client_state.hpp"
#include "runtime/secret.hpp"

#include <memory>

/// Where data keys come from: the key provider of the options, or KMS.
namespace dynoxx::mapper {

/// A data key, open and wrapped.
struct DataKey {
    DataKey() {}

    runtime::Secret plaintext{};
    Bytes wrapped{};
    std::shared_ptr<KeyProvider> provider{};  ///< that made it; null: KMS
};

/// Makes a new data key.
///
/// @par Errors
/// Those of KMS or of the provider; `EncryptionFailed` for a key of a provider that has not 32 bytes.
[[nodiscard]] runtime::task<DataKey> make_data_key(runtime::Context context, detail::ClientState& client,
                                                   DataKeyRequest request);

/// Opens a data key. KMS is asked in the region of the request's key id.
///
/// @par Errors
/// As above, and `DecryptionFailed` for one that cannot be opened.
[[nodiscard]] runtime::task<DataKey> unwrap_data_key(runtime::Context context, detail::ClientState& client,
                                                     DataKeyRequest request, Bytes wrapped);

}  // namespace dynoxx::mapper
