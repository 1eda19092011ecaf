#include "cli/invocation.hpp"

#include "client/client_core.hpp"
#include "runtime/state.hpp"

#include <chrono>
#include <istream>

namespace dynoxx::cli {

namespace {

/// Says whether `auto` means colours: on a terminal, unless `NO_COLOR` is set and not empty, or `TERM` is `dumb`.
bool wants_colours(const Surroundings& surroundings) {
    const runtime::Environment& environment = *surroundings.runtime.state()->system().environment;
    return surroundings.out_is_terminal && environment.get("NO_COLOR").value_or("").empty() &&
           environment.get("TERM") != "dumb";
}

/// Asks the person at the terminal.
MfaToken asking(std::istream& in, std::ostream& err) {
    return [&in, &err](std::string_view serial) {
        err << "Code of the MFA device " << serial << ": " << std::flush;
        std::string code;
        std::getline(in, code);
        return code;
    };
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
    if (!mfa_code.empty()) {
        options.mfa_token([code = mfa_code](std::string_view) { return code; });
    } else if (surroundings_.in_is_terminal) {
        options.mfa_token(asking(surroundings_.in, surroundings_.err));
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
