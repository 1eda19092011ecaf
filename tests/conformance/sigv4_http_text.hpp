#pragma once

#include "sigv4/canonical.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Requests as the signing suites write them: HTTP/1.1 text with bare line feeds and folded header lines.
namespace dynoxx::conformance {

/// A request of a signing suite.
struct HttpText {
    std::string method;
    std::string path;
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;  ///< values with their line feeds and blanks
    std::string body;

    [[nodiscard]] static HttpText parse(std::string_view text);

    /// Writes the request back.
    [[nodiscard]] std::string print() const;

    /// Gives views for the signer; valid as long as this object is not changed.
    [[nodiscard]] std::vector<sigv4::HeaderView> header_views() const;
};

}  // namespace dynoxx::conformance
