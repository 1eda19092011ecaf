#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/operation.hpp>
#include <dynoxx/table_options.hpp>
#include <dynoxx/update.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The operations of the mapper as plain data: what the templates hand to the compiled part.
namespace dynoxx::detail {

/// What the handles of one table share.
struct TableData {
    TableData(Entity table_entity, ObjectKeys keys) : entity(std::move(table_entity)), object_keys(keys) {}

    Entity entity;
    ObjectKeys object_keys;
};

using TablePtr = std::shared_ptr<const TableData>;

/// An attribute that was opened, or not sealed yet, with its plaintext.
struct OpenedPart {
    OpenedPart(std::string attribute_name, SecretText text)
        : attribute(std::move(attribute_name)), plaintext(std::move(text)) {}

    std::string attribute;
    SecretText plaintext;
};

/// An item as the service gave or took it, with what of it was opened.
struct LoadedItem {
    LoadedItem() {}

    Item item{};
    std::vector<OpenedPart> opened{};
};

/// Says whether loaded encrypted attributes are opened.
enum class Opening : std::uint8_t { Open, LeaveSealed };

/// Puts one object; gives a `LoadedItem`.
struct PutPlan {
    PutPlan(TablePtr in, Result<Serialized> object) : table(std::move(in)), serialized(std::move(object)) {}

    TablePtr table;
    Result<Serialized> serialized;
    Condition condition{};
};

/// Gets one item; gives a `std::optional<LoadedItem>`.
struct GetPlan {
    GetPlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}

    TablePtr table;
    Result<Item> key;
    std::vector<Path> projection{};
    bool consistent_read = false;
    Opening opening = Opening::Open;
};

/// Updates one item; gives its new state as a `LoadedItem`, encrypted attributes sealed.
struct UpdatePlan {
    UpdatePlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}

    TablePtr table;
    Result<Item> key;
    Update update{};
    Condition condition{};
};

/// Removes one item and its objects; gives a `RemoveResult`.
struct RemovePlan {
    RemovePlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}

    TablePtr table;
    Result<Item> key;
    Condition condition{};
};

/// Queries a table or an index.
struct QueryPlan {
    QueryPlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), partition(std::move(wanted)) {}

    TablePtr table;
    Result<Item> partition;
    std::string index{};
    Condition sort{};
    Condition filter{};
    std::vector<Path> projection{};
    std::int64_t limit = 0;      ///< items in all; 0: no limit
    std::int32_t page_size = 0;  ///< items evaluated per request; 0: up to 1 MB
    bool consistent_read = false;
    bool ascending = true;
    Opening opening = Opening::Open;
};

/// One page of a query.
struct LoadedPage {
    LoadedPage() {}

    std::vector<LoadedItem> items{};
    std::int64_t count = 0;
    Item next{};  ///< where the next page starts; empty at the end
};

/// Puts many objects; gives a `BatchResult`.
struct BatchPutPlan {
    explicit BatchPutPlan(TablePtr in) : table(std::move(in)) {}

    TablePtr table;
    std::vector<Result<Serialized>> objects{};
};

/// Makes a table; gives a `TableDescription`.
struct CreateTablePlan {
    explicit CreateTablePlan(TablePtr in) : table(std::move(in)) {}

    TablePtr table;
    bool wait = false;
    bool if_not_exists = false;
};

[[nodiscard]] PutItemRequest request_of(const PutPlan& plan);
[[nodiscard]] GetItemRequest request_of(const GetPlan& plan);
[[nodiscard]] UpdateItemRequest request_of(const UpdatePlan& plan);
[[nodiscard]] DeleteItemRequest request_of(const RemovePlan& plan);
[[nodiscard]] QueryRequest request_of(const QueryPlan& plan, const Item& start = {});
[[nodiscard]] CreateTableRequest request_of(const CreateTablePlan& plan);

[[nodiscard]] FlowPtr flow_of(PutPlan plan);
[[nodiscard]] FlowPtr flow_of(GetPlan plan);
[[nodiscard]] FlowPtr flow_of(UpdatePlan plan);
[[nodiscard]] FlowPtr flow_of(RemovePlan plan);
[[nodiscard]] FlowPtr flow_of(BatchPutPlan plan);
[[nodiscard]] FlowPtr flow_of(CreateTablePlan plan);

/// Loads one page that starts at a key; gives a `LoadedPage`.
[[nodiscard]] FlowPtr page_flow(QueryPlan plan, Item start);

/// Loads every page up to the limit; gives a `LoadedPage` with all items.
[[nodiscard]] FlowPtr all_flow(QueryPlan plan);

/// Counts over every page without loading items; gives a `LoadedPage` with the count.
[[nodiscard]] FlowPtr count_flow(QueryPlan plan);

/// Waits until a table and its indexes are ACTIVE; gives a `TableDescription`.
[[nodiscard]] FlowPtr wait_flow(TablePtr table);

/// Makes the user's object of a loaded item: opens what was opened, gives S3 values their client.
template <class T>
[[nodiscard]] T finish_item(LoadedItem loaded, const std::shared_ptr<ClientCore>& client) {
    T object = from_item<T>(std::move(loaded.item));
    if constexpr (has_external_parts<T>) {
        ExternalParts parts;
        gather_parts(object, parts);
        for (const SealedPart& sealed : parts.sealed) {
            for (const OpenedPart& opened : loaded.opened) {
                if (opened.attribute == sealed.attribute) {
                    sealed.value->open(opened.plaintext.text());
                }
            }
        }
        for (const S3Part& stored : parts.s3) {
            S3ValueAccess::set_client(*stored.value, client);
        }
    }
    return object;
}

}  // namespace dynoxx::detail
