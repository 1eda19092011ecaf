#include "aws/trace_id.hpp"

namespace dynoxx::aws {

namespace {

constexpr const char* header = "X-Amzn-Trace-Id";

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F) {
            made.push_back(c);
        } else {
            made.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
        }
    }
    return made;
}

}  // namespace

void add_trace_id(http::Headers& headers, const runtime::Environment& environment) {
    const std::optional<std::string> trace_id = environment.get("_X_AMZN_TRACE_ID");
    if (trace_id && environment.get("AWS_LAMBDA_FUNCTION_NAME") && headers.find(header) == nullptr) {
        headers.add(header, encoded(*trace_id));
    }
}

}  // namespace dynoxx::aws
