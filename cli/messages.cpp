#include "cli/messages.hpp"

#include <string_view>
#include <utility>

namespace dynoxx::cli {

namespace {

constexpr std::pair<std::string_view, std::string_view> names[] = {
    {"AwsOptions::region", "--region"},         {"AwsOptions::profile", "--profile"},
    {"AwsOptions::endpoint", "--endpoint-url"}, {"AwsOptions::operation_timeout", "--timeout"},
    {"AwsOptions::mfa_token", "--mfa-code"},
};

}  // namespace

std::string by_options(std::string text) {
    for (const auto& [in_code, option] : names) {
        for (std::size_t at = text.find(in_code); at != std::string::npos; at = text.find(in_code, at)) {
            text.replace(at, in_code.size(), option);
        }
    }
    return text;
}

}  // namespace dynoxx::cli
