#pragma once

#include "support/test_certificate.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct ssl_st;

namespace dynoxx::test {

/// A server on 127.0.0.1 that does to each connection what a script says, however wrong: one thread a connection.
class LoopbackServer {
 public:
    /// One accepted connection, in the hands of its script; closed when the script ends.
    class Peer {
     public:
        Peer(LoopbackServer& server, int descriptor, int number);
        Peer(const Peer&) = delete;
        Peer& operator=(const Peer&) = delete;
        ~Peer();

        /// Counts connections from 1 on.
        [[nodiscard]] int number() const noexcept { return number_; }

        /// Reads one request with its body; gives false if the client closed the connection instead.
        bool read_request();
        [[nodiscard]] const std::string& head() const noexcept { return head_; }
        [[nodiscard]] const std::string& body() const noexcept { return body_; }

        /// Reads one piece of whatever comes; gives false at the end of the connection.
        bool read_some();

        void send(std::string_view bytes);

        /// Sends a complete answer.
        void answer(std::string_view body);

        /// Passes bytes to and from a port of 127.0.0.1 until one side ends, as a proxy does.
        void tunnel_to(std::uint16_t port);

        /// Waits until the client closes the connection.
        void wait_for_close();

        /// Closes the connection so that the client sees a reset.
        void reset();

     private:
        friend class LoopbackServer;
        bool accept_tls();

        LoopbackServer& server_;
        int descriptor_;
        int number_;
        ssl_st* tls_ = nullptr;
        bool aborts_ = false;
        std::string pending_;
        std::string head_;
        std::string body_;
    };

    using Script = std::function<void(Peer&)>;

    /// `certificate` makes it a TLS server; it must live longer.
    explicit LoopbackServer(Script script, const TestCertificate* certificate = nullptr);
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    ~LoopbackServer();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] int connections() const;
    [[nodiscard]] int requests() const;

    /// Gives how many TLS handshakes resumed an earlier session.
    [[nodiscard]] int resumptions() const;

    void wait_for_requests(int count);

    /// Waits until so many connections have been closed by this side.
    void wait_for_closed(int count);

    /// The name of this server's threads, by which thread counts leave them out.
    static constexpr const char* thread_name = "test-server";

 private:
    void accept_all();
    void serve(int descriptor, int number);
    void wait(const int& counter, int count);
    void count(int& counter);

    Script script_;
    const TestCertificate* certificate_;
    int listener_ = -1;
    std::uint16_t port_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::set<int> open_;
    std::vector<std::thread> threads_;
    bool stopping_ = false;
    int connections_ = 0;
    int requests_ = 0;
    int resumptions_ = 0;
    int closed_ = 0;

    std::thread acceptor_;
};

}  // namespace dynoxx::test
