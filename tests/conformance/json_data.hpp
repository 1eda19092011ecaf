#pragma once

#include <simdjson.h>

/// Arrays and objects of test data by value: `get_array().value()` in the head of a `for` refers to a dead temporary.
namespace dynoxx::conformance {

using JsonResult = simdjson::simdjson_result<simdjson::dom::element>;

/// Gives an array, or throws.
[[nodiscard]] inline simdjson::dom::array array_in(const JsonResult& json) {
    return json.get_array();
}

[[nodiscard]] inline simdjson::dom::array array_in(simdjson::dom::element json) {
    return json.get_array();
}

/// Gives an object, or throws.
[[nodiscard]] inline simdjson::dom::object object_in(const JsonResult& json) {
    return json.get_object();
}

[[nodiscard]] inline simdjson::dom::object object_in(simdjson::dom::element json) {
    return json.get_object();
}

}  // namespace dynoxx::conformance
