#pragma once

#include <boost/system/result.hpp>

#include <string>

namespace dynoxx::http {

/// Where an exchange failed before a whole answer was there.
enum class FailureKind {
    Name,             ///< the host name could not be resolved
    Connect,          ///< no address accepted the connection
    ConnectTimeout,   ///< no address accepted it in time
    Tls,              ///< the TLS handshake broke
    Untrusted,        ///< the certificate is not trusted, or the trusted ones or the client's own cannot be read
    ProxyRefused,     ///< the proxy does not let the request through
    Io,               ///< the connection broke
    ReadTimeout,      ///< the service sent nothing for the read timeout
    AttemptTimeout,   ///< one attempt took longer than it may
    DeadlineReached,  ///< the whole operation took longer than it may
    InvalidAnswer,    ///< what came is not HTTP/1.1, or its length is wrong
    Cancelled,        ///< the caller cancelled, or the runtime was closed
};

/// One failure of the transport, with host, address and reason in `detail`.
struct Failure {
    Failure() {}
    Failure(FailureKind failure_kind, std::string failure_detail)
        : kind(failure_kind), detail(std::move(failure_detail)) {}

    FailureKind kind = FailureKind::Io;
    std::string detail{};
    int sends = 1;  ///< how often the request went out: more than once if a reused connection broke
};

template <class T>
using Outcome = boost::system::result<T, Failure>;

[[noreturn]] void throw_exception_from_error(const Failure& failure, const boost::source_location& where);

}  // namespace dynoxx::http
