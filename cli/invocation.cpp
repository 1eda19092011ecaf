#include "cli/invocation.hpp"

#include "client/client_core.hpp"
#include "runtime/state.hpp"

#include <chrono>

namespace dynoxx::cli {

namespace {

/// Says whether `auto` means colours: on a terminal, unless `NO_COLOR` is set.
bool wants_colours(const Surroundings& surroundings) {
    const runtime::Environment& environment = *surroundings.runtime.state()->system().environment;
    return surroundings.out_is_terminal && !environment.get("NO_COLOR") && environment.get("TERM") != "dumb";
}

}  // namespace

Output Invocation::output() const {
    const bool coloured = colours == "always" || (colours == "auto" && wants_colours(surroundings_));
    return {surroundings_.out, coloured};
}

AwsOptions Invocation::options() const {
    const auto timeout = std::chrono::ceil<AwsOptions::Duration>(std::chrono::duration<double>(timeout_seconds));
    AwsOptions options;
    options.profile(profile).region(region).endpoint(endpoint);
    if (timeout.count() > 0) {
        options.operation_timeout(timeout);
    }
    if (verbose) {
        std::ostream& err = surroundings_.err;
        options.log([&err](LogLevel, std::string_view text) { err << "dynoxx: " << text << '\n'; });
    }
    return options;
}

const DynamoDBClient& Invocation::client() {
    if (!client_) {
        client_.emplace(
            std::make_shared<detail::ClientCore>(options(), surroundings_.runtime, surroundings_.transport));
    }
    return *client_;
}

}  // namespace dynoxx::cli
