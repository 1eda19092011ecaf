#pragma once

#include "http/message.hpp"
#include "http/response_parser.hpp"
#include "local/server/request_parser.hpp"

#include <boost/asio/buffer.hpp>

#include <optional>
#include <string_view>

namespace dynoxx::fuzz {

/// Reads an answer that ends with the text; nothing if it is none.
inline std::optional<http::Response> response_of(std::string_view text) {
    http::ResponseParser parser(false);
    while (!text.empty() && !parser.done()) {
        const auto used = parser.take(text);
        if (!used || *used == 0) {
            break;
        }
        text.remove_prefix(*used);
    }
    if (!parser.done() && !parser.end()) {
        return std::nullopt;
    }
    return parser.done() ? std::optional(std::move(parser.response())) : std::nullopt;
}

/// Reads one request; nothing if the text does not hold a whole one.
inline std::optional<http::Request> request_of(std::string_view text) {
    local::server::RequestParser parser(64 * 1024, 1024 * 1024);
    while (!text.empty() && !parser.is_done()) {
        boost::beast::error_code error;
        const std::size_t used = parser.put(boost::asio::buffer(text.data(), text.size()), error);
        if (used == 0 || (error && error != boost::beast::http::error::need_more)) {
            return std::nullopt;
        }
        text.remove_prefix(used);
    }
    return parser.is_done() ? std::optional(std::move(parser.request)) : std::nullopt;
}

}  // namespace dynoxx::fuzz
