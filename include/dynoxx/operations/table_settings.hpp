#pragma once

#include <dynoxx/detail/plans.hpp>

#include <utility>

namespace dynoxx {

/// Deletes the table of a model with all that is in it; objects of S3 attributes stay in their bucket.
///
/// @par Errors
/// `ResourceNotFoundException` if there is none, `ResourceInUseException` while it is being made or changed.
/// @par Cost
/// One DeleteTable; with `wait`, one DescribeTable at a time until the table is gone, at growing intervals of at most
/// 2 s, for 5 minutes unless `timeout` says otherwise.
/// @par Source
/// Amazon DynamoDB API Reference, "DeleteTable".
class DeleteTable : public Operation<DeleteTable, TableDescription> {
 public:
    DeleteTable(detail::CallTarget target, detail::TablePtr table)
        : Operation<DeleteTable, TableDescription>(std::move(target)), table_(std::move(table)) {}

    /// Ends when the table is gone.
    DeleteTable& wait() & {
        wait_ = true;
        return *this;
    }
    DeleteTable wait() && { return std::move(wait()); }

 private:
    friend class Operation<DeleteTable, TableDescription>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::delete_table_flow(table_, wait_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<TableDescription>(reply)); };
    }

    detail::TablePtr table_;
    bool wait_ = false;
};

/// Switches the time to live of a table on, for the attribute that the model names, and gives the attribute's name; one
/// that is on already is no error.
///
/// @par Errors
/// `ModelException` if the model has no `ttl_attribute`, `ValidationException` if another attribute is in use.
/// @par Cost
/// One UpdateTimeToLive; one DescribeTimeToLive if it is on already.
/// @par Source
/// Amazon DynamoDB API Reference, "UpdateTimeToLive".
class EnableTimeToLive : public Operation<EnableTimeToLive, std::string> {
 public:
    EnableTimeToLive(detail::CallTarget target, detail::TablePtr table)
        : Operation<EnableTimeToLive, std::string>(std::move(target)), table_(std::move(table)) {}

 private:
    friend class Operation<EnableTimeToLive, std::string>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::time_to_live_flow(table_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<std::string>(reply)); };
    }

    detail::TablePtr table_;
};

}  // namespace dynoxx
