#include "local/server/request_parser.hpp"

#include <algorithm>
#include <string_view>

namespace dynoxx::local::server {

RequestParser::RequestParser(std::uint32_t max_head_bytes, std::uint64_t max_body_bytes) {
    header_limit(max_head_bytes);
    body_limit(max_body_bytes);
}

void RequestParser::on_request_impl(Verb, Text method, Text target, int, ErrorCode& error) {
    request.method.assign(method.data(), method.size());
    std::string_view wire(target.data(), target.size());
    if (const std::size_t scheme = wire.find("://"); scheme != std::string_view::npos && wire.front() != '/') {
        // The absolute form, as sent to proxies: the part after the authority is the target.
        const std::size_t slash = wire.find('/', scheme + 3);
        wire = slash == std::string_view::npos ? std::string_view("/") : wire.substr(slash);
    }
    if (wire.empty() || (wire.front() != '/' && wire != "*")) {
        error = boost::beast::http::error::bad_target;
        return;
    }
    const std::size_t mark = wire.find('?');
    request.path = wire.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view() : wire.substr(mark + 1);
}

void RequestParser::on_field_impl(Field name, Text text, Text value, ErrorCode&) {
    if (name == Field::expect) {
        expects_continue_ = http::equals_ignoring_case({value.data(), value.size()}, "100-continue");
    }
    request.headers.add(std::string(text.data(), text.size()), std::string(value.data(), value.size()));
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode&) {
    // Only as much as a client may claim without sending it.
    request.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length.value_or(0), 16ULL << 20)));
}

std::size_t RequestParser::on_body_impl(Text body, ErrorCode&) {
    request.body.append(body.data(), body.size());
    return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text body, ErrorCode&) {
    request.body.append(body.data(), body.size());
    return body.size();
}

}  // namespace dynoxx::local::server
