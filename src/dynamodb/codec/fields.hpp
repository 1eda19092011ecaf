#pragma once

#include "dynamodb/codec/attribute_value.hpp"

#include <dynoxx/dynamodb.hpp>
#include <dynoxx/error.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Members that several requests and answers have in common.
namespace dynoxx::dynamodb {

/// Writes a text, or nothing if it is empty.
void write_text(json::Writer& writer, std::string_view name, const std::string& text);

/// Writes `true`, or nothing if it is false.
void write_if(json::Writer& writer, std::string_view name, bool value);

/// Writes `ExpressionAttributeNames` and `ExpressionAttributeValues`, each only if it is not empty.
void write_expression(json::Writer& writer, const ExpressionNames& names, const ExpressionValues& values);

/// Writes `ReturnValues` and `ReturnValuesOnConditionCheckFailure`, each only if it is not the default.
void write_return_values(json::Writer& writer, ReturnValues values, bool return_item_on_condition_failure);

/// Throws `InvalidResponse`.
[[noreturn]] void malformed(const std::string& what);

/// Gives a member of an answer; nothing if it is missing or null.
[[nodiscard]] std::optional<json::Value> find_member(const json::Value& object, std::string_view name);

/// Gives a member that is an item, if it is there.
[[nodiscard]] std::optional<Item> find_item(const json::Value& object, std::string_view name);

/// Gives a member that is a text, or an empty text if it is not there.
[[nodiscard]] std::string find_text(const json::Value& object, std::string_view name);

/// Gives a member that is true or false, or false if it is not there.
[[nodiscard]] bool find_boolean(const json::Value& object, std::string_view name);

/// Gives a member that is an integer, or 0 if it is not there.
[[nodiscard]] std::int64_t find_integer(const json::Value& object, std::string_view name);

/// Gives the text of a value.
///
/// @param name of the member that holds it, for the error
[[nodiscard]] std::string read_text(const json::Value& value, std::string_view name);

/// Calls `use` for each element of an array that is the member `name`.
template <class Use>
void for_each_of(const json::Value& array, std::string_view name, Use&& use) {
    if (array.type() != json::Value::Type::Array) {
        malformed("\"" + std::string(name) + "\" is not an array");
    }
    array.for_each_element(use);
}

/// Calls `use` for each element of a member that is an array, if it is there.
template <class Use>
void for_each_in(const json::Value& object, std::string_view name, Use&& use) {
    if (const std::optional<json::Value> member = find_member(object, name)) {
        for_each_of(*member, name, use);
    }
}

/// Calls `use(name, value)` for each member of a member that is an object, if it is there.
template <class Use>
void for_each_member_in(const json::Value& object, std::string_view name, Use&& use) {
    if (const std::optional<json::Value> member = find_member(object, name)) {
        if (member->type() != json::Value::Type::Object) {
            malformed("\"" + std::string(name) + "\" is not an object");
        }
        member->for_each_member(use);
    }
}

/// Parses the body of an answer, which is an object; the error names the operation.
[[nodiscard]] json::Document parse_answer(std::string_view operation, const std::string& body);

/// Gives an error of the codec with the operation's name in front.
[[nodiscard]] Error in_answer(std::string_view operation, const Error& error);

/// Reads an answer with `read(root)`; every error names the operation.
template <class Read>
auto read_answer(std::string_view operation, const std::string& body, Read read) {
    const json::Document document = parse_answer(operation, body);
    try {
        return read(document.root());
    } catch (const ResponseException& exception) {
        throw_error(in_answer(operation, exception.error()));
    }
}

}  // namespace dynoxx::dynamodb
