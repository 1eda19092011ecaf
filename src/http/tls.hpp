#pragma once

#include "http/failure.hpp"
#include "http/message.hpp"

#include <compare>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;

namespace dynoxx::runtime {
class State;
}

namespace dynoxx::http {

struct IoResult;
class TlsContext;

/// Whom TLS trusts, and by what it is trusted. A value.
struct TlsSettings {
    TlsSettings() {}

    std::string ca_bundle{};           ///< a PEM file or hashed directory; empty: the system's roots
    std::string client_certificate{};  ///< a PEM file with the chain of the client's own certificate; empty: none
    std::string client_key{};          ///< a PEM file with its key; empty: it is in `client_certificate`
    bool only_tls_1_3 = false;         ///< false: TLS 1.2 or later

    friend auto operator<=>(const TlsSettings&, const TlsSettings&) = default;
};

/// The TLS state of one connection: OpenSSL over a BIO of our own, which sends with MSG_NOSIGNAL.
class TlsSession {
 public:
    /// `carrier` is the TLS session to a proxy through which this one goes, or null.
    TlsSession(std::shared_ptr<TlsContext> context, const Origin& origin, int descriptor,
               std::unique_ptr<TlsSession> carrier);
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;
    ~TlsSession();

    /// Goes on with the handshake; `Bytes` means that it is complete.
    [[nodiscard]] IoResult handshake();

    /// Says whether the handshake failed because of the peer's certificate.
    [[nodiscard]] bool distrusts_peer() const noexcept;
    [[nodiscard]] IoResult read(std::span<char> into);
    [[nodiscard]] IoResult write(std::string_view bytes);
    [[nodiscard]] bool has_pending() const noexcept;

    /// Says whether the connection is open with nothing of an answer to read; takes in session tickets.
    [[nodiscard]] bool is_quiet();

 private:
    [[nodiscard]] IoResult result_of(int returned);
    void forget_errors() noexcept;

    bool carries_ = false;                 // another session, which may be about to look at OpenSSL's errors
    std::unique_ptr<TlsSession> carrier_;  // goes last: the end of this one may use it
    std::shared_ptr<TlsContext> context_;
    std::string session_key_;
    std::string rejected_;  // the certificate that is not trusted
    ssl_st* ssl_ = nullptr;
    bool is_named_ = false;  // whether the name that the certificate must have is set
};

/// One SSL_CTX per different settings, with the sessions that can be resumed.
///
/// @par Thread safety
/// Yes.
class TlsContext {
 public:
    /// Reads the files of the settings.
    ///
    /// @par Errors
    /// `Untrusted`, with the path, if one cannot be read or certificate and key do not belong together.
    [[nodiscard]] static Outcome<std::shared_ptr<TlsContext>> make(const TlsSettings& settings);

    explicit TlsContext(ssl_ctx_st* context);
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;
    ~TlsContext();

    [[nodiscard]] ssl_ctx_st* get() const noexcept { return context_; }

    /// Keeps a session for the next connection to the same origin; takes over the reference.
    void keep_session(const std::string& key, ssl_session_st* session);

    /// Gives a kept session with a reference for the caller, or null.
    [[nodiscard]] ssl_session_st* find_session(const std::string& key);

 private:
    ssl_ctx_st* context_;
    std::mutex mutex_;
    std::map<std::string, ssl_session_st*> sessions_;
};

/// The TLS contexts of a runtime: a slot of its state.
class TlsContexts {
 public:
    explicit TlsContexts(runtime::State& state);

    /// Gives the context of these settings, made on first use.
    [[nodiscard]] Outcome<std::shared_ptr<TlsContext>> get(const TlsSettings& settings);

 private:
    std::mutex mutex_;
    std::map<TlsSettings, std::shared_ptr<TlsContext>> contexts_;
};

}  // namespace dynoxx::http
