#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/entity.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/update.hpp>

#include <cstdint>
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

/// What a query asks for.
struct QueryPlan {
    QueryPlan() {}

    std::string index_name{};    ///< empty for the table itself
    AttributeValue partition{};  ///< the value of the partition key
    Condition sort{};            ///< on the sort key: = < <= > >=, between, begins_with; empty for all
    Condition filter{};
    std::vector<Path> projection{};
    Item exclusive_start_key{};
    Select select = Select::Default;
    std::int32_t limit = 0;  ///< items evaluated per page; 0 leaves it to the service
    bool consistent_read = false;
    bool scan_index_forward = true;
};

/// Checks that a key has exactly the key attributes of the entity, each of the right type.
[[nodiscard]] Result<void> check_key(const Entity& entity, const Item& key);

/// Cuts the key out of an item.
[[nodiscard]] Result<Item> key_of_item(const Entity& entity, const Item& item);

[[nodiscard]] Result<Prepared<PutItemRequest>> put_request(const Entity& entity, Serialized serialized,
                                                           const Condition& condition);
[[nodiscard]] Result<GetItemRequest> get_request(const Entity& entity, Item key,
                                                 const std::vector<Path>& projection = {});
[[nodiscard]] Result<Prepared<UpdateItemRequest>> update_request(const Entity& entity, Item key, const Update& update,
                                                                 const Condition& condition);
[[nodiscard]] Result<DeleteItemRequest> delete_request(const Entity& entity, Item key, const Condition& condition);
[[nodiscard]] Result<QueryRequest> query_request(const Entity& entity, const QueryPlan& plan);

/// Makes the table of an entity with its indexes: all attributes projected, paid per request.
[[nodiscard]] CreateTableRequest create_table_request(const Entity& entity);

/// Puts the final value of a pending part in the place of its marker.
void fill(PutItemRequest& request, const PendingUpload& upload, const S3Location& location);
void fill(PutItemRequest& request, const PendingSeal& seal, std::string sealed);
void fill(UpdateItemRequest& request, const PendingUpload& upload, const S3Location& location);
void fill(UpdateItemRequest& request, const PendingSeal& seal, std::string sealed);

}  // namespace dynoxx::mapper
