#include "aws/error_response.hpp"

#include "aws/text.hpp"
#include "json/reader.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <string_view>

namespace dynoxx::aws {

namespace {

struct StatusCode {
    int status;
    std::string_view code;
};

constexpr StatusCode codes_of_empty_answers[] = {
    {301, "PermanentRedirect"},  {307, "TemporaryRedirect"}, {400, "BadRequest"},    {403, "Forbidden"},
    {404, "NotFound"},           {405, "MethodNotAllowed"},  {409, "Conflict"},      {412, "PreconditionFailed"},
    {416, "InvalidRange"},       {429, "TooManyRequests"},   {500, "InternalError"}, {501, "NotImplemented"},
    {503, "ServiceUnavailable"},
};

constexpr int internal_error = 500;

constexpr std::string_view signature_codes[] = {"InvalidSignatureException", "SignatureDoesNotMatch",
                                                "IncompleteSignature", "IncompleteSignatureException"};

/// Gives `Name` of `namespace#Name:http://uri`.
std::string_view shape_name(std::string_view text) {
    text = text.substr(0, text.find(':'));
    const std::size_t hash = text.rfind('#');
    return trim(hash == std::string_view::npos ? text : text.substr(hash + 1));
}

void parse_json(const http::Response& response, ErrorResponse& error) {
    error.code = shape_name(response.headers.get("x-amzn-errortype"));
    const auto contents = response.holds_secrets ? json::Contents::Secret : json::Contents::Plain;
    const auto document = json::Document::parse(response.body, json::Document::default_max_depth, contents);
    if (document.has_value()) {
        const auto text = [&document](std::string_view name) {
            const auto member = document->root().find(name);
            return std::string(member ? member->string().value_or("") : std::string_view());
        };
        for (const std::string_view name : {"__type", "code"}) {
            if (error.code.empty()) {
                error.code = shape_name(text(name));
            }
        }
        error.message = text("message");
        if (error.message.empty()) {
            error.message = text("Message");
        }
    }
    // A service that moved from the Query protocol says the old name in a header: `Code;Fault`.
    const std::string_view query_error = response.headers.get("x-amzn-query-error");
    if (const std::string_view old = trim(query_error.substr(0, query_error.find(';'))); !old.empty()) {
        error.code = old;
    }
}

void parse_xml(const http::Response& response, ErrorResponse& error) {
    pugi::xml_document document;
    if (!document.load_buffer(response.body.data(), response.body.size())) {
        return;
    }
    const pugi::xml_node wrapper = document.child("ErrorResponse");
    const pugi::xml_node node = wrapper ? wrapper.child("Error") : document.child("Error");
    error.code = trim(node.child_value("Code"));
    error.message = trim(node.child_value("Message"));
    error.request_id = trim((wrapper ? wrapper : node).child_value("RequestId"));
    error.extended_request_id = trim(node.child_value("HostId"));
}

void parse_headers(const http::Response& response, ErrorResponse& error) {
    for (const std::string_view name : {"x-amzn-requestid", "x-amz-request-id"}) {
        if (const std::string_view id = response.headers.get(name); !id.empty()) {
            error.request_id = id;
        }
    }
    if (const std::string_view id = response.headers.get("x-amz-id-2"); !id.empty()) {
        error.extended_request_id = id;
    }
}

/// Drops the canonical request that services repeat: it holds the session token.
void drop_canonical_request(ErrorResponse& error) {
    if (std::ranges::find(signature_codes, error.code) != std::end(signature_codes)) {
        error.message = error.message.substr(0, error.message.find('\n'));
    }
}

}  // namespace

ErrorResponse parse_error_response(AwsService service, const http::Response& response) {
    ErrorResponse error;
    if (service == AwsService::S3 || service == AwsService::Sts) {
        parse_xml(response, error);
    } else {
        parse_json(response, error);
    }
    parse_headers(response, error);
    drop_canonical_request(error);
    if (error.code.empty() && service == AwsService::S3) {
        for (const auto& [status, code] : codes_of_empty_answers) {
            if (status == response.status) {
                error.code = code;
            }
        }
    }
    return error;
}

std::optional<int> late_failure(const http::Response& response) {
    if (response.status / 100 != 2) {
        return std::nullopt;
    }
    pugi::xml_document document;
    if (!document.load_buffer(response.body.data(), response.body.size())) {
        return internal_error;
    }
    if (!document.child("Error")) {
        return std::nullopt;
    }
    const std::string_view code = trim(document.child("Error").child_value("Code"));
    const auto* found = std::ranges::find(codes_of_empty_answers, code, &StatusCode::code);
    return found == std::end(codes_of_empty_answers) ? response.status : found->status;
}

std::string bucket_region(const http::Response& response) {
    if (response.status != 301 && response.status != 307 && response.status != 400) {
        return {};
    }
    std::string region(response.headers.get("x-amz-bucket-region"));
    pugi::xml_document document;
    if (region.empty() && document.load_buffer(response.body.data(), response.body.size())) {
        region = trim(document.child("Error").child_value("Region"));
    }
    const bool plausible = std::ranges::all_of(
        region, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    return plausible ? region : std::string();
}

}  // namespace dynoxx::aws
