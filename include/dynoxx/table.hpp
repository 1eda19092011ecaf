#pragma once

#include <dynoxx/client.hpp>
#include <dynoxx/key.hpp>
#include <dynoxx/operations/batch_put.hpp>
#include <dynoxx/operations/create_table.hpp>
#include <dynoxx/operations/get.hpp>
#include <dynoxx/operations/put.hpp>
#include <dynoxx/operations/query.hpp>
#include <dynoxx/operations/remove.hpp>
#include <dynoxx/operations/update.hpp>
#include <dynoxx/table_options.hpp>

#include <memory>
#include <ranges>
#include <utility>

namespace dynoxx {

/// A handle on the table of a model: one function per verb, each gives an operation.
///
/// @par Thread safety
/// Yes; a copy is a handle on the same table.
/// @par Lifetime
/// Keeps the client alive.
template <class T>
class Table {
 public:
    /// Makes the handle that `client.table<T>(options)` gives.
    Table(const DynamoDBClient& client, const TableOptions& options)
        : target_(client.core()),
          table_(std::make_shared<const detail::TableData>(options.apply_to(entity_of<T>()), options.object_keys())) {}

    /// Puts an object in the place of a whole item; it is converted here and may be destroyed or changed as soon as
    /// this returns.
    [[nodiscard]] Put<T> put(const T& object) const {
        return Put<T>(target_, detail::PutPlan(table_, serialize(object)));
    }
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
    /// Puts a temporary; on g++ 12 only with a blocking ending.
    [[nodiscard]] PutTemporary<T> put(T&& object) const {
        return PutTemporary<T>(put(static_cast<const T&>(object)));
    }
#endif

    /// Gets an item by its partition key and, if the model has one, its sort key.
    template <class PartitionKey, class... SortKey>
    [[nodiscard]] Get<T> get(const PartitionKey& partition, const SortKey&... sort) const {
        return Get<T>(target_, detail::GetPlan(table_, make_key<T>(partition, sort...)));
    }

    /// Updates an item by its key.
    template <class PartitionKey, class... SortKey>
    [[nodiscard]] UpdateOperation<T> update(const PartitionKey& partition, const SortKey&... sort) const {
        return UpdateOperation<T>(target_, detail::UpdatePlan(table_, make_key<T>(partition, sort...)));
    }

    /// Removes an item by its key.
    template <class PartitionKey, class... SortKey>
    [[nodiscard]] Remove remove(const PartitionKey& partition, const SortKey&... sort) const {
        return Remove(target_, detail::RemovePlan(table_, make_key<T>(partition, sort...)));
    }

    /// Removes the item of an object.
    [[nodiscard]] Remove remove(const T& object) const {
        return Remove(target_, detail::RemovePlan(table_, key_of(object)));
    }

    /// Finds the items of a partition, in the order of their sort keys.
    template <class PartitionKey>
    [[nodiscard]] Query<T> query(const PartitionKey& partition) const {
        return Query<T>(target_, detail::QueryPlan(table_, make_partition_key<T>(partition)));
    }

    /// Finds items by an index of the model: `query_index<"by-x">(value)`.
    template <detail::FixedString Name, class PartitionKey>
    [[nodiscard]] Query<T> query_index(const PartitionKey& partition) const {
        detail::QueryPlan plan(table_, make_index_key<T, Name>(partition));
        plan.index = std::string_view(Name.text, sizeof(Name.text) - 1);
        return Query<T>(target_, std::move(plan));
    }

    /// Puts every object of a range, each in the place of a whole item; they are converted here.
    template <std::ranges::input_range Objects>
    [[nodiscard]] BatchPut batch_put(const Objects& objects) const {
        detail::BatchPutPlan plan(table_);
        for (const T& object : objects) {
            plan.objects.push_back(serialize(object));
        }
        return BatchPut(target_, std::move(plan));
    }

    /// Makes the table with its indexes.
    [[nodiscard]] CreateTable create_table() const {
        return CreateTable(target_, detail::CreateTablePlan(table_));
    }

    /// Waits until the table and its indexes are ACTIVE.
    [[nodiscard]] WaitForTable wait() const {
        return WaitForTable(target_, table_);
    }

    /// Gives the model as data, with the changes of this handle.
    [[nodiscard]] const Entity& entity() const noexcept {
        return table_->entity;
    }

 private:
    detail::CallTarget target_;
    detail::TablePtr table_;
};

template <class T>
Table<T> DynamoDBClient::table() const {
    return Table<T>(*this, TableOptions());
}

template <class T>
Table<T> DynamoDBClient::table(TableOptions options) const {
    return Table<T>(*this, options);
}

}  // namespace dynoxx
