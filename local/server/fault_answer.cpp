#include "local/server/fault_answer.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::server {

namespace {

/// The errors of a service that is asked too much, and of one that failed.
struct UsualErrors {
    std::string_view service;
    int throttle_status;
    std::string_view throttle_code;
    std::string_view throttle_message;
    std::string_view internal_code;
    std::string_view internal_message;
};

constexpr std::string_view dynamodb_prefix = "com.amazonaws.dynamodb.v20120810#";

constexpr auto usual_errors = std::to_array<UsualErrors>({
    {"dynamodb", 400, "com.amazon.coral.availability#ThrottlingException",
     "Rate of requests exceeds the allowed throughput.", "InternalServerError", "Internal server error"},
    {"s3", 503, "SlowDown", "Please reduce your request rate.", "InternalError",
     "We encountered an internal error. Please try again."},
    {"kms", 400, "ThrottlingException", "Rate exceeded", "KMSInternalException",
     "The request was rejected because an internal exception occurred. The request can be retried."},
    {"sts", 400, "Throttling", "Rate exceeded", "InternalFailure",
     "The request processing has failed because of an unknown error, exception or failure."},
});

// Operations on items are bounded by the throughput of the table.
constexpr auto item_words = std::to_array<std::string_view>({"Item", "Query", "Scan", "Statement", "Transaction"});

bool works_on_items(std::string_view operation) noexcept {
    return std::ranges::any_of(item_words,
                               [&](std::string_view word) { return operation.find(word) != operation.npos; });
}

ServiceError throttle(const UsualErrors& usual, std::string_view operation) {
    if (usual.service == "dynamodb" && works_on_items(operation)) {
        return {400, std::string(dynamodb_prefix) + "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
                "provisioning level with the UpdateTable API."};
    }
    return {usual.throttle_status, usual.throttle_code, usual.throttle_message};
}

}  // namespace

ServiceError error_of(const LocalFault& fault, std::string_view service, std::string_view operation) {
    const UsualErrors& usual = *std::ranges::find(usual_errors, service, &UsualErrors::service);
    if (fault.kind == LocalFaultKind::Throttle) {
        return throttle(usual, operation);
    }
    const bool is_usual = fault.code.empty();
    std::string code = is_usual ? std::string(usual.internal_code) : fault.code;
    if (service == "dynamodb" && code.find('#') == std::string::npos) {
        code.insert(0, dynamodb_prefix);
    }
    return {fault.status, code, is_usual && fault.message.empty() ? usual.internal_message : fault.message};
}

}  // namespace dynoxx::local::server
