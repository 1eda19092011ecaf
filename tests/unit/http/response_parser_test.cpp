#include "http/response_parser.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dynoxx::http {
namespace {

constexpr std::string_view with_length = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello";
constexpr std::string_view chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;name=value\r\nlo\r\n0\r\nTrailer: x\r\n\r\n";
constexpr std::string_view until_close = "HTTP/1.1 200 OK\r\n\r\nhello";

/// Gives bytes as a connection does: in pieces, those that were not used again with more behind them.
class Feed {
 public:
    explicit Feed(bool head_only = false, std::size_t max_body_bytes = 0) : parser(head_only, max_body_bytes) {}

    /// Gives false if the parser refused the bytes.
    bool give(std::string_view bytes) {
        pending += bytes;
        const Outcome<std::size_t> used = parser.take(pending);
        if (!used) {
            failure = used.error();
            return false;
        }
        pending.erase(0, *used);
        return true;
    }

    ResponseParser parser;
    std::string pending;
    Failure failure;
};

TEST(ResponseParser, reads_an_answer_with_a_length) {
    Feed feed;
    ASSERT_TRUE(feed.give(with_length));
    ASSERT_TRUE(feed.parser.done());
    EXPECT_TRUE(feed.parser.keep_alive());
    EXPECT_EQ(feed.parser.response().status, 200);
    EXPECT_EQ(feed.parser.response().headers.get("x-a"), "b");
    EXPECT_EQ(feed.parser.response().body, "hello");
}

TEST(ResponseParser, reads_chunks_with_extensions_and_trailers) {
    Feed feed;
    ASSERT_TRUE(feed.give(chunked));
    ASSERT_TRUE(feed.parser.done());
    EXPECT_TRUE(feed.parser.keep_alive());
    EXPECT_EQ(feed.parser.response().body, "hello");
}

TEST(ResponseParser, ends_an_answer_without_a_length_with_the_connection) {
    Feed feed;
    ASSERT_TRUE(feed.give(until_close));
    EXPECT_FALSE(feed.parser.done());
    ASSERT_TRUE(feed.parser.end());
    EXPECT_TRUE(feed.parser.done());
    EXPECT_FALSE(feed.parser.keep_alive());
    EXPECT_EQ(feed.parser.response().body, "hello");
}

TEST(ResponseParser, gives_the_same_answer_wherever_the_bytes_are_split) {
    for (const std::string_view whole : {with_length, chunked, until_close}) {
        for (std::size_t at = 0; at <= whole.size(); ++at) {
            Feed feed;
            ASSERT_TRUE(feed.give(whole.substr(0, at)));
            ASSERT_TRUE(feed.give(whole.substr(at)));
            if (!feed.parser.done()) {
                ASSERT_TRUE(feed.parser.end());
            }
            EXPECT_EQ(feed.parser.response().body, "hello") << at;
            EXPECT_EQ(feed.pending, "");
        }
    }
}

TEST(ResponseParser, reads_an_empty_chunked_body_byte_by_byte) {
    constexpr std::string_view empty = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n";
    Feed feed;
    for (const char byte : empty) {
        EXPECT_FALSE(feed.parser.done());
        ASSERT_TRUE(feed.give({&byte, 1}));
    }
    EXPECT_TRUE(feed.parser.done());
    EXPECT_EQ(feed.parser.response().body, "");
}

TEST(ResponseParser, gives_the_same_answer_byte_by_byte) {
    for (const std::string_view whole : {with_length, chunked}) {
        Feed feed;
        for (const char byte : whole) {
            EXPECT_FALSE(feed.parser.done());
            ASSERT_TRUE(feed.give({&byte, 1}));
        }
        EXPECT_TRUE(feed.parser.done());
        EXPECT_EQ(feed.parser.response().body, "hello");
    }
}

TEST(ResponseParser, refuses_an_answer_that_ends_early_wherever_it_ends) {
    for (const std::string_view whole : {with_length, chunked}) {
        for (std::size_t at = 1; at < whole.size(); ++at) {
            Feed feed;
            ASSERT_TRUE(feed.give(whole.substr(0, at)));
            const Outcome<void> ended = feed.parser.end();
            ASSERT_FALSE(ended) << at;
            EXPECT_EQ(ended.error().kind, FailureKind::InvalidAnswer);
        }
    }
}

TEST(ResponseParser, tells_a_connection_that_closed_before_the_answer_from_one_that_closed_in_it) {
    Feed feed;
    const Outcome<void> ended = feed.parser.end();
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().kind, FailureKind::Io);
    EXPECT_FALSE(feed.parser.begun());
}

TEST(ResponseParser, skips_interim_answers) {
    const std::string whole =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + std::string(with_length);
    for (std::size_t at = 0; at <= whole.size(); ++at) {
        Feed feed;
        ASSERT_TRUE(feed.give(std::string_view(whole).substr(0, at)));
        ASSERT_TRUE(feed.give(std::string_view(whole).substr(at)));
        ASSERT_TRUE(feed.parser.done()) << at;
        EXPECT_EQ(feed.parser.response().status, 200);
        EXPECT_EQ(feed.parser.response().headers.find("Link"), nullptr);
    }
}

TEST(ResponseParser, refuses_a_connection_that_closes_after_an_interim_answer) {
    Feed feed;
    ASSERT_TRUE(feed.give("HTTP/1.1 100 Continue\r\n\r\n"));
    EXPECT_FALSE(feed.parser.done());
    EXPECT_TRUE(feed.parser.begun());
    const Outcome<void> ended = feed.parser.end();
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().kind, FailureKind::InvalidAnswer);
}

TEST(ResponseParser, reads_no_body_of_an_answer_to_head) {
    Feed feed(true);
    ASSERT_TRUE(feed.give("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
    ASSERT_TRUE(feed.parser.done());
    EXPECT_EQ(feed.parser.response().headers.get("Content-Length"), "5");
    EXPECT_EQ(feed.parser.response().body, "");
    EXPECT_TRUE(feed.parser.keep_alive());
}

TEST(ResponseParser, reads_no_body_where_the_status_has_none) {
    for (const char* status : {"204 No Content", "304 Not Modified"}) {
        Feed feed;
        ASSERT_TRUE(feed.give("HTTP/1.1 " + std::string(status) + "\r\n\r\n"));
        EXPECT_TRUE(feed.parser.done()) << status;
    }
}

TEST(ResponseParser, leaves_bytes_behind_the_answer_unused) {
    for (const std::string_view whole : {with_length, chunked}) {
        Feed feed;
        ASSERT_TRUE(feed.give(std::string(whole) + "HTTP/1.1 500"));
        EXPECT_TRUE(feed.parser.done());
        EXPECT_EQ(feed.pending, "HTTP/1.1 500");
        EXPECT_EQ(feed.parser.response().body, "hello");
    }
}

TEST(ResponseParser, ends_the_connection_where_the_service_says_so) {
    for (const std::string_view head : {"HTTP/1.1 200 OK\r\nConnection: close\r\n", "HTTP/1.0 200 OK\r\n"}) {
        Feed feed;
        ASSERT_TRUE(feed.give(std::string(head) + "Content-Length: 0\r\n\r\n"));
        EXPECT_TRUE(feed.parser.done());
        EXPECT_FALSE(feed.parser.keep_alive()) << head;
    }
}

TEST(ResponseParser, takes_headers_up_to_64_kb) {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: ";
    Feed fits;
    EXPECT_TRUE(fits.give(head + std::string(60 * 1024, 'x') + "\r\n\r\n"));
    EXPECT_TRUE(fits.parser.done());
    Feed long_one;
    EXPECT_FALSE(long_one.give(head + std::string(65 * 1024, 'x') + "\r\n\r\n"));
    EXPECT_EQ(long_one.failure.kind, FailureKind::InvalidAnswer);
}

TEST(ResponseParser, stops_taking_a_header_that_never_ends) {
    Feed feed;
    bool taken = feed.give("HTTP/1.1 200 OK\r\nX-Long: ");
    std::size_t given = 0;
    while (taken && given < 1024 * 1024) {
        taken = feed.give(std::string(1024, 'x'));
        given += 1024;
    }
    EXPECT_FALSE(taken);
    EXPECT_LE(given, 66U * 1024);
}

TEST(ResponseParser, takes_a_body_up_to_its_limit) {
    for (const std::string_view whole : {with_length, chunked, until_close}) {
        Feed fits(false, 5);
        ASSERT_TRUE(fits.give(whole));
        EXPECT_EQ(fits.parser.response().body, "hello");
        Feed too_long(false, 4);
        EXPECT_FALSE(too_long.give(whole)) << whole;
        EXPECT_EQ(too_long.failure.kind, FailureKind::InvalidAnswer);
        EXPECT_EQ(too_long.failure.detail, "the answer is longer than 4 bytes");
    }
    EXPECT_TRUE(Feed(true, 4).give("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")) << "an answer to HEAD";
}

TEST(ResponseParser, stops_taking_a_body_that_never_ends) {
    constexpr std::size_t limit = 1024 * 1024;
    const std::string piece = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
    for (const bool is_chunked : {true, false}) {
        Feed feed(false, limit);
        bool taken =
            feed.give(is_chunked ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
        std::size_t given = 0;
        while (taken && given < 4 * limit) {
            taken = feed.give(piece);
            given += piece.size();
        }
        EXPECT_FALSE(taken);
        EXPECT_LE(given, limit + 8 * piece.size());
        EXPECT_LE(feed.parser.response().body.capacity(), 4 * limit);
    }
}

TEST(ResponseParser, refuses_what_is_not_http) {
    for (const std::string_view garbage :
         {"garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
        Feed feed;
        EXPECT_FALSE(feed.give(garbage)) << garbage;
        EXPECT_EQ(feed.failure.kind, FailureKind::InvalidAnswer);
        EXPECT_NE(feed.failure.detail, "");
    }
}

TEST(ResponseParser, leaves_room_behind_the_body_for_the_json_parser) {
    for (const std::string_view whole : {with_length, chunked}) {
        Feed feed;
        ASSERT_TRUE(feed.give(whole));
        const std::string& body = feed.parser.response().body;
        EXPECT_GE(body.capacity(), body.size() + body_padding);
    }
}

TEST(ResponseParser, does_not_believe_a_length_before_the_bytes_are_there) {
    Feed feed;
    ASSERT_TRUE(feed.give("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nx"));
    EXPECT_LE(feed.parser.response().body.capacity(), 32U * 1024 * 1024);
}

}  // namespace
}  // namespace dynoxx::http
