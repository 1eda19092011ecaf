#pragma once

#include "aws/caller.hpp"
#include "kms/codec.hpp"

namespace dynoxx::kms {

/// The operations of KMS as tasks. A view on a caller, which must live longer.
///
/// @par Thread safety
/// Yes.
class Client {
 public:
    explicit Client(aws::Caller& caller) : caller_(&caller) {}

    [[nodiscard]] runtime::task<GenerateDataKeyResponse> generate_data_key(runtime::Context context,
                                                                           GenerateDataKeyRequest request) const;
    [[nodiscard]] runtime::task<DecryptResponse> decrypt(runtime::Context context, DecryptRequest request) const;

 private:
    aws::Caller* caller_;
};

}  // namespace dynoxx::kms
