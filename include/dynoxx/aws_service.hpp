#pragma once

#include <string_view>

namespace dynoxx {

/// Names an AWS service that this library talks to.
enum class AwsService {
    DynamoDB,
    S3,
    Kms,
    Sts,
};

/// Gives the name that messages use: `DynamoDB`, `S3`, `KMS` or `STS`.
[[nodiscard]] std::string_view to_string(AwsService service) noexcept;

}  // namespace dynoxx
