#include "local/server/response_head.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dynoxx::local::server {

namespace {

constexpr auto phrases = std::to_array<std::pair<int, std::string_view>>({
    {200, "OK"},
    {204, "No Content"},
    {206, "Partial Content"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {400, "Bad Request"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {409, "Conflict"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {416, "Requested Range Not Satisfiable"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
});

}  // namespace

std::string_view reason_phrase(int status) noexcept {
    const auto found = std::ranges::find(phrases, status, &std::pair<int, std::string_view>::first);
    return found == phrases.end() ? std::string_view("Unknown") : found->second;
}

std::string response_head(const http::Response& response, Connection connection) {
    std::string text;
    text.reserve(512);
    text.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    text.append(reason_phrase(response.status)).append("\r\n");
    for (const auto& [name, value] : response.headers) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
    const bool may_have_length = response.status != 204 && response.status != 304;
    if (may_have_length && response.headers.find("Content-Length") == nullptr) {
        text.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
    }
    if (connection == Connection::Close) {
        text.append("Connection: close\r\n");
    }
    text.append("\r\n");
    return text;
}

}  // namespace dynoxx::local::server
