#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx::http {

/// Header fields in order; names are compared without regard to case.
class Headers {
 public:
    using value_type = std::pair<std::string, std::string>;

    Headers() {}

    /// Gives the first value of a name, or null.
    [[nodiscard]] const std::string* find(std::string_view name) const noexcept;

    /// Gives the first value of a name, or an empty text.
    [[nodiscard]] std::string_view get(std::string_view name) const noexcept;

    /// Replaces every value of a name by one.
    void set(std::string_view name, std::string value);

    /// Overwrites all values: tokens and signatures are among them.
    void wipe() noexcept;

    void add(std::string name, std::string value) {
        if (fields_.empty()) {
            fields_.reserve(usual_count);
        }
        fields_.emplace_back(std::move(name), std::move(value));
    }
    void erase(std::string_view name);
    void clear() noexcept { fields_.clear(); }

    [[nodiscard]] auto begin() const noexcept { return fields_.begin(); }
    [[nodiscard]] auto end() const noexcept { return fields_.end(); }
    [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }

 private:
    static constexpr std::size_t usual_count = 12;  // of a request or an answer of the services

    std::vector<value_type> fields_;
};

/// Compares two header names, or other ASCII words, without regard to case.
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// Where a request goes: scheme, host without brackets, port.
struct Origin {
    Origin() {}
    Origin(std::string origin_scheme, std::string origin_host, std::uint16_t origin_port)
        : scheme(std::move(origin_scheme)), host(std::move(origin_host)), port(origin_port) {}

    std::string scheme = "https";
    std::string host{};
    std::uint16_t port = 443;

    [[nodiscard]] bool is_tls() const noexcept { return scheme == "https"; }

    /// Gives the value of the `Host` header: the port only if it is not the scheme's own.
    [[nodiscard]] std::string host_header() const;
    void append_host_header(std::string& out) const;

    friend bool operator==(const Origin&, const Origin&) = default;
};

/// A request without its origin. `Host` and `Content-Length` are written by the exchange, not by the caller.
struct Request {
    Request() {}
    Request(const Request&) = default;
    Request(Request&&) noexcept = default;
    Request& operator=(const Request&) = default;
    Request& operator=(Request&&) noexcept = default;
    ~Request();

    std::string method = "POST";
    std::string path = "/";  ///< as on the wire: percent-encoded once
    std::string query{};     ///< as on the wire, without `?`
    Headers headers{};
    std::string body{};

    std::size_t max_answer_bytes = 0;  ///< a longer body of the answer is a failure; 0: as long as it is

    /// Whether it may go out once more, on a fresh connection, if a reused one breaks before a byte of the answer has
    /// come: the service may have done it already.
    bool repeatable = true;

    /// Whether body and answer are overwritten when they are no longer needed. Headers always are.
    bool holds_secrets = false;
};

/// An answer. `body` has `simdjson`'s padding in its capacity, so that it can be parsed in place.
struct Response {
    Response() {}
    Response(const Response&) = default;
    Response(Response&&) noexcept = default;
    Response& operator=(const Response&) = default;
    Response& operator=(Response&&) noexcept = default;
    ~Response();

    int status = 0;
    Headers headers{};
    std::string body{};
    int sends = 1;               ///< how often the request went out: more than once if a reused connection broke
    bool holds_secrets = false;  ///< whether the body is overwritten at the end
};

}  // namespace dynoxx::http
