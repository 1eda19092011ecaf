#pragma once

#include "local/dynamodb/value.hpp"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace dynoxx::local::dynamodb {

/// One step of a document path: a map's member or a list's index.
using PathStep = std::variant<std::string, std::size_t>;

/// Leads from an item to a value in it; the first step is an attribute's name.
using DocumentPath = std::vector<PathStep>;

/// Gives the name of the attribute that a path begins with.
[[nodiscard]] const std::string& root_of(const DocumentPath& path);

/// Finds the value at a path; null if a step leads nowhere.
[[nodiscard]] const Value* find_value(const Item& item, const DocumentPath& path) noexcept;

/// Prints a path as messages of the service show it, such as `[a, [0], b]`.
[[nodiscard]] std::string describe(const DocumentPath& path);

/// Says how two paths of one expression are related.
enum class PathRelation { Distinct, Overlap, Conflict };

/// Compares two paths: they overlap if one begins with the other, and conflict if one takes a value for a map and the
/// other for a list.
[[nodiscard]] PathRelation relate(const DocumentPath& left, const DocumentPath& right) noexcept;

/// Copies the values at the paths into a new item, with the maps and lists around them.
///
/// Elements of a list keep their order and close the gaps.
[[nodiscard]] Item project(const Item& item, const std::vector<DocumentPath>& paths);

}  // namespace dynoxx::local::dynamodb
