#include "http/response_parser.hpp"

#include "runtime/wipe.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <optional>

namespace dynoxx::http {

namespace beast = boost::beast;

void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
    throw boost::system::system_error(boost::system::errc::make_error_code(boost::system::errc::io_error),
                                      failure.detail);
}

namespace {

constexpr std::size_t max_header_bytes = 64 * 1024;
constexpr std::size_t max_reserved_bytes = 16 * 1024 * 1024;
constexpr std::size_t shortest_end_of_chunks = std::string_view("0\r\n\r\n").size();

/// Beast's push parser with views into our buffer: it keeps the chunk and limit logic and stores nothing itself.
class Collector final : public beast::http::basic_parser<false> {
 public:
    Collector(Response& response, std::size_t max_body_bytes) : response_(response) {
        header_limit(max_header_bytes);
        body_limit(max_body_bytes == 0 ? boost::optional<std::uint64_t>()
                                       : boost::optional<std::uint64_t>(max_body_bytes));
        eager(true);
    }

 private:
    using error_code = beast::error_code;
    using field = beast::http::field;
    using string_view = beast::string_view;
    using verb = beast::http::verb;

    void on_request_impl(verb, string_view, string_view, int, error_code&) override {}

    void on_response_impl(int code, string_view, int, error_code&) override {
        response_.status = code;
        response_.headers.clear();
        response_.body.clear();
    }

    void append(string_view part) {
        if (response_.holds_secrets) {
            runtime::make_room(response_.body, part.size() + body_padding);
        }
        response_.body.append(part.data(), part.size());
    }

    void on_field_impl(field, string_view name, string_view value, error_code&) override {
        response_.headers.add(std::string(name), std::string(value));
    }

    void on_header_impl(error_code&) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        const std::size_t expected =
            static_cast<std::size_t>(std::min<std::uint64_t>(length.value_or(0), max_reserved_bytes));
        response_.body.reserve(expected + body_padding);
    }

    std::size_t on_body_impl(string_view body, error_code&) override {
        append(body);
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
        append(body);
        return body.size();
    }

    void on_finish_impl(error_code&) override { response_.body.reserve(response_.body.size() + body_padding); }

    Response& response_;
};

}  // namespace

class ResponseParser::Impl {
 public:
    Impl(bool head_only, std::size_t max_body_bytes) : head_only_(head_only), max_body_bytes_(max_body_bytes) {
        restart();
    }

    void restart() {
        parser_.emplace(response_, max_body_bytes_);
        parser_->skip(head_only_);
    }

    Outcome<std::size_t> take(std::string_view bytes) {
        std::size_t used = 0;
        while (used < bytes.size() && !done() && !too_short(bytes.size() - used)) {
            beast::error_code error;
            const std::size_t taken =
                parser_->put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
            used += taken;
            begun_ = begun_ || taken != 0;
            if (error == beast::http::error::body_limit) {
                return Failure(FailureKind::InvalidAnswer,
                               "the answer is longer than " + std::to_string(max_body_bytes_) + " bytes");
            }
            if (error && error != beast::http::error::need_more) {
                return Failure(FailureKind::InvalidAnswer, "the answer is not valid HTTP/1.1: " + error.message());
            }
            if (parser_->is_done() && response_.status / 100 == 1) {
                restart();
                continue;
            }
            if (taken == 0 || error) {
                break;
            }
        }
        return used;
    }

    Outcome<void> end() {
        if (!begun_ && !parser_->got_some()) {
            return Failure(FailureKind::Io, "the connection was closed before an answer came");
        }
        beast::error_code error;
        if (parser_->got_some()) {  // after an interim answer there is a parser that has seen nothing
            parser_->put_eof(error);
        }
        if (error || !done()) {
            return Failure(FailureKind::InvalidAnswer, "the connection was closed in the middle of the answer");
        }
        return boost::system::in_place_value;
    }

    [[nodiscard]] bool done() const noexcept { return parser_->is_done() && response_.status / 100 != 1; }

    /// Beast aborts when it sees the start of the last chunk again with no more than four bytes.
    [[nodiscard]] bool too_short(std::size_t bytes) const {
        return bytes < shortest_end_of_chunks && parser_->is_header_done() && parser_->chunked();
    }

    bool head_only_;
    std::size_t max_body_bytes_;
    bool begun_ = false;
    Response response_;
    std::optional<Collector> parser_;
};

ResponseParser::ResponseParser(bool head_only, std::size_t max_body_bytes)
    : impl_(std::make_unique<Impl>(head_only, max_body_bytes)) {}

ResponseParser::~ResponseParser() = default;

Outcome<std::size_t> ResponseParser::take(std::string_view bytes) {
    return impl_->take(bytes);
}

Outcome<void> ResponseParser::end() {
    return impl_->end();
}

bool ResponseParser::done() const noexcept {
    return impl_->done();
}

bool ResponseParser::begun() const noexcept {
    return impl_->begun_;
}

bool ResponseParser::keep_alive() const noexcept {
    return impl_->parser_->keep_alive();
}

Response& ResponseParser::response() noexcept {
    return impl_->response_;
}

}  // namespace dynoxx::http
