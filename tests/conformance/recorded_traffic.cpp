#include "conformance/recorded_traffic.hpp"

#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <map>
#include <sstream>

namespace dynoxx::conformance {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

/// What a source of credentials must send; the others are the origin's own, or depend on its clock.
constexpr std::string_view compared_headers[] = {"accept", "content-type", "x-amz-sso_bearer_token",
                                                 "x-aws-ec2-metadata-token", "x-aws-ec2-metadata-token-ttl-seconds"};

std::string text_of(const JsonResult& json) {
    std::string_view text;
    return json.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::vector<std::pair<std::string, std::string>> read_headers(const JsonResult& json) {
    std::vector<std::pair<std::string, std::string>> headers;
    if (object all; json.get(all) == simdjson::SUCCESS) {
        for (const auto [name, value] : all) {
            simdjson::dom::array values;
            const element one = value.get(values) == simdjson::SUCCESS ? values.at(0).value() : value;
            headers.emplace_back(name, std::string(one.get_string().value()));
        }
    }
    return headers;
}

void read_request(const element& json, RecordedExchange& into) {
    into.method = text_of(json["method"]);
    into.url = text_of(json["uri"]);
    into.headers = read_headers(json["headers"]);
}

std::string read_data(const JsonResult& json) {
    if (std::string_view utf8; json["Utf8"].get(utf8) == simdjson::SUCCESS) {
        return std::string(utf8);
    }
    const Bytes bytes = runtime::base64_decode(text_of(json["Base64"])).value();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void read_event(const element& action, RecordedExchange& into) {
    if (element request; action["Request"]["request"].get(request) == simdjson::SUCCESS) {
        read_request(request, into);
    } else if (element response; action["Response"]["response"].get(response) == simdjson::SUCCESS) {
        if (element answer; response["Ok"].get(answer) == simdjson::SUCCESS) {
            into.answer = read_answer(answer);
        } else {
            into.answer = http::Failure(http::FailureKind::Io, "the recorded connection broke");
        }
    } else if (element data; action["Data"].get(data) == simdjson::SUCCESS) {
        if (text_of(data["direction"]) == "Response" && into.answer) {
            into.answer->body += read_data(data["data"]);
        }
    }
}

std::vector<RecordedExchange> read_events(const JsonResult& events) {
    std::vector<RecordedExchange> exchanges;
    std::map<std::int64_t, std::size_t> by_connection;
    for (const element event : array_in(events)) {
        const std::int64_t connection = event["connection_id"];
        const auto [place, is_new] = by_connection.emplace(connection, exchanges.size());
        if (is_new) {
            exchanges.emplace_back();
        }
        read_event(event["action"], exchanges[place->second]);
    }
    return exchanges;
}

/// A character set behind the type of a form is as good as none.
std::string_view without_parameters(std::string_view value) {
    return value.substr(0, value.find(';'));
}

std::string sorted_query(const std::string& query) {
    std::vector<std::string> parts;
    std::istringstream in(query);
    for (std::string part; std::getline(in, part, '&');) {
        parts.push_back(part);
    }
    std::ranges::sort(parts);
    std::string sorted;
    for (const std::string& part : parts) {
        sorted.append(sorted.empty() ? "" : "&").append(part);
    }
    return sorted;
}

}  // namespace

std::vector<RecordedExchange> read_traffic(const std::filesystem::path& file) {
    const std::optional<std::string> text = try_read_file(file);
    if (!text) {
        return {};
    }
    simdjson::dom::parser parser;
    const element json = parser.parse(simdjson::padded_string(*text));
    if (json.is_object()) {
        return read_events(json["events"]);
    }
    std::vector<RecordedExchange> exchanges;
    for (const element one : array_in(json)) {
        RecordedExchange& exchange = exchanges.emplace_back();
        read_request(one["request"], exchange);
        exchange.answer = read_answer(one["response"]);
    }
    return exchanges;
}

http::Response read_answer(element json) {
    const std::int64_t status = json["status"];
    element body;
    std::string text;
    if (json["body"].get(body) == simdjson::SUCCESS && !body.is_null()) {
        text = body.is_string() ? std::string(body.get_string().value()) : simdjson::minify(body);
    }
    return test::answer(static_cast<int>(status), std::move(text), read_headers(json["headers"]));
}

std::string comparable_url(const std::string& url) {
    const std::size_t mark = std::min(url.find('?'), url.size());
    std::string place = url.substr(0, mark);
    constexpr std::string_view http_port = ":80/";
    if (const std::size_t port = place.find(http_port); place.starts_with("http://") && port != std::string::npos) {
        place.erase(port, http_port.size() - 1);
    }
    while (place.ends_with('/')) {
        place.pop_back();
    }
    const std::string query = mark < url.size() ? sorted_query(url.substr(mark + 1)) : "";
    return query.empty() ? place : place + "?" + query;
}

std::string url_of(const http::Origin& origin, const http::Request& request) {
    return comparable_url(origin.scheme + "://" + origin.host_header() + request.path +
                          (request.query.empty() ? "" : "?" + request.query));
}

test::FakeTransport::Answer Replay::operator()(const http::Origin& origin, const http::Request& request) {
    const std::string url = url_of(origin, request);
    if (next_ < recorded_.size() && recorded_[next_].method == request.method &&
        comparable_url(recorded_[next_].url) == url) {
        compare_headers(recorded_[next_], request);
        return recorded_[next_++].answer;
    }
    if (url.find("/security-credentials-extended") != std::string::npos) {
        return test::answer(404);
    }
    differences_ += "not in the recording: " + request.method + " " + url + "\n";
    return http::Failure(http::FailureKind::Connect, "not in the recording");
}

void Replay::compare_headers(const RecordedExchange& expected, const http::Request& request) {
    for (const auto& [name, value] : expected.headers) {
        const auto is_name = [&expected_name = name](std::string_view one) {
            return http::equals_ignoring_case(one, expected_name);
        };
        if (std::ranges::any_of(compared_headers, is_name) && without_parameters(request.headers.get(name)) != value) {
            differences_ += expected.url + ": " + name + " is '" + std::string(request.headers.get(name)) + "', not '" +
                            value + "'\n";
        }
    }
}

std::string Replay::differences() const {
    std::string all = differences_;
    for (std::size_t i = next_; i < recorded_.size(); ++i) {
        all += "not asked for: " + recorded_[i].method + " " + recorded_[i].url + "\n";
    }
    return all;
}

}  // namespace dynoxx::conformance
