#pragma once

#include <dynoxx/aws_config.hpp>

#include "http/transport.hpp"
#include "runtime/state.hpp"

#include <map>
#include <mutex>
#include <string>

namespace dynoxx::aws {

/// The region of the instance that the program runs on, as the metadata service says. A slot of the runtime's state, so
/// that it is asked for once.
///
/// @par Thread safety
/// Yes.
class InstanceRegions {
 public:
    explicit InstanceRegions(runtime::State&) {}

    /// Gives the region that was found at an endpoint of the service; empty if none was yet.
    [[nodiscard]] std::string get(const std::string& endpoint) const;
    void set(const std::string& endpoint, std::string region);

 private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string> regions_;
};

/// Asks the metadata service for the region of the instance; gives an empty text where it is disabled, is not there or
/// does not know. Every answer but a region is forgotten.
///
/// @par Errors
/// `Cancelled` and `TimedOut` if the call ended.
/// @par Source
/// Amazon EC2 User Guide, "Instance metadata categories".
[[nodiscard]] runtime::task<std::string> find_instance_region(runtime::Context context, AwsConfig config,
                                                              http::Transport& transport);

}  // namespace dynoxx::aws
