#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/entity.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/update.hpp>

#include "mapper/version.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Builds the requests of the low level from an entity and plain trees. Nothing here knows the user's types.
///
/// @par Errors
/// All give `InvalidItem` for a value that could not be converted or does not fit the entity, and `InvalidModel` for a
/// name that the entity does not have.
namespace dynoxx::mapper {

/// A request with the parts of it that are still to be uploaded or sealed; markers stand in for them.
template <class Request>
struct Prepared {
    Prepared() {}

    Request request{};
    std::vector<PendingUpload> uploads{};
    std::vector<PendingSeal> seals{};
};

/// What a query and a scan have in common.
struct Selection {
    Selection() {}

    std::string index_name{};  ///< empty for the table itself
    Condition filter{};
    std::vector<Path> projection{};  ///< empty for all attributes; key attributes are added
    Item exclusive_start_key{};
    Select select = Select::Default;
    std::int32_t limit = 0;  ///< items evaluated per page; 0 leaves it to the service
    bool consistent_read = false;
};

/// What a query asks for.
struct QuerySelection : Selection {
    QuerySelection() {}

    AttributeValue partition{};  ///< the value of the partition key
    Condition sort{};            ///< on the sort key: = < <= > >=, between, begins_with; empty for all
    bool scan_index_forward = true;
};

/// What a scan asks for.
struct ScanSelection : Selection {
    ScanSelection() {}

    std::int32_t segment = 0;
    std::int32_t total_segments = 0;  ///< 0: not in segments
};

/// Checks that a key has exactly the key attributes of the entity, each of the right type.
[[nodiscard]] Result<void> check_key(const Entity& entity, const Item& key);

/// Cuts the key out of an item.
[[nodiscard]] Result<Item> key_of_item(const Entity& entity, const Item& item);

/// Gives the names of the attributes that make a place in the table or an index: the keys of both.
[[nodiscard]] std::vector<std::string> position_names(const Entity& entity, const std::string& index_name);

/// Gives the place of an item in the order of the table or an index, as the service writes it in `LastEvaluatedKey`.
[[nodiscard]] Result<Item> position_of(const Entity& entity, const std::string& index_name, const Item& item);

/// Makes the request that puts an item, with the version raised and checked if the entity has one.
[[nodiscard]] Result<Prepared<PutItemRequest>> put_request(const Entity& entity, Serialized serialized,
                                                           const Condition& condition,
                                                           VersionCheck check = VersionCheck::Checked);
[[nodiscard]] Result<GetItemRequest> get_request(const Entity& entity, Item key,
                                                 const std::vector<Path>& projection = {});
[[nodiscard]] Result<Prepared<UpdateItemRequest>> update_request(const Entity& entity, Item key, const Update& update,
                                                                 const Condition& condition);

/// @param version what the stored item must have; nothing leaves it unchecked
[[nodiscard]] Result<DeleteItemRequest> delete_request(const Entity& entity, Item key, const Condition& condition,
                                                       const std::optional<AttributeValue>& version = std::nullopt);
[[nodiscard]] Result<ConditionCheck> check_request(const Entity& entity, Item key, const Condition& condition);
[[nodiscard]] Result<QueryRequest> query_request(const Entity& entity, const QuerySelection& selection);
[[nodiscard]] Result<ScanRequest> scan_request(const Entity& entity, const ScanSelection& selection);

/// Makes the part of a batch request that reads keys, which are set by the caller.
[[nodiscard]] KeysAndAttributes batch_get_request(const Entity& entity, const std::vector<Path>& projection);

/// Makes the table of an entity with its indexes: all attributes projected, paid per request.
[[nodiscard]] CreateTableRequest create_table_request(const Entity& entity);

/// Puts the final value of a pending part in the place of its marker.
void fill(PutItemRequest& request, const PendingUpload& upload, const S3Location& location);
void fill(PutItemRequest& request, const PendingSeal& seal, std::string sealed);
void fill(UpdateItemRequest& request, const PendingUpload& upload, const S3Location& location);
void fill(UpdateItemRequest& request, const PendingSeal& seal, std::string sealed);

}  // namespace dynoxx::mapper
