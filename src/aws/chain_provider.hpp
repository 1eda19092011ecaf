#pragma once

#include "aws/credentials.hpp"

#include <vector>

namespace dynoxx::aws {

/// Asks several sources in turn: goes on only after "not configured", any other failure ends the search.
class ChainProvider final : public CredentialsProvider {
 public:
    explicit ChainProvider(std::vector<std::shared_ptr<CredentialsProvider>> sources);

    [[nodiscard]] runtime::task<SharedCredentials> load(runtime::Context context) override;
    [[nodiscard]] std::string describe() const override;

 private:
    std::vector<std::shared_ptr<CredentialsProvider>> sources_;
};

}  // namespace dynoxx::aws
