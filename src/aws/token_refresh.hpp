#pragma once

#include <dynoxx/error.hpp>

#include "aws/flight.hpp"
#include "runtime/driver.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace dynoxx::runtime {
class State;
}

/// Sessions of somebody who signed in with the AWS CLI: when their tokens are refreshed, and how they are shared.
namespace dynoxx::aws {

/// What the file of a session says, or what its refresh gave. Each kind of session adds its own members.
struct SessionToken {
    SessionToken() {}
    SessionToken(const SessionToken&) = default;
    SessionToken& operator=(const SessionToken&) = default;
    virtual ~SessionToken() = default;

    runtime::SystemTime expires_at{};
    bool can_refresh = true;
};

using SharedToken = std::shared_ptr<const SessionToken>;

/// One kind of session: its file, the service that refreshes it, and its words.
class TokenSession {
 public:
    virtual ~TokenSession() = default;

    /// Reads the file; throws if there is no token in it.
    [[nodiscard]] virtual SharedToken read(const runtime::System& system) const = 0;

    /// Asks the service for a new token.
    [[nodiscard]] virtual runtime::task<SharedToken> refresh(runtime::Context context, SharedToken token) = 0;

    /// Puts a refreshed token into the file; says whether it is there now.
    [[nodiscard]] virtual bool write_back(const runtime::System& system, const SessionToken& token) const = 0;

    /// Says that the session has ended, and what to run.
    [[nodiscard]] virtual std::string ended() const = 0;
};

/// Gives the token of one session, refreshed in its last five minutes, at most every 30 s. A live token is used on when
/// that fails. Whoever has the same session, by whatever profile, shares the refresh: one flight.
///
/// What was refreshed is written back, for this process and others; where that is not possible it is kept, for as long
/// as nobody else changes the file.
///
/// @par Thread safety
/// Yes.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider", "Login credentials provider".
class TokenRefresh {
 public:
    /// Gives a token of the kind that the session reads.
    ///
    /// @par Errors
    /// What `session.read` throws. Where the token has ended: `CredentialsSourceFailed` if nobody answered its refresh,
    /// so that it makes sense to try again; otherwise `ExpiredCredentials`: somebody must sign in.
    [[nodiscard]] runtime::task<SharedToken> get(runtime::Context context, TokenSession& session);

 private:
    enum class Step { Use, Wait, Lead };
    enum class Landing { Arrived, Abandoned };

    static runtime::task<SharedToken> find(runtime::Context context, TokenRefresh& self, TokenSession& session);
    static runtime::task<SharedToken> lead(runtime::Context context, TokenRefresh& self, TokenSession& session,
                                           SharedToken token, std::shared_ptr<Flight> flight);
    static runtime::task<void> wait(runtime::Context context, TokenRefresh& self, std::shared_ptr<Flight> flight,
                                    std::shared_ptr<runtime::Waker> waker);

    [[nodiscard]] SharedToken read(const runtime::System& system, const TokenSession& session);
    [[nodiscard]] Step next_step(const runtime::Context& context, const SessionToken& token,
                                 std::shared_ptr<Flight>& flight, std::shared_ptr<runtime::Waker>& waker);
    void keep(bool is_in_file, const SessionToken& old, SharedToken refreshed);
    void land(Flight& flight, std::optional<Error> failure, Landing landing);
    [[nodiscard]] Error ended(const SessionToken& token, const TokenSession& session);

    std::mutex mutex_;
    std::shared_ptr<Flight> flight_;
    std::optional<runtime::SteadyTime> begun_;  // the latest try
    std::optional<Error> failure_;              // of the latest try
    SharedToken kept_;                          // what could not be written back
    runtime::SystemTime replaces_{};            // the end of the token in the file that it stands for
};

/// The refreshes of a runtime by the path of the session's file. A slot of the runtime's state.
class TokenRefreshes {
 public:
    explicit TokenRefreshes(runtime::State&) {}

    [[nodiscard]] TokenRefresh& get(const std::string& path) {
        const std::lock_guard lock(mutex_);
        return refreshes_[path];
    }

 private:
    std::mutex mutex_;
    std::map<std::string, TokenRefresh> refreshes_;
};

}  // namespace dynoxx::aws
