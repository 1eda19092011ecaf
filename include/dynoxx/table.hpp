#pragma once

#include <dynoxx/client.hpp>
#include <dynoxx/key.hpp>
#include <dynoxx/operations/batch_get.hpp>
#include <dynoxx/operations/batch_write.hpp>
#include <dynoxx/operations/create_table.hpp>
#include <dynoxx/operations/get.hpp>
#include <dynoxx/operations/orphans.hpp>
#include <dynoxx/operations/put.hpp>
#include <dynoxx/operations/query.hpp>
#include <dynoxx/operations/reencrypt.hpp>
#include <dynoxx/operations/remove.hpp>
#include <dynoxx/operations/scan.hpp>
#include <dynoxx/operations/table_settings.hpp>
#include <dynoxx/operations/transact_get.hpp>
#include <dynoxx/operations/transact_write.hpp>
#include <dynoxx/operations/update.hpp>
#include <dynoxx/table_options.hpp>

#include <iterator>
#include <memory>
#include <utility>

namespace dynoxx {

namespace detail {

// <ranges> would be a tenth of what this header takes to compile.
template <class T>
concept Range = requires(const T& range) {
    std::begin(range);
    std::end(range);
};

}  // namespace detail

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
        : target_(client.core()), table_(detail::make_table(entity_of<T>(), options)) {}

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

    /// Removes an item by its key, whatever its version.
    template <class PartitionKey, class... SortKey>
    [[nodiscard]] Remove<T> remove(const PartitionKey& partition, const SortKey&... sort) const {
        return Remove<T>(target_, detail::RemovePlan(table_, make_key<T>(partition, sort...)));
    }

    /// Removes the item of an object; if the model has versions, only if the stored one has the object's.
    [[nodiscard]] Remove<T> remove(const T& object) const {
        detail::RemovePlan plan(table_, key_of(object));
        plan.version = detail::version_of(object);
        return Remove<T>(target_, std::move(plan));
    }

    /// Seals the encrypted attributes of an item anew, under the key that the model has now.
    template <class PartitionKey, class... SortKey>
    [[nodiscard]] Reencrypt<T> reencrypt(const PartitionKey& partition, const SortKey&... sort) const {
        static_assert(detail::count_options(detail::model_of<T>, detail::OptionKind::Encrypted) > 0,
                      "dynoxx: this model has no encrypted attribute");
        return Reencrypt<T>(target_, detail::ReencryptPlan(table_, make_key<T>(partition, sort...)));
    }

    /// Checks an item that a transaction does not write: a part of `client.transact_write`.
    template <class PartitionKey, class... SortKey>
    [[nodiscard]] Check check(const PartitionKey& partition, const SortKey&... sort) const {
        return Check(detail::CheckPlan(table_, make_key<T>(partition, sort...)));
    }

    /// Finds the items of a partition, in the order of their sort keys.
    template <class PartitionKey>
    [[nodiscard]] Query<T> query(const PartitionKey& partition) const {
        detail::ListPlan plan(table_);
        plan.partition = make_partition_key<T>(partition);
        return Query<T>(target_, std::move(plan));
    }

    /// Finds items by an index of the model: `query_index<"by-x">(value)`.
    template <detail::FixedString Name, class PartitionKey>
    [[nodiscard]] Query<T> query_index(const PartitionKey& partition) const {
        detail::ListPlan plan(table_);
        plan.partition = make_index_key<T, Name>(partition);
        plan.index = std::string_view(Name.text, sizeof(Name.text) - 1);
        return Query<T>(target_, std::move(plan));
    }

    /// Finds all items of the table.
    [[nodiscard]] Scan<T> scan() const {
        return Scan<T>(target_, detail::ListPlan(table_));
    }

    /// Finds all items of an index: those that have its key attributes.
    template <detail::FixedString Name>
    [[nodiscard]] Scan<T> scan_index() const {
        static_assert(detail::index_key_index<T, Name>() < detail::Shape<T>::size,
                      "dynoxx: this model has no index of that name");
        detail::ListPlan plan(table_);
        plan.index = std::string_view(Name.text, sizeof(Name.text) - 1);
        return Scan<T>(target_, std::move(plan));
    }

    /// Gets the items of a range of keys: of partition keys, or of pairs of partition and sort key if the model has
    /// one.
    template <detail::Range Keys>
    [[nodiscard]] BatchGet<T> batch_get(const Keys& keys) const {
        detail::BatchGetPlan plan(table_);
        for (const auto& key : keys) {
            plan.add(detail::make_key_of<T>(key));
        }
        return BatchGet<T>(target_, std::move(plan));
    }

    /// Starts a batch of puts and removals: `batch_write().put(a).put(b).remove("u#3")`.
    [[nodiscard]] BatchWrite<T> batch_write() const {
        return BatchWrite<T>(target_, table_);
    }

    /// Puts every object of a range, each in the place of a whole item; they are converted here.
    template <detail::Range Objects>
    [[nodiscard]] BatchWrite<T> batch_put(const Objects& objects) const {
        BatchWrite<T> batch = batch_write();
        for (const T& object : objects) {
            batch.put(object);
        }
        return batch;
    }

    /// Makes the table with its indexes.
    [[nodiscard]] CreateTable create_table() const {
        return CreateTable(target_, detail::CreateTablePlan(table_));
    }

    /// Deletes the table with all its items.
    [[nodiscard]] DeleteTable delete_table() const {
        return DeleteTable(target_, table_);
    }

    /// Switches the time to live on for the model's `ttl_attribute`, in a table that was not made by `create_table`.
    [[nodiscard]] EnableTimeToLive enable_time_to_live() const {
        return EnableTimeToLive(target_, table_);
    }

    /// Finds the objects of the model's S3 attributes that no item points to.
    [[nodiscard]] Orphans orphans() const {
        return Orphans(target_, detail::OrphansPlan(table_));
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

template <class... Objects>
TransactGetOperation<Objects...> DynamoDBClient::transact_get(const Get<Objects>&... parts) const {
    detail::TransactGetPlan plan;
    (plan.add(parts.plan()), ...);
    return TransactGetOperation<Objects...>(detail::CallTarget(core_), std::move(plan));
}

template <class T>
TransactGetList<T> DynamoDBClient::transact_get(const std::vector<Get<T>>& parts) const {
    detail::TransactGetPlan plan;
    for (const Get<T>& part : parts) {
        plan.add(part.plan());
    }
    return TransactGetList<T>(detail::CallTarget(core_), std::move(plan));
}

template <class... Parts>
TransactWriteOperation<Parts...> DynamoDBClient::transact_write(const Parts&... parts) const {
    static_assert(
        (... && detail::is_transact_part<Parts>),
        "dynoxx: a part of transact_write is a put (with g++ 12: of a named object), an update, a remove or a "
        "check of a table");
    detail::TransactWritePlan plan;
    (plan.parts.push_back(detail::transact_part(parts.plan())), ...);
    return TransactWriteOperation<Parts...>(detail::CallTarget(core_), std::move(plan));
}

inline TransactWriteList DynamoDBClient::transact_write(const std::vector<TransactPart>& parts) const {
    detail::TransactWritePlan plan;
    for (const TransactPart& part : parts) {
        plan.parts.push_back(part.plan());
    }
    return TransactWriteList(detail::CallTarget(core_), std::move(plan));
}

}  // namespace dynoxx
