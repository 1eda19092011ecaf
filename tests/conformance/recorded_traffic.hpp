#pragma once

#include "support/fake_transport.hpp"

#include <simdjson.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// Requests and answers of a scenario: `http-traffic.json`.
namespace dynoxx::conformance {

/// One request that is expected, and what answers it.
struct RecordedExchange {
    RecordedExchange() {}

    std::string method{};
    std::string url{};
    std::vector<std::pair<std::string, std::string>> headers{};
    test::FakeTransport::Answer answer = test::answer(200);
};

/// Reads a file: a list of `{request, response}`, or events by `connection_id`. No file means no traffic.
[[nodiscard]] std::vector<RecordedExchange> read_traffic(const std::filesystem::path& file);

/// Reads the answer in `{status, headers, body}`; a body that is an object is sent as JSON.
[[nodiscard]] http::Response read_answer(simdjson::dom::element json);

/// Gives the URL of a request, with its query in order and no `/` at the end, so that two can be compared.
[[nodiscard]] std::string url_of(const http::Origin& origin, const http::Request& request);
[[nodiscard]] std::string comparable_url(const std::string& url);

/// Answers requests by a recording, in its order, and notes what differs.
///
/// Traffic that is older than the extended path of the instance metadata service has no answer for it: 404.
class Replay {
 public:
    explicit Replay(std::vector<RecordedExchange> recorded) : recorded_(std::move(recorded)) {}

    test::FakeTransport::Answer operator()(const http::Origin& origin, const http::Request& request);

    /// Gives what was asked for and is not in the recording, and what was recorded and not asked for.
    [[nodiscard]] std::string differences() const;

 private:
    void compare_headers(const RecordedExchange& expected, const http::Request& request);

    std::vector<RecordedExchange> recorded_;
    std::size_t next_ = 0;
    std::string differences_;
};

}  // namespace dynoxx::conformance
