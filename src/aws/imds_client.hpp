#pragma once

#include "aws/imds_settings.hpp"
#include "aws/plain_request.hpp"
#include "http/transport.hpp"
#include "runtime/secret.hpp"

#include <mutex>
#include <optional>
#include <string>

namespace dynoxx::aws {

/// Asks the instance metadata service of Amazon EC2, version 2: gets a token first and keeps it until two minutes
/// before its end. Version 1, without a token, is asked only where the service does not know tokens or does not answer
/// the request for one, unless that is disabled. Uses no proxy.
///
/// @par Thread safety
/// Yes.
/// @par Source
/// Amazon EC2 User Guide, "Use the Instance Metadata Service to access instance metadata".
class ImdsClient {
 public:
    /// `transport` must live longer.
    ImdsClient(const ImdsSettings& settings, http::Transport& transport);

    /// Gets a document, for example `/latest/meta-data/placement/region`.
    ///
    /// Gives an answer with any status but 401 or what kept the service from being reached.
    ///
    /// @par Errors
    /// `CredentialsSourceFailed` if the service refuses to give a token; `Cancelled` and `TimedOut` if the call ended.
    [[nodiscard]] runtime::task<http::Outcome<http::Response>> get(runtime::Context context, std::string path);

 private:
    struct Token {
        Token() {}

        runtime::Secret text{};  ///< empty: version 1
        runtime::SteadyTime use_until{};
    };

    static runtime::task<http::Outcome<http::Response>> get_with_token(runtime::Context context, ImdsClient& self,
                                                                       std::string path);
    static runtime::task<http::Outcome<Token>> token(runtime::Context context, ImdsClient& self);

    [[nodiscard]] http::Request request(std::string method, const std::string& path) const;
    [[nodiscard]] http::Outcome<Token> understand(const runtime::Context& context,
                                                  http::Outcome<http::Response> answer);
    [[nodiscard]] Token without_token() const;
    [[nodiscard]] std::optional<Token> kept(runtime::SteadyTime now);
    void drop(const Token& refused);

    PlainTarget target_;
    std::string base_path_;
    bool v1_disabled_;
    http::Transport& transport_;

    std::mutex mutex_;
    std::optional<Token> token_;
};

}  // namespace dynoxx::aws
