#include "client/client_state.hpp"

#include "aws/config_data.hpp"
#include "aws/config_loader.hpp"
#include "client/credential_chain.hpp"
#include "kms/client.hpp"
#include "runtime/state.hpp"
#include "s3/client.hpp"

namespace dynoxx::detail {

ClientState::ClientState(AwsOptions options, runtime::State& runtime_state, http::Transport& transport)
    : options_(std::move(options)), runtime_state_(runtime_state), transport_(transport) {}

ClientState::~ClientState() = default;

AwsConfig ClientState::config() {
    const std::lock_guard lock(mutex_);
    return locked_config();
}

void ClientState::forget() noexcept {
    const std::lock_guard lock(mutex_);
    has_s3_.store(false, std::memory_order_release);
    has_kms_.store(false, std::memory_order_release);
    kms_.reset();
    s3_.reset();
    caller_.reset();
    config_.reset();
}

const AwsConfig& ClientState::locked_config() {
    if (!config_) {
        config_ = std::make_unique<const AwsConfig>(aws::load_config(options_, runtime_state_.system()).value());
    }
    return *config_;
}

aws::Caller& ClientState::caller() {
    const std::lock_guard lock(mutex_);
    return locked_caller();
}

aws::Caller& ClientState::locked_caller() {
    if (!caller_) {
        const AwsConfig& resolved = locked_config();
        caller_ = std::make_unique<aws::Caller>(resolved, credentials_of(resolved, runtime_state_, transport_),
                                                transport_, resolved.data().log);
    }
    return *caller_;
}

dynamodb::Client ClientState::dynamodb() {
    return dynamodb::Client(caller());
}

sts::Client ClientState::sts() {
    return sts::Client(caller());
}

runtime::task<aws::SharedCredentials> ClientState::credentials(runtime::Context context) {
    return caller().credentials().get(context);
}

s3::Client& ClientState::s3() {
    const std::lock_guard lock(mutex_);
    if (!s3_) {
        s3_ = std::make_unique<s3::Client>(locked_caller());
        has_s3_.store(true, std::memory_order_release);
    }
    return *s3_;
}

kms::Client& ClientState::kms() {
    const std::lock_guard lock(mutex_);
    if (!kms_) {
        kms_ = std::make_unique<kms::Client>(locked_caller());
        has_kms_.store(true, std::memory_order_release);
    }
    return *kms_;
}

ClientStates::~ClientStates() {
    for (const std::weak_ptr<ClientState>& state : states_) {
        if (const std::shared_ptr<ClientState> alive = state.lock()) {
            alive->forget();
        }
    }
}

std::shared_ptr<ClientState> ClientStates::make(const AwsOptions& options, http::Transport& transport) {
    auto made = std::make_shared<ClientState>(options, runtime_state_, transport);
    const std::lock_guard lock(mutex_);
    std::erase_if(states_, [](const std::weak_ptr<ClientState>& state) { return state.expired(); });
    states_.push_back(made);
    return made;
}

}  // namespace dynoxx::detail
