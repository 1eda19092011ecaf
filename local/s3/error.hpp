#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx::local::s3 {

/// A request that S3 refuses; thrown by the operations and printed once, by the service.
struct Refusal {
    Refusal(std::string_view error_code, std::vector<std::pair<std::string, std::string>> error_details = {},
            std::string_view error_message = {});

    int status;
    std::string code;
    std::string message;
    std::vector<std::pair<std::string, std::string>> details;  ///< further elements of the error document
    http::Headers headers{};                                   ///< further headers of the answer
};

/// Prints a refusal as S3's `<Error>` document. The answer to HEAD has headers only.
[[nodiscard]] http::Response to_response(const Refusal& refusal, std::string_view request_id, std::string_view host_id);

}  // namespace dynoxx::local::s3
