#pragma once

#include "mapper/expression.hpp"
#include "mapper/requests.hpp"

#include <string>
#include <utility>
#include <vector>

/// What the makers of different requests have in common.
namespace dynoxx::mapper {

[[nodiscard]] Error key_error(const Entity& entity, const std::string& reason);

/// Gives the names of the key attributes of the table.
[[nodiscard]] std::vector<std::string> key_names(const Entity& entity);

/// Checks that a value may stand in a key attribute.
[[nodiscard]] Result<void> check_key_value(const Entity& entity, const std::string& name, const AttributeValue* value);

/// Adds the attributes by which an object knows its place in the table or index, unless the paths have them.
[[nodiscard]] std::vector<Path> with_positions(const Entity& entity, const std::string& index_name,
                                               std::vector<Path> paths);

/// Moves the placeholders of the printed expressions into a request.
template <class Request>
void take_placeholders(Request& request, ExpressionPrinter& printer) {
    request.names = std::move(printer.names());
    request.values = std::move(printer.values());
}

}  // namespace dynoxx::mapper
