#pragma once

#include <dynoxx/aws_config.hpp>

#include "http/transport.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

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

/// The region of the Amazon EC2 instance, for configurations that have none. Instance metadata is asked for it once,
/// by one flight, also if it is not reached. A slot of the runtime's state.
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

    static runtime::task<InstancePlace> lead(runtime::Context context, InstanceRegion& self, const AwsConfig& config,
                                             http::Transport& transport);

    void land(std::optional<InstancePlace> place);

    std::mutex mutex_;
    std::optional<InstancePlace> place_;
    bool asking_ = false;
    std::vector<std::shared_ptr<runtime::Waker>> waiting_;
};

}  // namespace dynoxx::aws
