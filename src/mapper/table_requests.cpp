#include "mapper/requests.hpp"

#include <algorithm>
#include <optional>

namespace dynoxx::mapper {

namespace {

std::optional<ScalarType> scalar_type(AttributeValue::Type type) {
    switch (type) {
        case AttributeValue::Type::S:
            return ScalarType::S;
        case AttributeValue::Type::N:
            return ScalarType::N;
        case AttributeValue::Type::B:
            return ScalarType::B;
        default:
            return std::nullopt;
    }
}

void add_definition(const Entity& entity, const std::string& name, KeyType key_type,
                    std::vector<KeySchemaElement>& schema, std::vector<AttributeDefinition>& definitions) {
    if (name.empty()) {
        return;
    }
    schema.emplace_back(name, key_type);
    const auto known = std::ranges::find(definitions, name, &AttributeDefinition::name);
    const EntityAttribute* attribute = entity.find(name);
    if (known == definitions.end() && attribute != nullptr) {
        definitions.emplace_back(name, scalar_type(attribute->type).value_or(ScalarType::S));
    }
}

}  // namespace

CreateTableRequest create_table_request(const Entity& entity) {
    CreateTableRequest request;
    request.table_name = entity.table_name;
    add_definition(entity, entity.partition_key, KeyType::Hash, request.key_schema, request.attributes);
    add_definition(entity, entity.sort_key, KeyType::Range, request.key_schema, request.attributes);
    for (const EntityIndex& index : entity.indexes) {
        IndexDefinition& definition = request.global_indexes.emplace_back();
        definition.name = index.name;
        add_definition(entity, index.partition_key, KeyType::Hash, definition.key_schema, request.attributes);
        add_definition(entity, index.sort_key, KeyType::Range, definition.key_schema, request.attributes);
    }
    return request;
}

}  // namespace dynoxx::mapper
