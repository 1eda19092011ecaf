#pragma once

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/capacity.hpp"
#include "local/dynamodb/expression/context.hpp"
#include "local/dynamodb/expression/legacy.hpp"
#include "local/dynamodb/expression/parser.hpp"
#include "local/dynamodb/table.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb {

/// The largest item, in bytes as item_size counts them.
inline constexpr std::size_t max_item_size = 409'600;

/// Runs the checks of a PutItem, UpdateItem or DeleteItem that need no table: these word what is invalid as a
/// constraint
/// (`1 validation error detected: ...`).
template <class Check>
void check_request(const Check& check) {
    try {
        check();
    } catch (const ApiError& error) {
        if (error.type() != ApiErrorType::Validation) {
            throw;
        }
        fail_validation("1 validation error detected: " + error.message());
    }
}

/// Parses the request's ConditionExpression; nothing if it has none.
[[nodiscard]] std::optional<Condition> read_condition(const Json& request, ExpressionContext& context);

/// Does the same; takes the request's Expected if it has no ConditionExpression.
[[nodiscard]] std::optional<Condition> read_condition(const Json& request, ExpressionContext& context,
                                                      LegacyParameters& legacy);

/// Fails if the condition is not met by the item that is there now.
///
/// @param current null if there is none; it counts as an item without attributes.
/// @par Errors
/// Throws ApiError(ConditionalCheckFailed), with the item if the request has ReturnValuesOnConditionCheckFailure
/// ALL_OLD.
void check_condition(const std::optional<Condition>& condition, const RecordPointer& current, const Json& request);

/// Fails if the condition compares within a key attribute (`pk.a`), which has no parts.
void check_paths_into_keys(const Condition& condition, const TableDefinition& table);

/// Fails if the path goes into a key attribute of the table or of an index.
void check_path_into_keys(const DocumentPath& path, const TableDefinition& table);

/// Fails if the request's ReturnValues is none that PutItem and DeleteItem know.
void check_return_values(const Json& request);

/// Collects the item collections that a request changed in tables with local indexes.
class CollectionMetrics {
 public:
    /// Adds the collection of an item. @param item must have the table's partition key.
    void add(const TableDefinition& table, const Item& item);

    /// Writes the member ItemCollectionMetrics with a list for each table if the request asks for it and there are any.
    void write_member(JsonWriter& writer, const Json& request) const;

 private:
    /// The partition keys by the tables' names, each once.
    std::map<std::string, std::vector<Item>> keys_;
};

/// Writes the member ItemCollectionMetrics if the request asks for it and the table has local indexes.
void write_collection_metrics(JsonWriter& writer, const Json& request, const TableDefinition& table, const Item& item);

/// Finishes the answer of a single write: consumed capacity, metrics, the closing bracket.
[[nodiscard]] std::string finish_write(JsonWriter writer, const Json& request, const TableDefinition& table,
                                       const Change& change, const Item& key);

}  // namespace dynoxx::local::dynamodb
