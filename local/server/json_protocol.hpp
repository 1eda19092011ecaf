#pragma once

#include "http/message.hpp"
#include "local/auth/verdict.hpp"

#include <string>
#include <string_view>

namespace dynoxx::local::server {

/// The services that speak JSON.
enum class JsonService { DynamoDB, Kms };

/// Wraps the JSON of an answer in the headers that the service gives it; DynamoDB adds the CRC-32 of the body.
[[nodiscard]] http::Response json_answer(JsonService service, int status, std::string body, std::string request_id);

/// Says a denial in the words of the JSON services.
[[nodiscard]] std::string json_denial(JsonService service, const auth::Denied& denied);

}  // namespace dynoxx::local::server
