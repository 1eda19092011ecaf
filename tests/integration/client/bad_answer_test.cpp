#include "integration/client/setting.hpp"
#include "support/loopback_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;
using test::LoopbackServer;
using Peer = LoopbackServer::Peer;

constexpr const char* secret = "a-secret-that-nobody-may-see";
constexpr const char* good_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

AwsOptions options_for(std::uint16_t port) {
    return AwsOptions()
        .region("us-east-1")
        .credentials("AKIDEXAMPLE", secret)
        .endpoint("http://127.0.0.1:" + std::to_string(port));
}

struct Case {
    std::string name;
    std::string answer;  ///< after which the server closes the connection
    Expected expected;
};

// DynamoDB's default is four attempts. What is wrong with the contents of a complete answer is not asked for again.
const Case cases[] = {
    {"closes_without_an_answer",
     "",
     {ErrorKind::Connection, ErrorCode::ConnectionFailed, 4, {"Connection failed to DynamoDB"}}},
    {"closes_inside_the_head",
     "HTTP/1.1 200 OK\r\nContent-Le",
     {ErrorKind::Response,
      ErrorCode::InvalidResponse,
      4,
      {"Invalid response from DynamoDB.", "the connection was closed"}}},
    {"closes_inside_the_body",
     "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{\"Item\":",
     {ErrorKind::Response,
      ErrorCode::InvalidResponse,
      4,
      {"Invalid response from DynamoDB.", "the connection was closed"}}},
    {"answers_garbage",
     "\x01\x02 this is no HTTP at all\r\n\r\n",
     {ErrorKind::Response, ErrorCode::InvalidResponse, 4, {"Invalid response from DynamoDB."}}},
    {"gives_two_lengths",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
     {ErrorKind::Response, ErrorCode::InvalidResponse, 4, {"Invalid response from DynamoDB."}}},
    {"announces_less_than_the_checksum_covers",
     "HTTP/1.1 200 OK\r\nx-amz-crc32: 2745614147\r\nContent-Length: 1\r\n\r\n{}",
     {ErrorKind::Response, ErrorCode::ChecksumMismatch, 4, {"CRC32 does not match", "DynamoDB"}}},
    {"gives_a_wrong_checksum",
     "HTTP/1.1 200 OK\r\nConnection: close\r\nx-amz-crc32: 12345\r\nContent-Length: 2\r\n\r\n{}",
     {ErrorKind::Response, ErrorCode::ChecksumMismatch, 4, {"CRC32 does not match", "Check proxies"}}},
    {"answers_a_page_with_status_503",
     "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 13\r\n\r\n<html></html>",
     {ErrorKind::Service, ErrorCode::ServiceError, 4, {"DynamoDB answered GetItem with HTTP status 503"}}},
    {"answers_a_page_with_status_200",
     "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 13\r\n\r\n<html></html>",
     {ErrorKind::Response,
      ErrorCode::InvalidResponse,
      1,
      {"Invalid response from DynamoDB.", "GetItem", "it is not valid JSON"}}},
    {"announces_less_than_it_means",
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}",
     {ErrorKind::Response,
      ErrorCode::InvalidResponse,
      1,
      {"Invalid response from DynamoDB.", "GetItem", "it is not valid JSON"}}},
};

class BadAnswer : public ::testing::TestWithParam<std::tuple<Case, Ending>> {};

INSTANTIATE_TEST_SUITE_P(Each, BadAnswer,
                         ::testing::Combine(::testing::ValuesIn(cases), ::testing::ValuesIn(both_endings)),
                         [](const auto& tested) {
                             return std::get<0>(tested.param).name + "_" + to_string(std::get<1>(tested.param));
                         });

TEST_P(BadAnswer, is_reported_and_the_client_works_on) {
    const auto& [tested, ending] = GetParam();
    std::atomic<bool> healthy = false;
    LoopbackServer server([&healthy, answer = tested.answer](Peer& peer) {
        while (peer.read_request()) {
            peer.send(healthy ? good_answer : answer);
            if (!healthy) {
                return;
            }
        }
    });
    Setting setting(ending);
    const DynamoDBClient client = setting.client(options_for(server.port()));
    expect_failure(setting.failure_of(client.get_item(get_request())), tested.expected, {secret});
    EXPECT_EQ(server.requests(), tested.expected.attempts);
    healthy = true;
    setting.expect_success(client.get_item(get_request()));
}

class BadServer : public BothEndings {};
DYNOXX_BOTH_ENDINGS(BadServer);

TEST_P(BadServer, that_fails_once_costs_one_more_attempt) {
    LoopbackServer server([](Peer& peer) {
        while (peer.read_request()) {
            peer.send(peer.number() == 1 ? "HTTP/1.1 200 OK\r\nx-amz-crc32: 1\r\nContent-Length: 2\r\n\r\n{}"
                                         : good_answer);
            if (peer.number() == 1) {
                return;
            }
        }
    });
    setting.expect_success(setting.client(options_for(server.port())).get_item(get_request()));
    EXPECT_EQ(server.requests(), 2);
}

TEST_P(BadServer, that_fails_is_asked_once_if_the_call_must_not_be_repeated) {
    LoopbackServer server([](Peer& peer) { static_cast<void>(peer.read_request()); });
    const DynamoDBClient client = setting.client(options_for(server.port()));
    expect_failure(setting.failure_of(client.get_item(get_request()).retry(Retry::None)),
                   {ErrorKind::Connection, ErrorCode::ConnectionFailed, 1, {"Connection failed to DynamoDB"}},
                   {secret});
    EXPECT_EQ(server.requests(), 1);
}

/// Never answers the first connections, and answers the others.
LoopbackServer::Script silent_for(int connections) {
    return [connections](Peer& peer) {
        while (peer.read_request()) {
            if (peer.number() <= connections) {
                peer.wait_for_close();
                return;
            }
            peer.send(good_answer);
        }
    };
}

TEST_P(BadServer, that_never_answers_is_given_up_after_the_read_timeout_of_each_attempt) {
    LoopbackServer server(silent_for(4));
    const DynamoDBClient client = setting.client(options_for(server.port()).read_timeout(20ms));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Timeout, ErrorCode::TimedOut, 4, {"Connection timed out to DynamoDB"}}, {secret});
    EXPECT_EQ(server.requests(), 4);
    setting.expect_success(client.get_item(get_request()).timeout(5s));
}

TEST_P(BadServer, that_never_answers_is_given_up_when_the_operation_has_taken_too_long) {
    LoopbackServer server(silent_for(1));
    const DynamoDBClient client = setting.client(options_for(server.port()).operation_timeout(50ms));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Timeout, ErrorCode::TimedOut, 1, {"Connection timed out to DynamoDB"}}, {secret});
    EXPECT_EQ(server.requests(), 1);
    setting.expect_success(client.get_item(get_request()).timeout(5s));
}

/// Takes a port that nothing listens at, and keeps it.
class ClosedPort {
 public:
    ClosedPort() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size), 0);
        number = ntohs(address.sin_port);
    }
    ClosedPort(const ClosedPort&) = delete;
    ClosedPort& operator=(const ClosedPort&) = delete;
    ~ClosedPort() { ::close(descriptor_); }

    std::uint16_t number = 0;

 private:
    int descriptor_;
};

TEST_P(BadServer, that_does_not_listen_is_named_in_the_cause) {
    const ClosedPort port;
    LoopbackServer other(silent_for(0));
    const DynamoDBClient client = setting.client(options_for(port.number));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Connection,
                    ErrorCode::ConnectionFailed,
                    4,
                    {"Connection failed to DynamoDB. Check if the endpoint is reachable.",
                     "127.0.0.1 port " + std::to_string(port.number), "refused"}},
                   {secret});
    setting.expect_success(client.get_item(get_request()).endpoint("http://127.0.0.1:" + std::to_string(other.port())));
}

}  // namespace
}  // namespace dynoxx::tests
