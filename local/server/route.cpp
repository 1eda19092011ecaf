#include "local/server/route.hpp"

namespace dynoxx::local::server {

namespace {

constexpr std::string_view dynamodb_target = "DynamoDB_20120810.";
constexpr std::string_view kms_target = "TrentService.";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

bool has_parameter(std::string_view query, std::string_view name) noexcept {
    const std::size_t at = query.find(name);
    return at != std::string_view::npos && (at == 0 || query[at - 1] == '&');
}

bool is_signed(const http::Request& request) noexcept {
    return request.headers.find("Authorization") != nullptr || has_parameter(request.query, "X-Amz-Signature=");
}

bool names_bucket(std::string_view host) noexcept {
    host = host.substr(0, host.find(':'));
    return host.ends_with(".localhost") && host != "s3.localhost";
}

}  // namespace

Route route_of(const http::Request& request) noexcept {
    if (request.path.starts_with("/_local/") || request.path == "/moto-api/reset") {
        return {Destination::Control, {}};
    }
    if (request.method == "OPTIONS") {
        return {Destination::Preflight, {}};
    }
    const std::string_view target = request.headers.get("X-Amz-Target");
    if (target.starts_with(dynamodb_target)) {
        return {Destination::DynamoDB, target.substr(dynamodb_target.size())};
    }
    if (target.starts_with(kms_target)) {
        return {Destination::Kms, target.substr(kms_target.size())};
    }
    if (!target.empty()) {
        return {Destination::OtherTarget, target};
    }
    const bool is_form = request.method == "POST" && request.headers.get("Content-Type").starts_with(form_type);
    if (request.path == "/" && (is_form || has_parameter(request.query, "Action="))) {
        return {Destination::Sts, {}};
    }
    if (request.method == "GET" && request.path == "/" && !is_signed(request) &&
        !names_bucket(request.headers.get("Host"))) {
        return {Destination::Health, {}};
    }
    return {Destination::S3, {}};
}

}  // namespace dynoxx::local::server
