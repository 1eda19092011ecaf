#pragma once

#include "http/exchange.hpp"
#include "http/transport.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <string_view>
#include <utility>

namespace dynoxx::test {

/// Takes requests through the exchange of the network, without one: answers come in small pieces, in chunks.
class ExchangeTransport final : public http::Transport {
 public:
    /// Gives the body of the answer to a request, in memory that is not freed.
    using Script = std::function<std::string_view(const http::Origin& origin, const http::Request& request)>;

    explicit ExchangeTransport(Script script) : script_(std::move(script)) {}

    [[nodiscard]] runtime::task<http::Outcome<http::Response>> send(runtime::Context, const http::Origin& origin,
                                                                    const http::Request& request,
                                                                    const http::TransportSettings&) override {
        return carry(*this, origin, request);
    }

    std::string_view status = "200 OK";
    int sent = 0;

 private:
    static runtime::task<http::Outcome<http::Response>> carry(ExchangeTransport& self, const http::Origin& origin,
                                                              const http::Request& request) {
        ++self.sent;
        co_return self.exchange(origin, request);
    }

    [[nodiscard]] http::Outcome<http::Response> exchange(const http::Origin& origin, const http::Request& request) {
        http::Exchange exchange(origin, request);
        while (!exchange.output().empty()) {
            exchange.written(exchange.output().size());
        }
        receive(exchange, "HTTP/1.1 ");
        receive(exchange, origin.host.starts_with("dynamodb") ? "200 OK" : status);
        receive(exchange, "\r\nTransfer-Encoding: chunked\r\n\r\n");
        std::string_view rest = script_(origin, request);
        while (!rest.empty()) {
            constexpr std::size_t chunk_bytes = 48;
            const std::string_view chunk = rest.substr(0, chunk_bytes);
            std::array<char, 8> size{};
            receive(exchange, {size.data(), static_cast<std::size_t>(
                                                std::snprintf(size.data(), size.size(), "%zx\r\n", chunk.size()))});
            receive(exchange, chunk);
            receive(exchange, "\r\n");
            rest.remove_prefix(chunk.size());
        }
        receive(exchange, "0\r\n\r\n");
        return exchange.take();
    }

    static void receive(http::Exchange& exchange, std::string_view bytes) {
        std::copy(bytes.begin(), bytes.end(), exchange.input().begin());
        exchange.received(bytes.size());
    }

    Script script_;
};

}  // namespace dynoxx::test
