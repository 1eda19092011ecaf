#include "local/server/json_protocol.hpp"

#include "local/support/json_writer.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::local::server {

namespace {

std::string_view error_type(auth::Denial reason) {
    switch (reason) {
        case auth::Denial::MissingToken:
        case auth::Denial::OtherAlgorithm:
            return "MissingAuthenticationTokenException";
        case auth::Denial::Incomplete:
        case auth::Denial::InvalidQuery:
            return "IncompleteSignatureException";
        case auth::Denial::UnknownKey:
        case auth::Denial::InvalidToken:
            return "UnrecognizedClientException";
        case auth::Denial::ExpiredToken:
            return "ExpiredTokenException";
        default:
            return "InvalidSignatureException";
    }
}

}  // namespace

http::Response json_answer(JsonService service, int status, std::string body, std::string request_id) {
    http::Response response;
    response.status = status;
    response.headers.add("Server", "Server");
    response.headers.add("x-amzn-RequestId", std::move(request_id));
    response.headers.add("Access-Control-Allow-Origin", "*");
    if (service == JsonService::DynamoDB) {
        response.headers.add("Content-Type", "application/x-amz-json-1.0");
        response.headers.add("x-amz-crc32", std::to_string(runtime::crc32(runtime::bytes_of(body))));
    } else {
        response.headers.add("Content-Type", "application/x-amz-json-1.1");
    }
    response.body = std::move(body);
    return response;
}

std::string json_denial(JsonService service, const auth::Denied& denied) {
    std::string type = service == JsonService::DynamoDB ? "com.amazon.coral.service#" : "";
    type += error_type(denied.reason);
    support::JsonWriter json;
    return json.text("__type", type).text("message", denied.message).take();
}

}  // namespace dynoxx::local::server
