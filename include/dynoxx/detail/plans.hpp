#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/operation.hpp>
#include <dynoxx/table_options.hpp>
#include <dynoxx/update.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The operations of the mapper as plain data: what the templates hand to the compiled part.
namespace dynoxx::detail {

/// What the handles of one table share.
struct TableData {
    TableData(const Entity& model, const TableOptions& options);

    Entity entity;
    ObjectKeys object_keys;
    LeftObjectHandler on_left_object;
};

using TablePtr = std::shared_ptr<const TableData>;

[[nodiscard]] TablePtr make_table(const Entity& model, const TableOptions& options);

/// An attribute that was opened, or not sealed yet, with its plaintext.
struct OpenedPart {
    OpenedPart(std::string attribute_name, SecretText text)
        : attribute(std::move(attribute_name)), plaintext(std::move(text)) {}

    std::string attribute;
    SecretText plaintext;
};

/// An item as the service gave or took it, with what of it was opened.
struct LoadedItem {
    LoadedItem();
    DYNOXX_DECLARE_COPIES(LoadedItem);

    Item item{};
    std::vector<OpenedPart> opened{};
};

/// What a write gave, and what became of the objects that it replaced.
struct ReportedWrite {
    ReportedWrite();
    DYNOXX_DECLARE_COPIES(ReportedWrite);

    LoadedItem item{};
    std::vector<S3Location> objects_removed{};
    std::vector<S3Location> objects_left{};
};

/// Says whether loaded encrypted attributes are opened.
enum class Opening : std::uint8_t { Open, LeaveSealed };

/// Puts one object.
struct PutPlan {
    PutPlan(TablePtr in, Result<Serialized> object);
    DYNOXX_DECLARE_COPIES(PutPlan);

    TablePtr table;
    Result<Serialized> serialized;
    Condition condition{};
};

/// Gets one item; gives a `std::optional<LoadedItem>`.
struct GetPlan {
    GetPlan(TablePtr in, Result<Item> wanted);
    DYNOXX_DECLARE_COPIES(GetPlan);

    TablePtr table;
    Result<Item> key;
    std::vector<Path> projection{};
    bool consistent_read = false;
    Opening opening = Opening::Open;
};

/// Updates one item.
struct UpdatePlan {
    UpdatePlan(TablePtr in, Result<Item> wanted);
    DYNOXX_DECLARE_COPIES(UpdatePlan);

    TablePtr table;
    Result<Item> key;
    Update update{};
    Condition condition{};
};

/// Removes one item and its objects.
struct RemovePlan {
    RemovePlan(TablePtr in, Result<Item> wanted);
    DYNOXX_DECLARE_COPIES(RemovePlan);

    TablePtr table;
    Result<Item> key;
    Condition condition{};
    std::optional<AttributeValue> version{};  ///< that the item must still have, if the model has versions
};

/// Checks one item; only as a part of a transaction.
struct CheckPlan {
    CheckPlan(TablePtr in, Result<Item> wanted);
    DYNOXX_DECLARE_COPIES(CheckPlan);

    TablePtr table;
    Result<Item> key;
    Condition condition{};
};

/// Finds items of a table or an index: by a partition key, or all of them.
struct ListPlan {
    explicit ListPlan(TablePtr in);
    DYNOXX_DECLARE_COPIES(ListPlan);

    TablePtr table;
    std::optional<Result<Item>> partition{};  ///< of a query; nothing for a scan
    std::string index{};
    Condition sort{};
    Condition filter{};
    std::vector<Path> projection{};
    Result<Item> start = Item();     ///< the place after which it goes on; empty: from the beginning
    std::int64_t limit = 0;          ///< items in all; 0: no limit
    std::int32_t page_size = 0;      ///< items evaluated per request; 0: up to 1 MB
    std::int32_t segment = 0;        ///< of a scan
    std::int32_t segment_count = 0;  ///< 0: not in segments
    bool consistent_read = false;
    bool ascending = true;
    Opening opening = Opening::Open;
};

/// One page of a query or scan.
struct LoadedPage {
    LoadedPage();
    DYNOXX_DECLARE_COPIES(LoadedPage);

    std::vector<LoadedItem> items{};
    std::int64_t count = 0;
    Item next{};  ///< the place after which the next page starts; empty at the end
};

/// Scans every segment of a table at the same time; gives a `LoadedPage` with all items, or their count only.
struct ParallelScanPlan {
    explicit ParallelScanPlan(ListPlan scan);
    DYNOXX_DECLARE_COPIES(ParallelScanPlan);

    ListPlan segment;         ///< the first of them, with their number
    std::size_t at_once = 8;  ///< segments
    bool counts_only = false;
};

/// Finds the objects that no item points to; gives an `OrphansResult`.
struct OrphansPlan {
    explicit OrphansPlan(TablePtr in);
    DYNOXX_DECLARE_COPIES(OrphansPlan);

    TablePtr table;
    std::chrono::seconds minimum_age = std::chrono::hours(24);
    bool removes = false;
};

/// Gets many items; gives a `LoadedBatch`.
struct BatchGetPlan {
    explicit BatchGetPlan(TablePtr in);
    DYNOXX_DECLARE_COPIES(BatchGetPlan);

    void add(Result<Item> key);

    TablePtr table;
    std::vector<Result<Item>> keys{};
    std::vector<Path> projection{};
    std::size_t at_once = 4;  ///< requests
    bool consistent_read = false;
    Opening opening = Opening::Open;
};

/// The items of a batch in the order of its keys.
struct LoadedBatch {
    LoadedBatch();
    DYNOXX_DECLARE_COPIES(LoadedBatch);

    std::vector<std::optional<LoadedItem>> items{};
    std::vector<std::size_t> unread{};
};

/// One write of a batch: an object to put, or the key of an item to remove.
using BatchEntry = std::variant<Result<Serialized>, Result<Item>>;

/// Puts and removes many items; gives a `BatchResult`.
struct BatchWritePlan {
    explicit BatchWritePlan(TablePtr in);
    DYNOXX_DECLARE_COPIES(BatchWritePlan);

    void put(Result<Serialized> object);
    void remove(Result<Item> key);

    TablePtr table;
    std::vector<BatchEntry> entries{};
    std::size_t at_once = 4;  ///< requests
    bool checks_versions = true;
};

/// One part of a transaction that writes: one of four plans.
struct TransactPlanPart;
using TransactPartPtr = std::shared_ptr<const TransactPlanPart>;

[[nodiscard]] TransactPartPtr transact_part(const PutPlan& plan);
[[nodiscard]] TransactPartPtr transact_part(const UpdatePlan& plan);
[[nodiscard]] TransactPartPtr transact_part(const RemovePlan& plan);
[[nodiscard]] TransactPartPtr transact_part(const CheckPlan& plan);

/// Writes all parts or none; gives a `std::vector<LoadedItem>`: for each put the item as stored, for others nothing.
struct TransactWritePlan {
    TransactWritePlan();
    DYNOXX_DECLARE_COPIES(TransactWritePlan);

    std::vector<TransactPartPtr> parts{};
    std::string token{};
};

/// Reads items as they are at one moment; gives a `std::vector<std::optional<LoadedItem>>`.
struct TransactGetPlan {
    TransactGetPlan();
    DYNOXX_DECLARE_COPIES(TransactGetPlan);

    void add(const GetPlan& part);

    std::vector<GetPlan> parts{};
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
[[nodiscard]] QueryRequest query_request_of(const ListPlan& plan);
[[nodiscard]] ScanRequest scan_request_of(const ListPlan& plan);
[[nodiscard]] CreateTableRequest request_of(const CreateTablePlan& plan);
[[nodiscard]] TransactWriteItemsRequest request_of(const TransactWritePlan& plan);
[[nodiscard]] TransactGetItemsRequest request_of(const TransactGetPlan& plan);

/// Put gives the item as stored, update its new state, encrypted attributes sealed; both as a `LoadedItem`. Remove
/// gives a `RemoveResult`.
[[nodiscard]] FlowPtr flow_of(PutPlan plan);
[[nodiscard]] FlowPtr flow_of(GetPlan plan);
[[nodiscard]] FlowPtr flow_of(UpdatePlan plan);
[[nodiscard]] FlowPtr flow_of(RemovePlan plan);
[[nodiscard]] FlowPtr flow_of(ParallelScanPlan plan);
[[nodiscard]] FlowPtr flow_of(OrphansPlan plan);
[[nodiscard]] FlowPtr flow_of(BatchGetPlan plan);
[[nodiscard]] FlowPtr flow_of(BatchWritePlan plan);
[[nodiscard]] FlowPtr flow_of(TransactWritePlan plan);
[[nodiscard]] FlowPtr flow_of(TransactGetPlan plan);
[[nodiscard]] FlowPtr flow_of(CreateTablePlan plan);

/// The same writes, but they give what the service returns for `values`: a `std::optional<LoadedItem>`.
[[nodiscard]] FlowPtr returning_flow(PutPlan plan, ReturnValues values);
[[nodiscard]] FlowPtr returning_flow(UpdatePlan plan, ReturnValues values);
[[nodiscard]] FlowPtr returning_flow(RemovePlan plan, ReturnValues values);

/// The same writes, but they give a `ReportedWrite`.
[[nodiscard]] FlowPtr reporting_flow(PutPlan plan);
[[nodiscard]] FlowPtr reporting_flow(UpdatePlan plan);

/// Loads one page; gives a `LoadedPage`.
[[nodiscard]] FlowPtr page_flow(ListPlan plan);

/// Loads every page up to the limit; gives a `LoadedPage` with all items.
[[nodiscard]] FlowPtr all_flow(ListPlan plan);

/// Counts over every page without loading items; gives a `LoadedPage` with the count.
[[nodiscard]] FlowPtr count_flow(ListPlan plan);

/// Waits until a table and its indexes are ACTIVE; gives a `TableDescription`.
[[nodiscard]] FlowPtr wait_flow(TablePtr table);

/// Deletes a table; gives a `TableDescription`.
[[nodiscard]] FlowPtr delete_table_flow(TablePtr table, bool wait);

/// Switches the time to live of a table on; gives the attribute's name as a `std::string`.
[[nodiscard]] FlowPtr time_to_live_flow(TablePtr table);

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
                    ReadContext in;
                    ReadContext here(in, sealed.attribute);
                    if constexpr (has_compressed_parts<T>) {
                        const SecretText text =
                            decompress_plaintext(entity_of<T>(), sealed.attribute, opened.plaintext, here);
                        sealed.open(text.text(), here);
                    } else {
                        sealed.open(opened.plaintext.text(), here);
                    }
                    if (in.failed()) {
                        throw_failed(in);
                    }
                }
            }
        }
        for (const S3Part& stored : parts.s3) {
            S3ValueAccess::set_client(*stored.value, client);
        }
    }
    return object;
}

/// Does what `finish_item` does, if there is an item.
template <class T>
[[nodiscard]] std::optional<T> finish_optional(std::optional<LoadedItem>& loaded,
                                               const std::shared_ptr<ClientCore>& client) {
    if (!loaded) {
        return std::nullopt;
    }
    return finish_item<T>(std::move(*loaded), client);
}

}  // namespace dynoxx::detail
