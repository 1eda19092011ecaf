#include "dynamodb/codec/table_schema.hpp"

namespace dynoxx::dynamodb {

void write_attributes(json::Writer& writer, const std::vector<AttributeDefinition>& attributes) {
    writer.key("AttributeDefinitions").begin_array();
    for (const AttributeDefinition& attribute : attributes) {
        writer.begin_object().member("AttributeName", attribute.name);
        writer.member("AttributeType", enum_text(attribute.type, scalar_types)).end_object();
    }
    writer.end_array();
}

void write_key_schema(json::Writer& writer, const std::vector<KeySchemaElement>& schema) {
    writer.key("KeySchema").begin_array();
    for (const KeySchemaElement& element : schema) {
        writer.begin_object().member("AttributeName", element.name);
        writer.member("KeyType", enum_text(element.type, key_types)).end_object();
    }
    writer.end_array();
}

void write_throughput(json::Writer& writer, std::int64_t read_capacity, std::int64_t write_capacity) {
    if (read_capacity != 0 || write_capacity != 0) {
        writer.key("ProvisionedThroughput").begin_object();
        writer.key("ReadCapacityUnits").integer(read_capacity);
        writer.key("WriteCapacityUnits").integer(write_capacity).end_object();
    }
}

void write_index(json::Writer& writer, const IndexDefinition& index) {
    writer.member("IndexName", index.name);
    write_key_schema(writer, index.key_schema);
    writer.key("Projection").begin_object();
    writer.member("ProjectionType", enum_text(index.projection, projection_types));
    if (!index.non_key_attributes.empty()) {
        writer.key("NonKeyAttributes").begin_array();
        for (const std::string& name : index.non_key_attributes) {
            writer.string(name);
        }
        writer.end_array();
    }
    writer.end_object();
}

}  // namespace dynoxx::dynamodb
