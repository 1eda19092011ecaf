#include "http/transport.hpp"

#include "support/http_client.hpp"
#include "support/loopback_server.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <future>

namespace dynoxx::http {
namespace {

using namespace std::chrono_literals;
using test::HttpClient;
using test::LoopbackServer;
using test::Way;
using Peer = LoopbackServer::Peer;

/// Answers every request with its own body.
void echo(Peer& peer) {
    while (peer.read_request()) {
        peer.answer(peer.body());
    }
}

/// Misbehaves on the first connection and echoes on the others.
LoopbackServer::Script first(LoopbackServer::Script misbehave) {
    return [misbehave](Peer& peer) { peer.number() == 1 ? misbehave(peer) : echo(peer); };
}

/// Every case runs over TCP and TLS, blocking, on the runtime's own thread and on the user's context.
class Transports : public ::testing::TestWithParam<std::tuple<Way, bool>> {
 protected:
    [[nodiscard]] static Way way() { return std::get<0>(GetParam()); }
    [[nodiscard]] static bool tls() { return std::get<1>(GetParam()); }

    /// Starts the server, and a client for it.
    void serve(LoopbackServer::Script script) {
        if (tls()) {
            certificate_ = std::make_unique<test::TestCertificate>();
        }
        server = std::make_unique<LoopbackServer>(std::move(script), certificate_.get());
        client = make_client();
    }

    std::unique_ptr<HttpClient> make_client() {
        auto made = std::make_unique<HttpClient>(way(), tls() ? "https" : "http", server->port());
        if (certificate_) {
            made->settings.tls.ca_bundle = certificate_->path();
        }
        return made;
    }

    /// Checks that the client works on after a failure.
    void expect_success(const std::string& body = "again") {
        client->request.body = body;
        const HttpClient::Answer answer = client->send();
        ASSERT_TRUE(answer) << answer.error().detail;
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, body);
    }

    void expect_failure(FailureKind kind, const std::string& part_of_detail) {
        const HttpClient::Answer answer = client->send();
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, kind) << answer.error().detail;
        EXPECT_NE(answer.error().detail.find(part_of_detail), std::string::npos) << answer.error().detail;
    }

    std::unique_ptr<test::TestCertificate> certificate_;
    std::unique_ptr<LoopbackServer> server;
    std::unique_ptr<HttpClient> client;
};

INSTANTIATE_TEST_SUITE_P(Each, Transports, ::testing::Combine(::testing::ValuesIn(test::three_ways), ::testing::Bool()),
                         [](const auto& tested) {
                             return std::string(to_string(std::get<0>(tested.param))) +
                                    (std::get<1>(tested.param) ? "_tls" : "_tcp");
                         });

TEST_P(Transports, send_many_requests_on_one_connection) {
    serve(echo);
    for (int i = 0; i < 20; ++i) {
        expect_success(std::to_string(i));
    }
    EXPECT_EQ(server->connections(), 1);
    EXPECT_EQ(client->idle_connections(), 1U);
}

TEST_P(Transports, send_8_megabytes_and_read_them_back) {
    serve(echo);
    std::string body(8 * 1024 * 1024, '\0');
    for (std::size_t i = 0; i < body.size(); ++i) {
        body[i] = static_cast<char>(i * 31 + i / 4096);
    }
    client->request.body = body;
    for (int i = 0; i < 2; ++i) {
        const HttpClient::Answer answer = client->send();
        ASSERT_TRUE(answer) << answer.error().detail;
        EXPECT_TRUE(answer->body == body);
    }
    EXPECT_EQ(server->connections(), 1);
}

TEST_P(Transports, replace_a_pooled_connection_that_the_server_has_closed) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.answer(peer.body());
    }));
    expect_success();
    server->wait_for_closed(1);
    expect_success();
    EXPECT_EQ(server->connections(), 2);
    EXPECT_EQ(server->requests(), 2);
}

TEST_P(Transports, replace_a_pooled_connection_that_the_server_has_reset) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.answer(peer.body());
        peer.reset();
    }));
    expect_success();
    server->wait_for_closed(1);
    expect_success();
    EXPECT_EQ(server->connections(), 2);
}

TEST_P(Transports, send_again_when_a_pooled_connection_is_closed_over_the_request) {
    for (const bool reset : {false, true}) {
        serve(first([reset](Peer& peer) {
            peer.read_request();
            peer.answer(peer.body());
            peer.read_request();
            if (reset) {
                peer.reset();
            }
        }));
        expect_success();
        expect_success();
        EXPECT_EQ(server->connections(), 2);
        EXPECT_EQ(server->requests(), 3);
    }
}

TEST_P(Transports, send_again_on_one_fresh_connection_only) {
    serve([](Peer& peer) {
        if (peer.number() == 1) {
            peer.read_request();
            peer.answer(peer.body());
        }
        peer.read_request();
    });
    expect_success();
    expect_failure(FailureKind::Io, "127.0.0.1");
    EXPECT_EQ(server->connections(), 2);
}

TEST_P(Transports, do_not_send_again_when_a_fresh_connection_breaks) {
    for (const bool reset : {false, true}) {
        serve(first([reset](Peer& peer) {
            peer.read_request();
            if (reset) {
                peer.reset();
            }
        }));
        expect_failure(FailureKind::Io, "");
        EXPECT_EQ(server->connections(), 1);
        expect_success();
    }
}

TEST_P(Transports, fail_when_the_server_closes_in_the_middle_of_the_answer) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Le");
    }));
    expect_failure(FailureKind::InvalidAnswer, "middle of the answer");
    expect_success();
}

TEST_P(Transports, fail_when_the_server_announces_more_than_it_sends) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello");
    }));
    expect_failure(FailureKind::InvalidAnswer, "middle of the answer");
    expect_success();
}

TEST_P(Transports, give_up_a_connection_on_which_more_came_than_was_announced) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        peer.wait_for_close();
    }));
    const HttpClient::Answer answer = client->send();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "hello");
    expect_success();
    EXPECT_EQ(server->connections(), 2);
}

TEST_P(Transports, give_up_a_connection_on_which_more_comes_later) {
    std::promise<void> answered;
    std::promise<void> sent;
    serve(first([&](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        answered.get_future().wait();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        sent.set_value();
        peer.wait_for_close();
    }));
    const HttpClient::Answer answer = client->send();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "hello");
    answered.set_value();
    sent.get_future().wait();
    expect_success();
    EXPECT_EQ(server->connections(), 2);
}

TEST_P(Transports, fail_when_the_server_answers_garbage) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.send("SSH-2.0-OpenSSH_9.2\r\n");
        peer.wait_for_close();
    }));
    expect_failure(FailureKind::InvalidAnswer, "not valid HTTP/1.1");
    expect_success();
}

TEST_P(Transports, read_an_answer_that_the_close_ends) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\n\r\nto the end");
    }));
    const HttpClient::Answer answer = client->send();
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body, "to the end");
    EXPECT_EQ(client->idle_connections(), 0U);
}

TEST_P(Transports, read_an_answer_that_comes_byte_by_byte) {
    serve([](Peer& peer) {
        peer.read_request();
        for (const char byte :
             std::string_view("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n0\r\n\r\n")) {
            peer.send({&byte, 1});
        }
        peer.wait_for_close();
    });
    const HttpClient::Answer answer = client->send();
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body, "he");
}

TEST_P(Transports, give_an_answer_that_comes_while_the_body_is_still_being_written) {
    std::promise<void> over;
    serve(first([&](Peer& peer) {
        peer.read_some();
        peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
        over.get_future().wait();  // and reads no more of the body
    }));
    client->request.body.assign(16 * 1024 * 1024, 'x');
    const HttpClient::Answer answer = client->send();
    over.set_value();
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, 413);
    EXPECT_EQ(client->idle_connections(), 0U);
    expect_success();
}

TEST_P(Transports, raise_no_signal_when_the_server_breaks_while_the_body_is_being_written) {
    serve(first([](Peer& peer) {
        peer.read_some();
        peer.reset();
    }));
    client->request.body.assign(16 * 1024 * 1024, 'x');
    expect_failure(FailureKind::Io, "");
    expect_success();
}

TEST_P(Transports, end_a_request_that_is_never_answered_by_the_read_timeout) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.wait_for_close();
    }));
    client->settings.read_timeout = 30ms;
    expect_failure(FailureKind::ReadTimeout, "sent nothing for 30 ms");
    client->settings.read_timeout = 30s;
    expect_success();
}

TEST_P(Transports, end_a_request_whose_body_is_never_read_by_the_read_timeout) {
    std::promise<void> over;
    serve(first([&](Peer&) { over.get_future().wait(); }));
    client->request.body.assign(16 * 1024 * 1024, 'x');
    client->settings.read_timeout = 30ms;
    expect_failure(FailureKind::ReadTimeout, "30 ms");
    over.set_value();
}

TEST_P(Transports, end_a_request_that_is_answered_too_slowly_by_the_deadline) {
    serve(first([](Peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello");
        peer.wait_for_close();
    }));
    client->limit = 100ms;
    const HttpClient::Answer answer = client->send();
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().kind == FailureKind::AttemptTimeout ||
                answer.error().kind == FailureKind::ConnectTimeout)
        << answer.error().detail;
    client->limit = 0ms;
    expect_success();
}

TEST_P(Transports, say_which_address_refused_the_connection) {
    serve(echo);
    const std::string place = "127.0.0.1 port " + std::to_string(server->port());
    server.reset();
    expect_failure(FailureKind::Connect, place);
    expect_failure(FailureKind::Connect, "Connection refused");
}

TEST_P(Transports, try_the_addresses_of_a_name_in_turn) {
    serve(echo);
    client->origin.host = "localhost";  // often ::1 first, where this server does not listen
    expect_success();
    expect_success();
    EXPECT_EQ(server->connections(), 1);
}

TEST_P(Transports, keep_parallel_requests_apart) {
    serve(echo);
    if (way() == Way::UsersContext) {
        GTEST_SKIP() << "blocks a thread for each request; the next test has it";
    }
    std::vector<std::future<void>> all;
    for (int thread = 0; thread < 8; ++thread) {
        all.push_back(std::async(std::launch::async, [this, thread] {
            for (int i = 0; i < 20; ++i) {
                Request request;
                request.body = std::to_string(thread * 1000 + i);
                const auto answer = client->runner.run<HttpClient::Answer>([&](runtime::Context context) {
                    return network_transport().send(context, client->origin, request, client->settings);
                });
                ASSERT_TRUE(answer) << answer.error().detail;
                EXPECT_EQ(answer->body, request.body);
            }
        }));
    }
    for (auto& one : all) {
        one.get();
    }
    EXPECT_LE(server->connections(), 8);
}

TEST_P(Transports, keep_requests_apart_that_are_in_flight_at_once) {
    serve(echo);
    if (way() == Way::Blocking) {
        GTEST_SKIP() << "is for asynchronous calls";
    }
    std::vector<Request> requests(64);
    std::vector<std::future<HttpClient::Answer>> all;
    for (Request& request : requests) {
        request.body = std::to_string(all.size());
        all.push_back(client->runner.start<HttpClient::Answer>([this, &request](runtime::Context context) {
            return network_transport().send(context.within(1min), client->origin, request, client->settings);
        }));
    }
    client->runner.run_context(4);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const HttpClient::Answer answer = all[i].get();
        ASSERT_TRUE(answer) << answer.error().detail;
        EXPECT_EQ(answer->body, requests[i].body);
    }
}

}  // namespace
}  // namespace dynoxx::http
