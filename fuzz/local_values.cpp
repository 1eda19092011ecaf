// DynamoDB's JSON as the local engine reads it: a value or an item is written so that it is read as the same.
#include "fuzz/fuzz.hpp"
#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/value_json.hpp"

#include <string>

namespace dynoxx::fuzz {

namespace {

using namespace local::dynamodb;

void read_as_value(const Json& json) {
    try {
        const Value value = read_value(json, ValueErrorStyle::Current);
        JsonWriter writer;
        write_value(writer, value);
        require(read_value(parse_json(std::move(writer).take()), ValueErrorStyle::Current) == value,
                "a value is read as it was written");
        require(!describe(value).empty(), "every value is described");
        static_cast<void>(value_size(value));
    } catch (const ApiError&) {
        return;
    }
}

void read_as_item(const Json& json) {
    try {
        const Item item = read_item(json, ValueErrorStyle::Older);
        JsonWriter writer;
        write_item(writer, item);
        require(read_item(parse_json(std::move(writer).take()), ValueErrorStyle::Older) == item,
                "an item is read as it was written");
        static_cast<void>(item_size(item));
    } catch (const ApiError&) {
        return;
    }
}

}  // namespace

void run(std::string_view input) {
    try {
        const Json json = parse_json(input);
        if (json.type == Json::Type::Object) {
            read_as_value(json);
            read_as_item(json);
        }
    } catch (const ApiError&) {
        return;
    }
}

}  // namespace dynoxx::fuzz
