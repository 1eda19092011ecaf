#pragma once

#include "http/message.hpp"

#include <string_view>

namespace dynoxx::local::server {

/// Who answers a request.
enum class Destination { Control, Health, Preflight, DynamoDB, Kms, OtherTarget, Sts, S3 };

/// A destination, and the operation where the head of the request names it.
struct Route {
    Destination destination = Destination::S3;
    std::string_view operation{};  ///< a view into the request; empty for STS and S3
};

/// Decides who answers a request, by what its head says.
///
/// `X-Amz-Target` names an operation of DynamoDB or KMS, or of a service that is not here. A form, or `Action=` in the
/// query of `/`, is for STS.
/// `/_local/` and
/// `/moto-api/reset` are ours. `GET /` without a signature asks whether the server lives. Everything else is S3.
[[nodiscard]] Route route_of(const http::Request& request) noexcept;

}  // namespace dynoxx::local::server
