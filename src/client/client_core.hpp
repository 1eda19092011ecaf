#pragma once

#include <dynoxx/aws_options.hpp>
#include <dynoxx/runtime.hpp>

#include "client/client_state.hpp"
#include "client/flow.hpp"
#include "runtime/generation.hpp"

namespace dynoxx::detail {

/// What the handles of one client share: what was asked for, the runtime, and this process's state.
class ClientCore {
 public:
    ClientCore(AwsOptions options, Runtime runtime, http::Transport& transport);

    [[nodiscard]] const Runtime& runtime() const noexcept { return runtime_; }
    [[nodiscard]] const AwsOptions& options() const noexcept { return options_; }
    [[nodiscard]] std::shared_ptr<ClientState> state();

 private:
    AwsOptions options_;
    Runtime runtime_;
    http::Transport& transport_;
    runtime::PerProcess<ClientState> state_;
};

/// Gives the settings of a call in the words of the caller.
[[nodiscard]] aws::CallSettings settings_of(const CallTarget& target);

}  // namespace dynoxx::detail
