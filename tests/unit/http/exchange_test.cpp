#include "http/exchange.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace dynoxx::http {
namespace {

const Origin local("http", "127.0.0.1", 8000);
constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

Request post(std::string body) {
    Request request;
    request.headers.add("X-A", "b");
    request.body = std::move(body);
    return request;
}

/// Writes the rest of the request, at most `step` bytes at a time.
std::string write_all(Exchange& exchange, std::size_t step = SIZE_MAX) {
    std::string sent;
    while (!exchange.output().empty()) {
        const std::string_view piece = exchange.output().substr(0, step);
        sent += piece;
        exchange.written(piece.size());
    }
    return sent;
}

/// Hands bytes over as they come from a connection, at most `step` at a time.
void read(Exchange& exchange, std::string_view bytes, std::size_t step = SIZE_MAX) {
    while (!bytes.empty() && !exchange.finished()) {
        const std::span<char> room = exchange.input();
        const std::size_t count = std::min({bytes.size(), room.size(), step});
        std::memcpy(room.data(), bytes.data(), count);
        exchange.received(count);
        bytes.remove_prefix(count);
    }
}

TEST(Exchange, writes_head_and_small_body_together) {
    Exchange exchange(local, post("{}"));
    EXPECT_EQ(exchange.output(), "POST / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX-A: b\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(Exchange, writes_path_and_query_as_they_are) {
    Request request;
    request.method = "GET";
    request.path = "/a%20b";
    request.query = "x=1&y";
    const Exchange exchange(local, request);
    EXPECT_EQ(exchange.output(), "GET /a%20b?x=1&y HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n");
}

TEST(Exchange, tells_a_proxy_the_whole_address_and_who_asks) {
    const std::optional<Proxy> proxy = parse_proxy("http://user:hunter2@proxy");
    Request request = post("{}");
    request.query = "x=1";
    const Origin origin("http", "::1", 8000);
    const Exchange exchange(origin, request, &*proxy);
    EXPECT_EQ(exchange.output(),
              "POST http://[::1]:8000/?x=1 HTTP/1.1\r\nHost: [::1]:8000\r\n"
              "Proxy-Authorization: Basic dXNlcjpodW50ZXIy\r\nX-A: b\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(Exchange, asks_for_a_tunnel_by_host_and_port) {
    const std::optional<Proxy> proxy = parse_proxy("http://proxy");
    Request request;
    request.method = "CONNECT";
    request.path = "a.example:443";
    const Origin origin("https", "a.example", 443);
    Exchange exchange(origin, request, &*proxy);
    EXPECT_EQ(write_all(exchange), "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n");
    read(exchange, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    EXPECT_TRUE(exchange.finished());
    EXPECT_FALSE(exchange.overrun());
}

TEST(Exchange, notices_bytes_behind_the_answer) {
    Request request;
    request.method = "CONNECT";
    Exchange exchange(local, request);
    write_all(exchange);
    read(exchange, "HTTP/1.1 200 OK\r\n\r\nmore");
    EXPECT_TRUE(exchange.overrun());
}

TEST(Exchange, announces_an_empty_body_where_the_method_has_one) {
    for (const auto& [method, announced] :
         {std::pair("PUT", true), {"POST", true}, {"GET", false}, {"HEAD", false}, {"DELETE", false}}) {
        Request request;
        request.method = method;
        const Exchange exchange(local, request);
        EXPECT_EQ(exchange.output().find("Content-Length: 0\r\n") != std::string_view::npos, announced) << method;
    }
}

TEST(Exchange, writes_a_large_body_behind_the_head_without_copying_it) {
    const Request request = post(std::string(300'000, 'x'));
    Exchange exchange(local, request);
    exchange.written(exchange.output().size());
    EXPECT_EQ(exchange.output().data(), request.body.data());
    EXPECT_EQ(write_all(exchange), request.body);
}

TEST(Exchange, sends_the_same_bytes_whatever_the_socket_takes) {
    for (const std::size_t size :
         {std::size_t(0), std::size_t(10), std::size_t(64 * 1024), std::size_t(64 * 1024 + 1)}) {
        const Request request = post(std::string(size, 'x'));
        Exchange whole(local, request);
        Exchange pieces(local, request);
        EXPECT_EQ(write_all(whole), write_all(pieces, 7)) << size;
    }
}

TEST(Exchange, gives_the_answer_byte_by_byte_or_at_once) {
    for (const std::size_t step : {std::size_t(1), std::size_t(3), SIZE_MAX}) {
        Exchange exchange(local, post("{}"));
        write_all(exchange);
        EXPECT_TRUE(exchange.untouched());
        read(exchange, answer, step);
        ASSERT_TRUE(exchange.finished());
        EXPECT_FALSE(exchange.untouched());
        EXPECT_TRUE(exchange.reusable());
        const Outcome<Response> taken = exchange.take();
        ASSERT_TRUE(taken);
        EXPECT_EQ(taken->body, "hello");
    }
}

TEST(Exchange, fails_when_the_peer_closes_at_any_byte_of_the_answer) {
    for (std::size_t at = 0; at < answer.size(); ++at) {
        Exchange exchange(local, post("{}"));
        write_all(exchange);
        read(exchange, answer.substr(0, at));
        exchange.closed();
        ASSERT_TRUE(exchange.finished()) << at;
        EXPECT_EQ(exchange.untouched(), at == 0);
        EXPECT_FALSE(exchange.reusable());
        const Outcome<Response> taken = exchange.take();
        ASSERT_FALSE(taken);
        EXPECT_EQ(taken.error().kind, at == 0 ? FailureKind::Io : FailureKind::InvalidAnswer);
        EXPECT_TRUE(taken.error().detail.starts_with("127.0.0.1:8000: ")) << taken.error().detail;
    }
}

TEST(Exchange, fails_when_the_connection_breaks_at_any_byte_of_the_answer) {
    for (std::size_t at = 0; at < answer.size(); ++at) {
        Exchange exchange(local, post("{}"));
        write_all(exchange);
        read(exchange, answer.substr(0, at));
        exchange.broken(Failure(FailureKind::Io, "reset"));
        EXPECT_EQ(exchange.untouched(), at == 0);
        EXPECT_FALSE(exchange.reusable());
        const Outcome<Response> taken = exchange.take();
        ASSERT_FALSE(taken);
        EXPECT_EQ(taken.error().kind, FailureKind::Io);
        EXPECT_EQ(taken.error().detail, "reset");
    }
}

TEST(Exchange, fails_when_the_connection_breaks_at_any_byte_of_the_request) {
    const Request request = post("{}");
    const std::size_t size = Exchange(local, request).output().size();
    for (std::size_t at = 0; at <= size; ++at) {
        Exchange exchange(local, request);
        exchange.written(at);
        exchange.broken(Failure(FailureKind::Io, "reset"));
        EXPECT_TRUE(exchange.finished());
        EXPECT_TRUE(exchange.untouched());
        EXPECT_FALSE(exchange.take());
    }
}

TEST(Exchange, gives_an_early_answer_and_gives_up_the_connection) {
    const Request request = post(std::string(300'000, 'x'));
    Exchange exchange(local, request);
    exchange.written(exchange.output().size());
    exchange.written(1000);
    read(exchange, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    ASSERT_TRUE(exchange.finished());
    EXPECT_FALSE(exchange.reusable());
    const Outcome<Response> taken = exchange.take();
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->status, 413);
}

TEST(Exchange, gives_an_early_answer_that_the_closed_connection_ends) {
    const Request request = post(std::string(300'000, 'x'));
    Exchange exchange(local, request);
    read(exchange, "HTTP/1.1 413 Too Large\r\n\r\nno");
    EXPECT_FALSE(exchange.finished());
    exchange.closed();
    const Outcome<Response> taken = exchange.take();
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->body, "no");
    EXPECT_FALSE(exchange.reusable());
}

TEST(Exchange, gives_up_the_connection_when_there_are_bytes_behind_the_answer) {
    Exchange exchange(local, post("{}"));
    write_all(exchange);
    read(exchange, std::string(answer) + "!");
    EXPECT_TRUE(exchange.finished());
    EXPECT_FALSE(exchange.reusable());
    EXPECT_EQ(exchange.take()->body, "hello");
}

TEST(Exchange, fails_with_garbage) {
    Exchange exchange(local, post("{}"));
    write_all(exchange);
    read(exchange, "SSH-2.0-OpenSSH_9.2\r\n");
    ASSERT_TRUE(exchange.finished());
    EXPECT_FALSE(exchange.untouched());
    EXPECT_EQ(exchange.take().error().kind, FailureKind::InvalidAnswer);
}

TEST(Exchange, reads_a_long_head_that_comes_in_small_pieces) {
    Exchange exchange(local, post("{}"));
    write_all(exchange);
    read(exchange, "HTTP/1.1 200 OK\r\nX-Long: " + std::string(40'000, 'x') + "\r\nContent-Length: 5\r\n\r\nhello",
         999);
    ASSERT_TRUE(exchange.finished());
    EXPECT_EQ(exchange.take()->headers.get("X-Long").size(), 40'000U);
}

TEST(Exchange, expects_no_body_of_an_answer_to_head) {
    Request request;
    request.method = "HEAD";
    Exchange exchange(local, request);
    write_all(exchange);
    read(exchange, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    EXPECT_TRUE(exchange.finished());
    EXPECT_TRUE(exchange.reusable());
}

}  // namespace
}  // namespace dynoxx::http
