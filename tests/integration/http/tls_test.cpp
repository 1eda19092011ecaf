#include "http/tls.hpp"

#include "support/http_client.hpp"
#include "support/loopback_server.hpp"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

namespace dynoxx::http {
namespace {

using test::HttpClient;
using test::LoopbackServer;
using test::TestCertificate;
using test::Way;
using Peer = LoopbackServer::Peer;

void echo(Peer& peer) {
    while (peer.read_request()) {
        peer.answer(peer.body());
    }
}

/// Answers one request on each connection.
void answer_once(Peer& peer) {
    if (peer.read_request()) {
        peer.answer(peer.body());
    }
}

class Tls : public ::testing::TestWithParam<Way> {
 protected:
    static std::unique_ptr<HttpClient> client_of(const LoopbackServer& server, const std::string& ca_bundle) {
        auto client = std::make_unique<HttpClient>(GetParam(), "https", server.port());
        client->settings.tls.ca_bundle = ca_bundle;
        return client;
    }

    static void expect_refused(HttpClient& client, FailureKind kind, const std::string& part_of_detail) {
        const HttpClient::Answer answer = client.send();
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, kind);
        EXPECT_NE(answer.error().detail.find(part_of_detail), std::string::npos) << answer.error().detail;
        EXPECT_EQ(client.idle_connections(), 0U);
    }

    static void expect_refused_version(HttpClient& client) {
        const HttpClient::Answer answer = client.send();
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, FailureKind::Tls);
        EXPECT_NE(answer.error().detail.find("protocol version"), std::string::npos) << answer.error().detail;
    }

    TestCertificate certificate_;
};

INSTANTIATE_TEST_SUITE_P(Each, Tls, ::testing::ValuesIn(test::three_ways),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(Tls, refuses_a_certificate_that_nobody_vouches_for) {
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, "");
    expect_refused(*client, FailureKind::Untrusted,
                   "the certificate is not trusted: self-signed certificate (the certificate of CN = ");
}

TEST_P(Tls, trusts_what_the_ca_bundle_vouches_for) {
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, certificate_.path());
    for (const char* host : {"127.0.0.1", "localhost"}) {
        client->origin.host = host;
        const HttpClient::Answer answer = client->send();
        ASSERT_TRUE(answer) << answer.error().detail;
    }
}

TEST_P(Tls, refuses_the_certificate_of_another_host) {
    const TestCertificate of_another("DNS:example.com,IP:127.0.0.2");
    LoopbackServer server(echo, &of_another);
    const auto client = client_of(server, of_another.path());
    expect_refused(*client, FailureKind::Untrusted, "IP address mismatch");
    client->origin.host = "localhost";
    expect_refused(*client, FailureKind::Untrusted, "hostname mismatch");
}

TEST_P(Tls, keeps_what_each_ca_bundle_trusts_apart) {
    LoopbackServer server(echo, &certificate_);
    const TestCertificate other;
    const auto client = client_of(server, certificate_.path());
    ASSERT_TRUE(client->send());
    client->settings.tls.ca_bundle = other.path();
    const HttpClient::Answer answer = client->send();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, FailureKind::Untrusted);
}

TEST_P(Tls, names_a_ca_bundle_that_cannot_be_read) {
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, "/nowhere/bundle.pem");
    expect_refused(*client, FailureKind::Untrusted, "the CA bundle /nowhere/bundle.pem");
}

/// Makes a server ask for the certificate of another.
void require(const TestCertificate& server, const TestCertificate& client) {
    SSL_CTX_load_verify_locations(server.server_context(), client.path().c_str(), nullptr);
    SSL_CTX_set_verify(server.server_context(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

TEST_P(Tls, names_the_ca_bundle_that_does_not_vouch_for_the_server) {
    LoopbackServer server(echo, &certificate_);
    const TestCertificate other;
    const auto client = client_of(server, other.path());
    expect_refused(*client, FailureKind::Untrusted, "the CA bundle " + other.path());
}

TEST_P(Tls, shows_the_client_certificate) {
    const TestCertificate own;
    require(certificate_, own);
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, certificate_.path());
    EXPECT_FALSE(client->send()) << "a server that asks for a certificate lets nobody in without one";
    client->settings.tls.client_certificate = own.path();
    client->settings.tls.client_key = own.key_path();
    const HttpClient::Answer answer = client->send();
    ASSERT_TRUE(answer) << answer.error().detail;
}

TEST_P(Tls, keeps_connections_of_different_client_certificates_apart) {
    const TestCertificate own;
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, certificate_.path());
    ASSERT_TRUE(client->send());
    client->settings.tls.client_certificate = own.path();
    client->settings.tls.client_key = own.key_path();
    ASSERT_TRUE(client->send());
    EXPECT_EQ(server.connections(), 2);
}

TEST_P(Tls, names_a_client_certificate_or_key_that_cannot_be_used) {
    const TestCertificate own;
    const TestCertificate other;
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, certificate_.path());
    TlsSettings& settings = client->settings.tls;
    settings.client_certificate = "/nowhere/own.pem";
    expect_refused(*client, FailureKind::Untrusted, "cannot read the client certificate /nowhere/own.pem");
    settings.client_certificate = own.path();
    expect_refused(*client, FailureKind::Untrusted, "cannot use the client key " + own.path());
    settings.client_key = "/nowhere/key.pem";
    expect_refused(*client, FailureKind::Untrusted, "cannot use the client key /nowhere/key.pem");
    settings.client_key = other.key_path();
    expect_refused(*client, FailureKind::Untrusted, "key values mismatch");
    EXPECT_EQ(server.requests(), 0);
}

TEST_P(Tls, refuses_older_versions_than_it_may_speak) {
    SSL_CTX_set_max_proto_version(certificate_.server_context(), TLS1_2_VERSION);
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, certificate_.path());
    ASSERT_TRUE(client->send());
    client->settings.tls.only_tls_1_3 = true;
    expect_refused_version(*client);
}

TEST_P(Tls, resumes_the_session_on_the_second_connection) {
    LoopbackServer server(answer_once, &certificate_);
    const auto client = client_of(server, certificate_.path());
    for (int i = 1; i <= 3; ++i) {
        ASSERT_TRUE(client->send());
        server.wait_for_closed(i);
    }
    EXPECT_EQ(server.connections(), 3);
    EXPECT_EQ(server.resumptions(), 2);
}

TEST_P(Tls, makes_one_handshake_for_many_requests) {
    LoopbackServer server(echo, &certificate_);
    const auto client = client_of(server, certificate_.path());
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(client->send());
    }
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(server.requests(), 10);
}

TEST_P(Tls, fails_with_a_server_that_does_not_speak_it) {
    LoopbackServer server([](Peer& peer) {
        peer.read_some();
        peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    const auto client = client_of(server, certificate_.path());
    expect_refused(*client, FailureKind::Tls, "the TLS handshake with 127.0.0.1");
}

TEST_P(Tls, fails_when_the_server_closes_during_the_handshake) {
    for (const bool reset : {false, true}) {
        LoopbackServer server([reset](Peer& peer) {
            peer.read_some();
            if (reset) {
                peer.reset();
            }
        });
        const auto client = client_of(server, certificate_.path());
        expect_refused(*client, FailureKind::Tls, "the TLS handshake with 127.0.0.1");
    }
}

TEST_P(Tls, gives_up_a_handshake_that_never_ends) {
    LoopbackServer server([](Peer& peer) { peer.wait_for_close(); });
    const auto client = client_of(server, certificate_.path());
    client->settings.connect_timeout = std::chrono::milliseconds(30);
    const HttpClient::Answer answer = client->send();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, FailureKind::ConnectTimeout);
}

}  // namespace
}  // namespace dynoxx::http
