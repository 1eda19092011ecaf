#include "local/server/http_server.hpp"

#include "support/raw_client.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

#include <atomic>

namespace dynoxx::local::server {
namespace {

using test::RawClient;

/// A server that answers with the method, the path and the body.
class HttpServerTest : public testing::Test {
 protected:
    static HttpServerOptions options() {
        HttpServerOptions result;
        result.max_head_bytes = 8192;
        result.max_body_bytes = 1 << 20;
        result.request_timeout = std::chrono::seconds(1);
        return result;
    }

    static http::Response echo(http::Request& request) {
        if (request.path == "/throw") {
            throw std::runtime_error("on purpose");
        }
        http::Response response;
        response.status = 200;
        response.body = request.method + " " + request.path + " " + request.body;
        return response;
    }

    std::atomic<int> refusals{0};
    HttpServer server{options(), echo, [this](int) { ++refusals; }};
};

TEST_F(HttpServerTest, keeps_connections_alive) {
    RawClient client(server.port());
    for (int i = 0; i < 3; ++i) {
        client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_EQ(client.read_response().body, "GET /a ");
    }
}

TEST_F(HttpServerTest, answers_pipelined_requests_in_order) {
    RawClient client(server.port());
    client.send(
        "POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\n\r\nPOST /3 HTTP/1.1\r\nContent-Length: "
        "1\r\n\r\nd");
    EXPECT_EQ(client.read_response().body, "POST /1 abc");
    EXPECT_EQ(client.read_response().body, "GET /2 ");
    EXPECT_EQ(client.read_response().body, "POST /3 d");
}

TEST_F(HttpServerTest, reads_a_request_that_comes_byte_by_byte) {
    RawClient client(server.port());
    for (const char byte : std::string_view("POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi")) {
        client.send(std::string_view(&byte, 1));
    }
    EXPECT_EQ(client.read_response().body, "POST /a hi");
}

TEST_F(HttpServerTest, reads_chunked_bodies) {
    RawClient client(server.port());
    client.send("PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    client.send("2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n");
    EXPECT_EQ(client.read_response().body, "PUT /a abcde");
}

TEST_F(HttpServerTest, reads_large_bodies) {
    RawClient client(server.port());
    const std::string body(1 << 20, 'x');
    client.send("PUT /a HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n" + body);
    EXPECT_EQ(client.read_response().body, "PUT /a " + body);
}

TEST_F(HttpServerTest, says_continue_to_a_client_that_waits_for_it) {
    RawClient client(server.port());
    client.send("PUT /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 100);
    client.send("hi");
    EXPECT_EQ(client.read_response().body, "PUT /a hi");
}

TEST_F(HttpServerTest, says_no_continue_if_the_body_is_there) {
    RawClient client(server.port());
    client.send("PUT /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");
    EXPECT_EQ(client.read_response().body, "PUT /a hi");
}

TEST_F(HttpServerTest, closes_when_asked) {
    RawClient client(server.port());
    client.send("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.read_response().headers.get("Connection"), "close");
    EXPECT_TRUE(client.wait_for_close());
}

TEST_F(HttpServerTest, refuses_what_is_no_request) {
    RawClient client(server.port());
    client.send("nonsense\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 400);
    EXPECT_TRUE(client.wait_for_close());
    EXPECT_EQ(refusals, 1);
}

TEST_F(HttpServerTest, refuses_a_head_that_is_too_long) {
    RawClient client(server.port());
    client.send("GET /a HTTP/1.1\r\nX: " + std::string(10000, 'x'));
    EXPECT_EQ(client.read_response().status, 431);
}

TEST_F(HttpServerTest, refuses_a_body_that_is_too_long) {
    RawClient announced(server.port());
    announced.send("PUT /a HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n");
    EXPECT_EQ(announced.read_response().status, 413);
    RawClient chunked(server.port());
    chunked.send("PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(0x100001, 'x') +
                 "\r\n");
    EXPECT_EQ(chunked.read_response().status, 413);
}

TEST_F(HttpServerTest, goes_on_after_a_handler_that_throws) {
    RawClient client(server.port());
    client.send("GET /throw HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 500);
    EXPECT_EQ(client.read_response().body, "GET /a ");
}

TEST_F(HttpServerTest, serves_others_while_a_client_dawdles_or_breaks) {
    RawClient slow(server.port());
    slow.send("POST /slow HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
    {
        RawClient broken(server.port());
        broken.send("PUT /broken HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
    }
    RawClient client(server.port());
    client.send("GET /a HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.read_response().body, "GET /a ");
    slow.send("whole.");
    EXPECT_EQ(slow.read_response().body, "POST /slow halfwhole.");
}

TEST_F(HttpServerTest, ends_a_connection_whose_request_does_not_end) {
    RawClient slow(server.port());
    slow.send("POST /slow HTTP/1.1\r\n");
    EXPECT_TRUE(slow.wait_for_close());
}

TEST_F(HttpServerTest, takes_the_absolute_form) {
    RawClient client(server.port());
    client.send("GET http://proxy.example/a/b?c HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.read_response().body, "GET /a/b ");
}

TEST_F(HttpServerTest, stops_with_open_connections) {
    RawClient idle(server.port());
    idle.send("GET /a HTTP/1.1\r\n\r\n");
    EXPECT_EQ(idle.read_response().status, 200);
    RawClient busy(server.port());
    busy.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
    EXPECT_EQ(busy.read_response().status, 100);
    server.stop();
    server.stop();
    EXPECT_TRUE(idle.wait_for_close());
    EXPECT_TRUE(busy.wait_for_close());
    EXPECT_THROW(RawClient another(server.port()), std::runtime_error);
}

TEST_F(HttpServerTest, says_which_port_cannot_be_had) {
    HttpServerOptions taken;
    taken.port = server.port();
    try {
        const HttpServer another(taken, echo);
        FAIL();
    } catch (const LocalException& failure) {
        EXPECT_EQ(failure.error().message(), "Cannot listen on 127.0.0.1:" + std::to_string(taken.port) +
                                                 ": Address already in use. Choose another port, or 0 for a free one.");
    }
}

}  // namespace
}  // namespace dynoxx::local::server
