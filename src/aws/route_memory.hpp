#pragma once

#include "aws/endpoints.hpp"
#include "aws/retry.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::aws {

/// Where a request goes, and all that depends on nothing else.
struct Route {
    Route() {}

    Endpoint endpoint{};
    std::string quota_key{};  ///< of retry quota, rate limiter and clock skew: service, region, address
    RetrySettings retries{};
    std::string user_agent{};
};

/// What a route of a service depends on, besides the configuration. A view.
struct RouteQuestion {
    RouteQuestion() {}

    std::string_view custom{};  ///< the endpoint that the call chose; empty: as configured
    std::string_view bucket{};
    std::string_view region{};  ///< of the bucket or the key; empty: as configured
    std::string_view account_id{};
    std::string_view features{};  ///< of the credentials, for the user agent
    std::span<const std::string> resource_arns{};
};

/// The latest routes of one service, for most calls go the same few ways.
///
/// @par Thread safety
/// No.
class RouteMemory {
 public:
    static constexpr std::size_t most = 4;

    /// Gives the route that was kept for the same question; null if there is none.
    [[nodiscard]] std::shared_ptr<const Route> find(const RouteQuestion& question);

    /// Keeps a route, in the place of the one that was not asked for the longest time if there are too many.
    void keep(const RouteQuestion& question, std::shared_ptr<const Route> route);

 private:
    struct Kept {
        Kept() {}

        std::string custom{};
        std::string bucket{};
        std::string region{};
        std::string account_id{};
        std::string features{};
        std::vector<std::string> resource_arns{};
        std::shared_ptr<const Route> route{};

        [[nodiscard]] bool answers(const RouteQuestion& question) const;
    };

    std::vector<Kept> kept_;  // the latest first
};

}  // namespace dynoxx::aws
