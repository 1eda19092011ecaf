#pragma once

#include <string>
#include <string_view>

namespace dynoxx::local::sts {

/// A request that STS refuses; thrown by the operations and printed once, by the service.
struct Refusal {
    Refusal(std::string_view error_code, std::string error_message, int http_status = 400)
        : status(http_status), code(error_code), message(std::move(error_message)) {}

    int status;
    std::string code;
    std::string message;
};

/// Prints a refusal as STS's `<ErrorResponse>`.
[[nodiscard]] std::string to_xml(const Refusal& refusal, std::string_view request_id);

}  // namespace dynoxx::local::sts
