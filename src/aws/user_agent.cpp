#include "aws/user_agent.hpp"

#include "aws/credentials.hpp"
#include "aws/endpoints.hpp"
#include "aws/feature_ids.hpp"

#include <sys/utsname.h>

#include <algorithm>

namespace dynoxx::aws {

namespace {

constexpr std::string_view library = "dynoxx/0.1.0 ua/2.1 os/linux#";

std::string compiler() {
#if defined(__clang__)
    return "clang#" + std::to_string(__clang_major__);
#else
    return "gcc#" + std::to_string(__GNUC__);
#endif
}

#if defined(__x86_64__)
constexpr std::string_view architecture = "x86_64";
#elif defined(__aarch64__)
constexpr std::string_view architecture = "aarch64";
#else
constexpr std::string_view architecture = "other";
#endif

/// Says whether a character may be in a word of the user agent.
///
/// @par Source
/// RFC 9110, section 5.6.2, "token".
bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string word(std::string_view text) {
    std::string made(text);
    std::ranges::replace_if(
        made, [](char c) { return !is_word_character(c); }, '-');
    return made;
}

/// Gives a text that may be several words: only what would end the header is replaced.
std::string words(std::string_view text) {
    std::string made(text);
    std::ranges::replace_if(
        made, [](char c) { return c < ' ' || c > '~'; }, '-');
    return made;
}

void add(std::string& list, std::string_view id) {
    list.append(list.empty() ? "" : ",").append(id);
}

void add_account(std::string& ids, const AwsConfig& config, const Endpoint& endpoint) {
    switch (config.account_id_endpoint_mode().value) {
        case AccountIdEndpointMode::Preferred:
            add(ids, feature_id("ACCOUNT_ID_MODE_PREFERRED"));
            break;
        case AccountIdEndpointMode::Required:
            add(ids, feature_id("ACCOUNT_ID_MODE_REQUIRED"));
            break;
        case AccountIdEndpointMode::Disabled:
            add(ids, feature_id("ACCOUNT_ID_MODE_DISABLED"));
            break;
    }
    if (endpoint.has_account_id) {
        add(ids, feature_id("ACCOUNT_ID_ENDPOINT"));
    }
}

void add_checksums(std::string& ids, const AwsConfig& config) {
    const bool sums = config.request_checksum_calculation().value == ChecksumRule::WhenSupported;
    const bool compares = config.response_checksum_validation().value == ChecksumRule::WhenSupported;
    add(ids, sums ? feature_id("FLEXIBLE_CHECKSUMS_REQ_WHEN_SUPPORTED")
                  : feature_id("FLEXIBLE_CHECKSUMS_REQ_WHEN_REQUIRED"));
    add(ids, compares ? feature_id("FLEXIBLE_CHECKSUMS_RES_WHEN_SUPPORTED")
                      : feature_id("FLEXIBLE_CHECKSUMS_RES_WHEN_REQUIRED"));
}

/// Gives the ids of the features in use, with commas between them.
std::string features(const AwsConfig& config, AwsService service, const Endpoint& endpoint,
                     const Credentials& credentials, bool own_endpoint) {
    std::string ids;
    add(ids, config.retry_mode().value == RetryMode::Adaptive ? feature_id("RETRY_MODE_ADAPTIVE")
                                                              : feature_id("RETRY_MODE_STANDARD"));
    if (own_endpoint) {
        add(ids, feature_id("ENDPOINT_OVERRIDE"));
    }
    if (service == AwsService::DynamoDB) {
        add(ids, feature_id("DDB_MAPPER"));
        add_account(ids, config, endpoint);
    }
    if (service == AwsService::S3) {
        add_checksums(ids, config);
    }
    if (!credentials.account_id.empty()) {
        add(ids, feature_id("RESOLVED_ACCOUNT_ID"));
    }
    if (!credentials.features.empty()) {
        add(ids, credentials.features);
    }
    return ids;
}

}  // namespace

std::string user_agent(const AwsConfig& config, AwsService service, const Endpoint& endpoint,
                       const Credentials& credentials, std::string_view system, bool own_endpoint) {
    std::string text(system);
    text.append(" m/").append(features(config, service, endpoint, credentials, own_endpoint));
    if (config.app_id()) {
        text.append(" app/").append(word(config.app_id()->value));
    }
    if (config.execution_environment()) {
        text.append(" exec-env/").append(word(config.execution_environment()->value));
    }
    if (config.user_agent_extra()) {
        text.append(" ").append(words(config.user_agent_extra()->value));
    }
    return text;
}

std::string system_part(std::string_view system_version) {
    std::string text(library);
    text.append(word(system_version)).append(" lang/c++#20 md/").append(compiler());
    return text.append(" md/arch#").append(architecture);
}

std::string system_version() {
    utsname names{};
    return ::uname(&names) == 0 ? std::string(names.release) : std::string();
}

}  // namespace dynoxx::aws
