#pragma once

#include <dynoxx/detail/plans.hpp>

namespace dynoxx {

/// Makes the table of a model with its indexes, paid per request. If the model has a `ttl_attribute`, it waits until
/// the table is ACTIVE and switches its time to live on.
///
/// @par Errors
/// `ResourceInUseException` if the table is there already, unless `if_not_exists` was asked for.
/// @par Cost
/// One CreateTable; with `wait`, one DescribeTable at a time until it is ACTIVE, at growing intervals of at most 2 s,
/// for 5 minutes unless `timeout` says otherwise.
/// @par Source
/// Amazon DynamoDB API Reference, "CreateTable".
class CreateTable : public Operation<CreateTable, TableDescription> {
 public:
    CreateTable(detail::CallTarget target, detail::CreateTablePlan plan)
        : Operation<CreateTable, TableDescription>(std::move(target)), plan_(std::move(plan)) {}

    /// Ends when the table and its indexes are ACTIVE.
    CreateTable& wait() & {
        plan_.wait = true;
        return *this;
    }
    CreateTable wait() && { return std::move(wait()); }

    /// Takes a table that is there already as it is.
    CreateTable& if_not_exists() & {
        plan_.if_not_exists = true;
        return *this;
    }
    CreateTable if_not_exists() && { return std::move(if_not_exists()); }

    /// Gives what would be sent.
    [[nodiscard]] CreateTableRequest request() const { return detail::request_of(plan_); }

 private:
    friend class Operation<CreateTable, TableDescription>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<TableDescription>(reply)); };
    }

    detail::CreateTablePlan plan_;
};

/// Waits until a table and its indexes are ACTIVE; a table that is not there yet is waited for as well.
///
/// @par Cost
/// As `CreateTable` with `wait`.
class WaitForTable : public Operation<WaitForTable, TableDescription> {
 public:
    WaitForTable(detail::CallTarget target, detail::TablePtr table)
        : Operation<WaitForTable, TableDescription>(std::move(target)), table_(std::move(table)) {}

 private:
    friend class Operation<WaitForTable, TableDescription>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::wait_flow(table_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<TableDescription>(reply)); };
    }

    detail::TablePtr table_;
};

}  // namespace dynoxx
