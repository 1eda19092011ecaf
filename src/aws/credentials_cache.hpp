#pragma once

#include <dynoxx/error.hpp>

#include "aws/credentials.hpp"

#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
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
/// valid; where the runtime's I/O thread runs, it refreshes and nobody waits. In the mandatory window all wait for the
/// one flight. When a refresh fails, what is there stays in use and the next try waits for five to ten minutes. An
/// error that will not go away by itself, such as a wrong setting, is given to all callers for one to five seconds
/// instead. A source that gives what is near its end already is asked again after 30 s, or at that end. A flight whose
/// leader is cancelled, runs out of time or is not run any more is handed to the next waiter.
///
/// Credentials of the strict kind have one window of ten seconds, in which all wait; a refresh that fails is an error.
///
/// @par Thread safety
/// Yes.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Credential refresh".
class CredentialsCache : public std::enable_shared_from_this<CredentialsCache> {
 public:
    /// @param advisory_window how long before their end credentials are refreshed early; nothing: by how long they live
    CredentialsCache(const runtime::System& system, std::shared_ptr<CredentialsProvider> provider,
                     std::optional<std::chrono::seconds> advisory_window = std::nullopt);

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
    enum class Landing { Arrived, Failed, Refused, Abandoned };

    /// Both clocks at one moment: the wall's says what has expired, the steady one how long a pause is.
    struct Moment {
        explicit Moment(const runtime::Clock& clock) : wall(clock.system_now()), steady(clock.steady_now()) {}

        runtime::SystemTime wall;
        runtime::SteadyTime steady;
    };

    [[nodiscard]] bool is_current(const Moment& now) const;
    void rethrow_refusal(const Moment& now);
    [[nodiscard]] bool lead_beside(const runtime::Context& context, const std::shared_ptr<Flight>& flight);
    [[nodiscard]] Step next_step(const Moment& now, SharedCredentials& usable, std::shared_ptr<Flight>& flight);
    void limit(Flight& flight, runtime::SteadyTime deadline);
    [[nodiscard]] runtime::task<SharedCredentials> lead(runtime::Context context, std::shared_ptr<Flight> flight);
    [[nodiscard]] std::optional<Error> defect_of(const SharedCredentials& fetched) const;
    [[nodiscard]] SharedCredentials land(Flight& flight, SharedCredentials fetched, std::exception_ptr failure,
                                         Landing landing);
    void accept(SharedCredentials fetched, const Moment& now);
    [[nodiscard]] runtime::SteadyTime::duration between(runtime::SteadyTime::duration shortest,
                                                        runtime::SteadyTime::duration longest);

    const runtime::System& system_;
    std::shared_ptr<CredentialsProvider> provider_;
    std::optional<std::chrono::seconds> advisory_window_;

    std::mutex mutex_;
    SharedCredentials cached_;
    runtime::SystemTime advisory_at_{};
    runtime::SystemTime mandatory_at_{};
    runtime::SteadyTime next_refresh_allowed_at_ = runtime::SteadyTime::min();
    std::exception_ptr refusal_;  // what a source that need not be asked again now has thrown
    runtime::SteadyTime refusal_ends_at_{};
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
        if (caches_.size() >= most_idle_caches) {
            std::erase_if(caches_, [](const auto& entry) { return entry.second.use_count() == 1; });
        }
        std::shared_ptr<CredentialsCache>& cache = caches_[identity];
        if (!cache) {
            cache = std::make_shared<CredentialsCache>(system_, make());
        }
        return cache;
    }

 private:
    /// So many are kept even if no client uses them any more; keys that are made anew would fill the memory.
    static constexpr std::size_t most_idle_caches = 64;

    const runtime::System& system_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<CredentialsCache>> caches_;
};

}  // namespace dynoxx::aws
