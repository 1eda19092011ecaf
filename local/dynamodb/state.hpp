#pragma once

#include "local/dynamodb/engine.hpp"
#include "local/dynamodb/table.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Holds everything that operations work on.
struct State {
    Options options;
    std::map<std::string, Table, std::less<>> tables;
    /// Counts the tables ever made, for their ids.
    std::uint64_t tables_made = 0;

    /// A transaction that was done with a ClientRequestToken.
    struct Token {
        double time = 0;
        std::string fingerprint;
    };
    std::map<std::string, Token> tokens;

    /// Of a batch only so many items are processed; see Engine::handle.
    std::size_t batch_limit = Engine::no_batch_limit;

    /// Finds a table by its name or ARN; null if there is none.
    [[nodiscard]] Table* find_table(std::string_view name) noexcept;

    /// Finds a table by its name or ARN.
    ///
    /// @par Errors
    /// Throws ApiError(ResourceNotFound).
    [[nodiscard]] Table& table(std::string_view name);
};

/// Gives the table's name out of a name or an ARN.
[[nodiscard]] std::string_view table_name_of(std::string_view name_or_arn) noexcept;

}  // namespace dynoxx::local::dynamodb
