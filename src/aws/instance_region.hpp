#pragma once

#include <dynoxx/aws_config.hpp>

#include "aws/flight.hpp"
#include "aws/imds_settings.hpp"
#include "http/transport.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace dynoxx::runtime {
class State;
}

namespace dynoxx::aws {

/// Where the instance is, or why that is not known.
struct InstancePlace {
    InstancePlace() {}

    std::string region{};   ///< empty: not known
    std::string missing{};  ///< why
};

/// The region of the Amazon EC2 instance, for configurations that have none. Each instance metadata service that a
/// configuration names is asked for it once, by one flight; a service that gives none is asked again after one to five
/// seconds. A slot of the runtime's state.
///
/// @par Thread safety
/// Yes.
/// @par Source
/// Amazon EC2 User Guide, "Instance metadata categories", `placement/region`.
class InstanceRegion {
 public:
    explicit InstanceRegion(runtime::State& state);

    /// Gives the region; asks as the configuration says if nobody has asked yet.
    ///
    /// @par Errors
    /// `Cancelled` or `TimedOut` if the call ends first, and errors of settings.
    [[nodiscard]] runtime::task<InstancePlace> get(runtime::Context context, const AwsConfig& config,
                                                   http::Transport& transport);

 private:
    static runtime::task<InstancePlace> wait_or_ask(runtime::Context context, InstanceRegion& self,
                                                    const AwsConfig& config, http::Transport& transport);

    /// What one service has said.
    struct Known {
        Known() {}

        std::optional<InstancePlace> place{};
        runtime::SteadyTime known_until{};
        std::shared_ptr<Flight> flight{};
    };

    static runtime::task<InstancePlace> lead(runtime::Context context, InstanceRegion& self, ImdsSettings settings,
                                             http::Transport& transport, std::shared_ptr<Flight> flight);

    void land(const runtime::Context& context, const ImdsSettings& settings, Flight& flight,
              std::optional<InstancePlace> place);

    std::mutex mutex_;
    std::map<std::string, Known> known_;  // by the service
};

}  // namespace dynoxx::aws
