#pragma once

#include "http/connection.hpp"
#include "http/exchange.hpp"
#include "runtime/driver.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace dynoxx::http {

/// Drives an exchange over a connection: writes first and waits only when the socket says so.
class Carrier {
 public:
    /// Everything must live longer. `silence` is the longest that the peer may send nothing; 0: no limit.
    Carrier(runtime::Context context, Connection& connection, Exchange& exchange, const Origin& origin,
            std::chrono::milliseconds silence);

    static runtime::task<void> run(Carrier& self);

 private:
    static runtime::task<void> wait_for(Carrier& self, runtime::Readiness readiness);

    /// Waits until more can be written; an answer that comes before the request is whole is read.
    static runtime::task<void> wait_while_writing(Carrier& self, IoResult::Kind want);

    /// Reads once. `broken` is why writing failed, if it did: nothing to read then means that the connection is gone.
    void read(const std::string& broken);
    void check(runtime::WaitOutcome outcome);

    [[nodiscard]] std::string place() const { return "the connection to " + origin_->host_header(); }

    runtime::Context context_;
    Connection* connection_;
    Exchange* exchange_;
    const Origin* origin_;
    std::chrono::milliseconds silence_;
    std::unique_ptr<runtime::Attachment> attachment_;
    bool drained_ = false;
};

}  // namespace dynoxx::http
