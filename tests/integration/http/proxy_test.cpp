#include "http/proxy.hpp"

#include "support/http_client.hpp"
#include "support/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

namespace dynoxx::http {
namespace {

using test::HttpClient;
using test::LoopbackServer;
using test::TestCertificate;
using test::Way;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Peer = LoopbackServer::Peer;

/// A name that no name server knows: only a proxy can reach it.
constexpr const char* target = "dynamodb.invalid";
constexpr const char* password = "hunter2";
constexpr const char* authorization = "Proxy-Authorization: Basic dXNlcjpodW50ZXIy\r\n";

void echo(Peer& peer) {
    while (peer.read_request()) {
        peer.answer(peer.body());
    }
}

std::uint16_t port_of_target(const std::string& head) {
    const std::string line = head.substr(0, head.find("\r\n"));
    return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

/// Requests through a proxy, which is reached over TCP or TLS.
class Proxies : public ::testing::TestWithParam<std::tuple<Way, bool>> {
 protected:
    void serve(LoopbackServer::Script script) {
        const bool tls = std::get<1>(GetParam());
        proxy_ = std::make_unique<LoopbackServer>(std::move(script), tls ? &certificate_ : nullptr);
        place_ = "127.0.0.1:" + std::to_string(proxy_->port());
        scheme_ = tls ? "https://" : "http://";
    }

    /// Starts a proxy that opens tunnels and keeps what it was asked.
    void serve_tunnels() {
        serve([this](Peer& peer) {
            if (peer.read_request()) {
                keep(peer.head());
                peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
                peer.tunnel_to(port_of_target(peer.head()));
            }
        });
    }

    /// Starts a proxy that answers every request so.
    void serve_answer(std::string answer) {
        serve([answer = std::move(answer)](Peer& peer) {
            peer.read_request();
            peer.send(answer);
        });
    }

    void use_proxy(const std::string& user = "user:hunter2@") {
        client_->settings.proxies.http = parse_proxy(scheme_ + user + place_);
        client_->settings.proxies.https = client_->settings.proxies.http;
    }

    void make_client(const std::string& scheme, std::uint16_t port) {
        client_ = std::make_unique<HttpClient>(std::get<0>(GetParam()), scheme, port);
        client_->origin.host = target;
        client_->settings.tls.ca_bundle = certificate_.path();
        use_proxy();
    }

    void keep(const std::string& head) {
        const std::lock_guard lock(mutex_);
        heads_.push_back(head);
    }

    [[nodiscard]] std::vector<std::string> heads() {
        const std::lock_guard lock(mutex_);
        return heads_;
    }

    void expect_refused(FailureKind kind, const std::string& part) {
        const HttpClient::Answer answer = client_->send();
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, kind) << answer.error().detail;
        EXPECT_THAT(answer.error().detail, HasSubstr("the proxy " + scheme_ + place_));
        EXPECT_THAT(answer.error().detail, HasSubstr(part));
        EXPECT_THAT(answer.error().detail, Not(HasSubstr(password)));
        EXPECT_THAT(answer.error().detail, Not(HasSubstr("dXNlcjpodW50ZXIy")));
        EXPECT_EQ(client_->idle_connections(), 0U);
    }

    TestCertificate certificate_{"DNS:dynamodb.invalid,IP:127.0.0.1"};
    LoopbackServer service_{echo, &certificate_};
    std::string scheme_;
    std::string place_;
    std::unique_ptr<HttpClient> client_;
    std::unique_ptr<LoopbackServer> proxy_;

 private:
    std::mutex mutex_;
    std::vector<std::string> heads_;
};

INSTANTIATE_TEST_SUITE_P(Each, Proxies, ::testing::Combine(::testing::ValuesIn(test::three_ways), ::testing::Bool()),
                         [](const auto& tested) {
                             return std::string(to_string(std::get<0>(tested.param))) +
                                    (std::get<1>(tested.param) ? "_tls" : "_tcp");
                         });

TEST_P(Proxies, open_a_tunnel_to_a_service_over_tls) {
    serve_tunnels();
    make_client("https", service_.port());
    client_->request.body.assign(1024 * 1024, 'x');
    for (int i = 0; i < 3; ++i) {
        const HttpClient::Answer answer = client_->send();
        ASSERT_TRUE(answer) << answer.error().detail;
        EXPECT_EQ(answer->body, client_->request.body);
    }
    EXPECT_EQ(proxy_->connections(), 1) << "the tunnel is used again";
    ASSERT_EQ(heads().size(), 1U);
    const std::string place = target + (":" + std::to_string(service_.port()));
    EXPECT_THAT(heads()[0], StartsWith("CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n"));
    EXPECT_THAT(heads()[0], HasSubstr(authorization));
}

TEST_P(Proxies, are_asked_for_ipv6_addresses_in_brackets) {
    const TestCertificate of_address("IP:fd00::1,IP:127.0.0.1");
    LoopbackServer service(echo, &of_address);
    serve_tunnels();
    make_client("https", service.port());
    client_->origin.host = "fd00::1";
    const HttpClient::Answer answer = client_->send();
    EXPECT_FALSE(answer) << "nobody trusts this certificate";
    EXPECT_THAT(heads().at(0), StartsWith("CONNECT [fd00::1]:" + std::to_string(service.port()) + " HTTP/1.1\r\n"));
}

TEST_P(Proxies, are_asked_for_services_without_tls_by_the_whole_address) {
    serve([this](Peer& peer) {
        while (peer.read_request()) {
            keep(peer.head());
            peer.answer(peer.body());
        }
    });
    make_client("http", 8000);
    client_->request.path = "/path";
    client_->request.query = "a=b";
    for (int i = 0; i < 2; ++i) {
        const HttpClient::Answer answer = client_->send();
        ASSERT_TRUE(answer) << answer.error().detail;
    }
    EXPECT_EQ(proxy_->connections(), 1);
    ASSERT_EQ(heads().size(), 2U);
    EXPECT_THAT(heads()[1], StartsWith("POST http://dynamodb.invalid:8000/path?a=b HTTP/1.1\r\n"
                                       "Host: dynamodb.invalid:8000\r\n"));
    EXPECT_THAT(heads()[1], HasSubstr(authorization));
}

TEST_P(Proxies, are_told_nothing_of_a_user_that_there_is_not) {
    serve_tunnels();
    make_client("https", service_.port());
    use_proxy("");
    ASSERT_TRUE(client_->send());
    EXPECT_THAT(heads().at(0), Not(HasSubstr("Proxy-Authorization")));
}

TEST_P(Proxies, are_not_used_for_excluded_hosts) {
    serve_tunnels();
    make_client("https", service_.port());
    client_->origin.host = "127.0.0.1";
    client_->settings.proxies.excluded = NoProxyList("127.0.0.0/8");
    ASSERT_TRUE(client_->send());
    EXPECT_EQ(proxy_->connections(), 0);
}

TEST_P(Proxies, keep_connections_of_each_user_apart) {
    serve_tunnels();
    make_client("https", service_.port());
    ASSERT_TRUE(client_->send());
    use_proxy("user:other@");
    ASSERT_TRUE(client_->send());
    EXPECT_EQ(proxy_->connections(), 2);
    EXPECT_EQ(client_->idle_connections(), 2U);
}

TEST_P(Proxies, do_not_stand_between_the_client_and_the_certificate_of_the_service) {
    serve_tunnels();
    make_client("https", service_.port());
    client_->origin.host = "s3.invalid";
    expect_refused(FailureKind::Untrusted, "hostname mismatch");
}

TEST_P(Proxies, say_why_they_refuse_a_tunnel) {
    make_client("https", service_.port());
    const std::tuple<const char*, FailureKind, const char*> cases[] = {
        {"HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno", FailureKind::ProxyRefused,
         "it does not accept the user and password of its URL (HTTP 407)"},
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", FailureKind::ProxyRefused, "it answered HTTP 403"},
        {"HTTP/1.0 502 Bad Gateway\r\n\r\n", FailureKind::Connect, "it answered HTTP 502"},
        {"\x16\x03\x01garbage\r\n\r\n", FailureKind::InvalidAnswer, "it did not open a tunnel to dynamodb.invalid:"},
        {"HTTP/1.1 200 OK\r\n\r\nmore", FailureKind::InvalidAnswer, "it sent more than its answer"},
        {"", FailureKind::Io, "it did not open a tunnel to dynamodb.invalid:"},
    };
    for (const auto& [answer, kind, part] : cases) {
        serve_answer(answer);
        use_proxy();
        expect_refused(kind, part);
    }
    serve_answer("HTTP/1.1 407 Who\r\n\r\n");
    use_proxy("");
    expect_refused(FailureKind::ProxyRefused, "it wants a user and a password (HTTP 407)");
}

TEST_P(Proxies, open_a_tunnel_by_any_answer_that_says_yes) {
    serve([](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 204 Yes\r\nContent-Length: 10\r\n\r\n");
        peer.tunnel_to(port_of_target(peer.head()));
    });
    make_client("https", service_.port());
    const HttpClient::Answer answer = client_->send();
    ASSERT_TRUE(answer) << answer.error().detail;
}

TEST_P(Proxies, say_that_they_do_not_know_the_user_of_a_request) {
    serve_answer("HTTP/1.1 407 Who\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    make_client("http", 8000);
    expect_refused(FailureKind::ProxyRefused, "it does not accept the user and password of its URL");
}

TEST_P(Proxies, that_are_not_there_are_named) {
    serve_answer("");
    proxy_.reset();
    for (const char* scheme : {"http", "https"}) {
        make_client(scheme, service_.port());
        expect_refused(FailureKind::Connect, "cannot connect to 127.0.0.1 port");
    }
}

TEST_P(Proxies, that_say_nothing_are_given_up) {
    serve([](Peer& peer) { peer.wait_for_close(); });
    make_client("https", service_.port());
    client_->settings.connect_timeout = std::chrono::milliseconds(50);
    expect_refused(FailureKind::ConnectTimeout, "it did not open a tunnel to dynamodb.invalid:");
}

TEST_P(Proxies, let_a_request_be_cancelled_at_each_wait) {
    serve_tunnels();
    make_client("https", service_.port());
    bool cancelled = true;
    for (int at = 1; cancelled; ++at) {
        cancelled = false;
        const auto cancel = [&](runtime::Driver& driver, runtime::Wait&, int number) {
            if (number == at) {
                cancelled = true;
                driver.cancel();
            }
        };
        const HttpClient::Answer answer = client_->send_watched(nullptr, cancel);
        ASSERT_EQ(answer.has_value(), !cancelled) << "wait " << at;
        if (cancelled) {
            EXPECT_EQ(answer.error().kind, FailureKind::Cancelled) << "wait " << at << ": " << answer.error().detail;
        }
    }
    ASSERT_TRUE(client_->send());
}

TEST_P(Proxies, let_a_request_run_out_of_time_at_each_wait) {
    serve_tunnels();
    make_client("https", service_.port());
    bool ended = true;
    for (int at = 1; ended; ++at) {
        ended = false;
        const auto hurry = [&](runtime::Driver&, runtime::Wait& wait, int number) {
            if (number == at) {
                ended = true;
                wait.deadline = runtime::SteadyTime::min();
                wait.interests = {};
            }
        };
        const HttpClient::Answer answer = client_->send_watched(hurry, nullptr);
        ASSERT_EQ(answer.has_value(), !ended) << "wait " << at;
        if (ended) {
            const FailureKind kind = answer.error().kind;
            EXPECT_TRUE(kind == FailureKind::ConnectTimeout || kind == FailureKind::ReadTimeout)
                << answer.error().detail;
        }
    }
    ASSERT_TRUE(client_->send());
}

}  // namespace
}  // namespace dynoxx::http
