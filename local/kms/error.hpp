#pragma once

#include <string>
#include <string_view>

namespace dynoxx::local::kms {

/// A request that KMS refuses; thrown by the operations and printed once, by the service.
struct Refusal {
    Refusal(std::string_view error_type, std::string error_message = {})
        : type(error_type), message(std::move(error_message)) {}

    std::string type;     ///< for example `NotFoundException`
    std::string message;  ///< empty: the answer has none
};

}  // namespace dynoxx::local::kms
