#pragma once

#include "aws/credentials.hpp"

#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::runtime {
class State;
}

namespace dynoxx::aws {

/// Keeps the credentials of one provider identity and refreshes them: one flight, however many callers.
///
/// Credentials are refreshed early. In the advisory window one caller refreshes and the others go on with what is still
/// valid; in the mandatory window all wait for the one flight. When a refresh fails, what is there stays in use and the
/// next try waits for five to ten minutes. A flight whose leader is cancelled or runs out of time is handed to the next
/// waiter.
///
/// @par Thread safety
/// Yes.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Credential refresh".
class CredentialsCache {
 public:
    CredentialsCache(const runtime::System& system, std::shared_ptr<CredentialsProvider> provider);

    /// Gives credentials that are valid, or throws what the provider threw.
    [[nodiscard]] runtime::task<SharedCredentials> get(runtime::Context context);

    /// Gives credentials that need not be refreshed yet; null if there are none and `get` is needed. Waits for nothing.
    [[nodiscard]] SharedCredentials current();

    /// Makes the next call refresh, if the credentials with this access key id are those in the cache: a service
    /// refused them. Says whether it makes sense to ask again: what never expires is never refreshed.
    bool invalidate(std::string_view access_key_id);

    [[nodiscard]] std::string describe() const { return provider_->describe(); }

 private:
    struct Flight;
    enum class Step { Use, Lead, Join };

    [[nodiscard]] bool is_current(runtime::SystemTime now) const;
    [[nodiscard]] Step next_step(runtime::SystemTime now, SharedCredentials& usable, std::shared_ptr<Flight>& flight);
    [[nodiscard]] runtime::task<SharedCredentials> lead(runtime::Context context, std::shared_ptr<Flight> flight);
    [[nodiscard]] SharedCredentials land(Flight& flight, SharedCredentials fetched, std::exception_ptr failure,
                                         bool abandoned);
    void accept(SharedCredentials fetched, runtime::SystemTime now);

    const runtime::System& system_;
    std::shared_ptr<CredentialsProvider> provider_;

    std::mutex mutex_;
    SharedCredentials cached_;
    runtime::SystemTime advisory_at_{};
    runtime::SystemTime mandatory_at_{};
    runtime::SystemTime next_refresh_allowed_at_{};
    std::shared_ptr<Flight> flight_;
};

/// The credential caches of a runtime by provider identity: two clients with the same identity share one.
///
/// A slot of the runtime's state.
class CredentialsCaches {
 public:
    explicit CredentialsCaches(runtime::State& state);

    /// Gives the cache of an identity, made with `make()` on first use.
    template <class Make>
    [[nodiscard]] std::shared_ptr<CredentialsCache> get(const std::string& identity, Make make) {
        const std::lock_guard lock(mutex_);
        std::shared_ptr<CredentialsCache>& cache = caches_[identity];
        if (!cache) {
            cache = std::make_shared<CredentialsCache>(system_, make());
        }
        return cache;
    }

 private:
    const runtime::System& system_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<CredentialsCache>> caches_;
};

}  // namespace dynoxx::aws
