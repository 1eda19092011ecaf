#pragma once

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/partiql/statement.hpp"
#include "local/dynamodb/state.hpp"

#include <optional>

namespace dynoxx::local::dynamodb::partiql {

/// An INSERT, UPDATE, DELETE or EXISTS: checked first, looked at the item second, done last, so that a transaction can
/// do each step for all its statements.
class StatementWrite {
 public:
    /// Finds the table and checks all that needs no item.
    ///
    /// @param statement must outlive this object.
    /// @par Errors
    /// Throws ApiError(Validation), also if WHERE does not demand the whole key, and ApiError(ResourceNotFound).
    StatementWrite(const Statement& statement, State& state);

    [[nodiscard]] Table& table() const noexcept { return *table_; }
    /// The key of the item; of an INSERT the whole item.
    [[nodiscard]] const Item& key() const noexcept { return key_; }
    /// The item that is there now; null if there is none.
    [[nodiscard]] RecordPointer current() const { return table_->find(key_); }

    /// Looks at the item and decides what to do.
    ///
    /// @par Errors
    /// Throws ApiError(ConditionalCheckFailed), ApiError(DuplicateItem) or ApiError(Validation).
    void prepare();

    /// Does what prepare() decided.
    Change apply();

    /// Gives the item that RETURNING asks for; nothing if it asks for none, or there is none.
    [[nodiscard]] std::optional<Item> returned(const Change& change) const;

 private:
    [[nodiscard]] bool meets_condition(const RecordPointer& record) const;

    const Statement* statement_;
    Table* table_;
    Item key_;
    /// What to store; nothing to leave the item as it is.
    std::optional<Item> result_;
    bool removes_ = false;
};

}  // namespace dynoxx::local::dynamodb::partiql
