#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/log.hpp>
#include <dynoxx/runtime.hpp>

#include "aws/caller.hpp"
#include "dynamodb/client.hpp"
#include "http/transport.hpp"
#include "sts/client.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace dynoxx::s3 {
class Client;
}

namespace dynoxx::kms {
class Client;
}

namespace dynoxx::detail {

/// What a client has in one process: the resolved configuration, the caller, and the parts of each service.
///
/// Everything is made on first use. The S3 and KMS parts exist only after an attribute needed them.
///
/// @par Thread safety
/// Yes.
class ClientState {
 public:
    ClientState(AwsOptions options, runtime::State& runtime_state, http::Transport& transport);
    ~ClientState();

    /// Gives the configuration, read at the first use. A failure to read it is not kept.
    [[nodiscard]] AwsConfig config();

    /// Drops the configuration, the parts of the services, and with them credentials and signing keys. No call may be
    /// in progress.
    void forget() noexcept;

    [[nodiscard]] dynamodb::Client dynamodb();
    [[nodiscard]] s3::Client& s3();
    [[nodiscard]] kms::Client& kms();

    [[nodiscard]] sts::Client sts();

    /// Gets the credentials that requests are signed with.
    [[nodiscard]] runtime::task<aws::SharedCredentials> credentials(runtime::Context context);

    [[nodiscard]] http::Transport& transport() const noexcept { return transport_; }

    /// Say whether the lazy parts exist; they make nothing.
    [[nodiscard]] bool has_s3() const noexcept { return has_s3_.load(std::memory_order_acquire); }
    [[nodiscard]] bool has_kms() const noexcept { return has_kms_.load(std::memory_order_acquire); }

 private:
    [[nodiscard]] aws::Caller& caller();
    [[nodiscard]] const AwsConfig& locked_config();
    [[nodiscard]] aws::Caller& locked_caller();

    AwsOptions options_;
    runtime::State& runtime_state_;
    http::Transport& transport_;

    std::mutex mutex_;
    std::unique_ptr<const AwsConfig> config_;
    std::unique_ptr<aws::Caller> caller_;
    std::unique_ptr<s3::Client> s3_;
    std::unique_ptr<kms::Client> kms_;
    std::atomic<bool> has_s3_ = false;
    std::atomic<bool> has_kms_ = false;
};

/// Makes the states of a runtime's clients, and lets them forget what they have when the runtime is closed. A slot of
/// the runtime's state.
///
/// @par Thread safety
/// Yes.
class ClientStates {
 public:
    explicit ClientStates(runtime::State& runtime_state) : runtime_state_(runtime_state) {}
    ~ClientStates();

    [[nodiscard]] std::shared_ptr<ClientState> make(const AwsOptions& options, http::Transport& transport);

 private:
    runtime::State& runtime_state_;
    std::mutex mutex_;
    std::vector<std::weak_ptr<ClientState>> states_;
};

}  // namespace dynoxx::detail
