#pragma once

#include "local/dynamodb/json.hpp"

#include <cstdint>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dynoxx::local::server {

/// Says in a sentence what is wrong with a request to `/_local/`.
class BadControl : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// The JSON object of a request to `/_local/`. Every function throws `BadControl`.
class ControlBody {
 public:
    /// Reads a body; an empty one is an empty object.
    explicit ControlBody(std::string_view body);

    /// Says whether a member is there and not null.
    [[nodiscard]] bool has(std::string_view name);

    /// Gives a text; empty if it is missing.
    [[nodiscard]] std::string text(std::string_view name);

    /// Gives a text that must be there and not empty.
    [[nodiscard]] std::string required_text(std::string_view name);

    /// Gives a whole number within bounds, or `missing`.
    [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t missing, std::int64_t least = 0,
                                      std::int64_t most = std::numeric_limits<std::int64_t>::max());

    /// Gives true or false; false if it is missing.
    [[nodiscard]] bool flag(std::string_view name);

    /// Throws if there is a member that nobody asked for.
    void end() const;

 private:
    [[nodiscard]] const dynamodb::Json* find(std::string_view name, dynamodb::Json::Type type, std::string_view what);

    dynamodb::Json object_;
    std::set<std::string, std::less<>> known_{};
};

}  // namespace dynoxx::local::server
