#pragma once

#include "http/message.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>

namespace dynoxx::local::server {

/// Turns the bytes of one request into an `http::Request`. Includes Beast: only for the server's own source files.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
    RequestParser(std::uint32_t max_head_bytes, std::uint64_t max_body_bytes);

    /// The request; complete when `is_done()`.
    http::Request request{};

    /// Says whether the client waits for `100 Continue` before it sends the body.
    [[nodiscard]] bool expects_continue() const noexcept { return expects_continue_; }

 private:
    using ErrorCode = boost::beast::error_code;
    using Text = boost::beast::string_view;
    using Field = boost::beast::http::field;
    using Verb = boost::beast::http::verb;

    void on_request_impl(Verb, Text method, Text target, int, ErrorCode& error) override;
    void on_response_impl(int, Text, int, ErrorCode&) override {}
    void on_field_impl(Field name, Text text, Text value, ErrorCode& error) override;
    void on_header_impl(ErrorCode&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode&) override;
    std::size_t on_body_impl(Text body, ErrorCode&) override;
    void on_chunk_header_impl(std::uint64_t, Text, ErrorCode&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t remaining, Text body, ErrorCode&) override;
    void on_finish_impl(ErrorCode&) override {}

    bool expects_continue_ = false;
};

}  // namespace dynoxx::local::server
