#pragma once

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dynoxx::aws {

/// The features that SDKs report in their user agent, and the short id of each.
///
/// @par Source
/// The table that all AWS SDKs share, "user agent feature ids".
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 68> feature_ids = {{
    {"RESOURCE_MODEL", "A"},
    {"WAITER", "B"},
    {"PAGINATOR", "C"},
    {"RETRY_MODE_LEGACY", "D"},
    {"RETRY_MODE_STANDARD", "E"},
    {"RETRY_MODE_ADAPTIVE", "F"},
    {"S3_TRANSFER", "G"},
    {"S3_CRYPTO_V1N", "H"},
    {"S3_CRYPTO_V2", "I"},
    {"S3_EXPRESS_BUCKET", "J"},
    {"S3_ACCESS_GRANTS", "K"},
    {"GZIP_REQUEST_COMPRESSION", "L"},
    {"PROTOCOL_RPC_V2_CBOR", "M"},
    {"ENDPOINT_OVERRIDE", "N"},
    {"ACCOUNT_ID_ENDPOINT", "O"},
    {"ACCOUNT_ID_MODE_PREFERRED", "P"},
    {"ACCOUNT_ID_MODE_DISABLED", "Q"},
    {"ACCOUNT_ID_MODE_REQUIRED", "R"},
    {"SIGV4A_SIGNING", "S"},
    {"RESOLVED_ACCOUNT_ID", "T"},
    {"FLEXIBLE_CHECKSUMS_REQ_CRC32", "U"},
    {"FLEXIBLE_CHECKSUMS_REQ_CRC32C", "V"},
    {"FLEXIBLE_CHECKSUMS_REQ_CRC64", "W"},
    {"FLEXIBLE_CHECKSUMS_REQ_SHA1", "X"},
    {"FLEXIBLE_CHECKSUMS_REQ_SHA256", "Y"},
    {"FLEXIBLE_CHECKSUMS_REQ_WHEN_SUPPORTED", "Z"},
    {"FLEXIBLE_CHECKSUMS_REQ_WHEN_REQUIRED", "a"},
    {"FLEXIBLE_CHECKSUMS_RES_WHEN_SUPPORTED", "b"},
    {"FLEXIBLE_CHECKSUMS_RES_WHEN_REQUIRED", "c"},
    {"DDB_MAPPER", "d"},
    {"CREDENTIALS_CODE", "e"},
    {"CREDENTIALS_JVM_SYSTEM_PROPERTIES", "f"},
    {"CREDENTIALS_ENV_VARS", "g"},
    {"CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN", "h"},
    {"CREDENTIALS_STS_ASSUME_ROLE", "i"},
    {"CREDENTIALS_STS_ASSUME_ROLE_SAML", "j"},
    {"CREDENTIALS_STS_ASSUME_ROLE_WEB_ID", "k"},
    {"CREDENTIALS_STS_FEDERATION_TOKEN", "l"},
    {"CREDENTIALS_STS_SESSION_TOKEN", "m"},
    {"CREDENTIALS_PROFILE", "n"},
    {"CREDENTIALS_PROFILE_SOURCE_PROFILE", "o"},
    {"CREDENTIALS_PROFILE_NAMED_PROVIDER", "p"},
    {"CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN", "q"},
    {"CREDENTIALS_PROFILE_SSO", "r"},
    {"CREDENTIALS_SSO", "s"},
    {"CREDENTIALS_PROFILE_SSO_LEGACY", "t"},
    {"CREDENTIALS_SSO_LEGACY", "u"},
    {"CREDENTIALS_PROFILE_PROCESS", "v"},
    {"CREDENTIALS_PROCESS", "w"},
    {"CREDENTIALS_BOTO2_CONFIG_FILE", "x"},
    {"CREDENTIALS_AWS_SDK_STORE", "y"},
    {"CREDENTIALS_HTTP", "z"},
    {"CREDENTIALS_IMDS", "0"},
    {"SSO_LOGIN_DEVICE", "1"},
    {"SSO_LOGIN_AUTH", "2"},
    {"BEARER_SERVICE_ENV_VARS", "3"},
    {"OBSERVABILITY_TRACING", "4"},
    {"OBSERVABILITY_METRICS", "5"},
    {"OBSERVABILITY_OTEL_TRACING", "6"},
    {"OBSERVABILITY_OTEL_METRICS", "7"},
    {"CREDENTIALS_COGNITO", "8"},
    {"S3_TRANSFER_UPLOAD_DIRECTORY", "9"},
    {"S3_TRANSFER_DOWNLOAD_DIRECTORY", "+"},
    {"CLI_V1_TO_V2_MIGRATION_DEBUG_MODE", "-"},
    {"LOGIN_SAME_DEVICE", "AA"},
    {"LOGIN_CROSS_DEVICE", "AB"},
    {"CREDENTIALS_PROFILE_LOGIN", "AC"},
    {"CREDENTIALS_LOGIN", "AD"},
}};

/// Gives the id of a feature; a name that is not in the table does not compile.
[[nodiscard]] consteval std::string_view feature_id(std::string_view name) {
    const auto* found = std::ranges::find(feature_ids, name, &std::pair<std::string_view, std::string_view>::first);
    if (found == feature_ids.end()) {
        throw std::invalid_argument("there is no such feature");
    }
    return found->second;
}

}  // namespace dynoxx::aws
