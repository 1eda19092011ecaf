#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace dynoxx::local::server {

/// The name under which refused requests are counted, beside the operations of a service.
inline constexpr std::string_view refused = "refused";

/// Counts requests by service and operation. Not thread-safe.
class Counters {
 public:
    /// Counts one request.
    void count(std::string_view service, std::string_view operation);

    /// Gives how often an operation was asked for; the empty operation stands for all of them together.
    [[nodiscard]] std::uint64_t get(std::string_view service, std::string_view operation) const;

    /// Prints `{"dynamodb":{"PutItem":3},...}`.
    [[nodiscard]] std::string to_json() const;

    /// Forgets every count.
    void reset() { counts_.clear(); }

 private:
    std::map<std::string, std::map<std::string, std::uint64_t, std::less<>>, std::less<>> counts_{};
};

}  // namespace dynoxx::local::server
