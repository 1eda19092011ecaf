#pragma once

#include "aws/credentials.hpp"

namespace dynoxx::aws {

/// Gives credentials that code, the environment or a profile has set: nothing to fetch, nothing that expires.
class StaticProvider final : public CredentialsProvider {
 public:
    /// `credentials` may be null: then this source is not configured.
    StaticProvider(SharedCredentials credentials, std::string description);

    [[nodiscard]] runtime::task<SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    SharedCredentials credentials_;
    std::string description_;
};

}  // namespace dynoxx::aws
