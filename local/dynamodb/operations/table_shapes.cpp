#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/table_request.hpp"
#include "local/dynamodb/operations/tags.hpp"

namespace dynoxx::local::dynamodb {

namespace {

constexpr Shape attribute_name{.kind = Shape::Kind::String, .min = 1, .max = 255};
constexpr Shape new_table_name{.kind = Shape::Kind::String, .is_resource_name = true};

constexpr auto attribute_types = std::to_array<std::string_view>({"B", "N", "S"});
constexpr Shape attribute_type{.kind = Shape::Kind::String, .values = attribute_types};
constexpr auto definition_members = std::to_array<Member>({
    {"AttributeName", &attribute_name, Presence::Required},
    {"AttributeType", &attribute_type, Presence::Required},
});
constexpr Shape definition{
    .kind = Shape::Kind::Structure, .name = "AttributeDefinition", .members = definition_members};
constexpr Shape definitions{.kind = Shape::Kind::List, .element = &definition};

constexpr auto key_types = std::to_array<std::string_view>({"HASH", "RANGE"});
constexpr Shape key_type{.kind = Shape::Kind::String, .values = key_types};
constexpr auto key_members = std::to_array<Member>({
    {"AttributeName", &attribute_name, Presence::Required},
    {"KeyType", &key_type, Presence::Required},
});
constexpr Shape key_element{.kind = Shape::Kind::Structure, .name = "KeySchemaElement", .members = key_members};
constexpr Shape table_keys{.kind = Shape::Kind::List, .element = &key_element, .min = 1, .max = 2};
constexpr Shape global_keys{.kind = Shape::Kind::List, .element = &key_element, .min = 1, .max = 8};

constexpr Shape units{.kind = Shape::Kind::Long, .min = 1};
constexpr auto throughput_members = std::to_array<Member>({
    {"WriteCapacityUnits", &units, Presence::Required},
    {"ReadCapacityUnits", &units, Presence::Required},
});
constexpr Shape throughput{
    .kind = Shape::Kind::Structure, .name = "ProvisionedThroughput", .members = throughput_members};

constexpr auto projection_types = std::to_array<std::string_view>({"ALL", "INCLUDE", "KEYS_ONLY"});
constexpr Shape projection_type{.kind = Shape::Kind::String, .values = projection_types};
constexpr Shape non_key_attributes{.kind = Shape::Kind::List, .element = &attribute_name, .min = 1, .max = 20};
constexpr auto projection_members = std::to_array<Member>({
    {"ProjectionType", &projection_type},
    {"NonKeyAttributes", &non_key_attributes},
});
constexpr Shape projection{.kind = Shape::Kind::Structure, .name = "Projection", .members = projection_members};

constexpr auto local_members = std::to_array<Member>({
    {"IndexName", &shapes::index_name, Presence::Required},
    {"KeySchema", &table_keys, Presence::Required},
    {"Projection", &projection, Presence::Required},
});
constexpr Shape local_index{.kind = Shape::Kind::Structure, .name = "LocalSecondaryIndex", .members = local_members};
constexpr Shape local_indexes{.kind = Shape::Kind::List, .element = &local_index};

constexpr auto global_members = std::to_array<Member>({
    {"IndexName", &shapes::index_name, Presence::Required},
    {"KeySchema", &global_keys, Presence::Required},
    {"Projection", &projection, Presence::Required},
    {"ProvisionedThroughput", &throughput},
});
constexpr Shape global_index{.kind = Shape::Kind::Structure, .name = "GlobalSecondaryIndex", .members = global_members};
constexpr Shape global_indexes{.kind = Shape::Kind::List, .element = &global_index};

constexpr auto billing_modes = std::to_array<std::string_view>({"PROVISIONED", "PAY_PER_REQUEST"});
constexpr Shape billing_mode{.kind = Shape::Kind::String, .values = billing_modes};
constexpr auto table_classes = std::to_array<std::string_view>({"STANDARD", "STANDARD_INFREQUENT_ACCESS"});
constexpr Shape table_class{.kind = Shape::Kind::String, .values = table_classes};

constexpr auto members = std::to_array<Member>({
    {"AttributeDefinitions", &definitions, Presence::Required},
    {"TableName", &new_table_name},
    {"BillingMode", &billing_mode},
    {"ProvisionedThroughput", &throughput},
    {"KeySchema", &table_keys, Presence::Required},
    {"GlobalSecondaryIndexes", &global_indexes},
    {"LocalSecondaryIndexes", &local_indexes},
    {"Tags", &shapes::tags},
    {"TableClass", &table_class},
    {"DeletionProtectionEnabled", &shapes::boolean},
});

constexpr auto index_update_members = std::to_array<Member>({
    {"IndexName", &shapes::index_name, Presence::Required},
    {"ProvisionedThroughput", &throughput, Presence::Required},
});
constexpr Shape index_update{
    .kind = Shape::Kind::Structure, .name = "UpdateGlobalSecondaryIndexAction", .members = index_update_members};
constexpr auto index_removal_members = std::to_array<Member>({
    {"IndexName", &shapes::index_name, Presence::Required},
});
constexpr Shape index_removal{
    .kind = Shape::Kind::Structure, .name = "DeleteGlobalSecondaryIndexAction", .members = index_removal_members};
constexpr auto index_change_members = std::to_array<Member>({
    {"Update", &index_update},
    {"Create", &global_index},
    {"Delete", &index_removal},
});
constexpr Shape index_change{
    .kind = Shape::Kind::Structure, .name = "GlobalSecondaryIndexUpdate", .members = index_change_members};
constexpr Shape index_changes{.kind = Shape::Kind::List, .element = &index_change};

constexpr auto update_members = std::to_array<Member>({
    {"AttributeDefinitions", &definitions},
    {"TableName", &shapes::table_name},
    {"BillingMode", &billing_mode},
    {"ProvisionedThroughput", &throughput},
    {"GlobalSecondaryIndexUpdates", &index_changes},
    {"TableClass", &table_class},
    {"DeletionProtectionEnabled", &shapes::boolean},
});

}  // namespace

const Shape update_table_input{.kind = Shape::Kind::Structure, .name = "UpdateTableInput", .members = update_members};

const Shape create_table_input{.kind = Shape::Kind::Structure, .name = "CreateTableInput", .members = members};

}  // namespace dynoxx::local::dynamodb
