#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/aws_service.hpp>

#include <string>
#include <string_view>

namespace dynoxx::aws {

struct Credentials;
struct Endpoint;

/// Gives the value of `User-Agent` for the requests of a service that go to an endpoint.
///
/// Names the library, the system, the compiler, the features in use, and what the configuration says about the program:
/// `dynoxx/0.1.0 ua/2.1 os/linux#6.1.0 lang/c++#20 md/gcc#12.2 md/arch#x86_64 m/E,d,O,T,g app/checkout exec-env/x`. A
/// character that may not be in a word is replaced by `-`.
///
/// @param system what `system_part` gave
/// @param own_endpoint whether a person chose the endpoint
/// @par Source
/// The rules that all AWS SDKs share, "user agent 2.1".
[[nodiscard]] std::string user_agent(const AwsConfig& config, AwsService service, const Endpoint& endpoint,
                                     const Credentials& credentials, std::string_view system, bool own_endpoint);

/// Gives what names library, system and compiler, the same for all requests.
///
/// @param system_version of the kernel, `6.1.0-13-amd64`
[[nodiscard]] std::string system_part(std::string_view system_version);

/// Gives the version of the kernel of this machine.
[[nodiscard]] std::string system_version();

}  // namespace dynoxx::aws
