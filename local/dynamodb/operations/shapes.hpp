#pragma once

#include "local/dynamodb/shape.hpp"

#include <array>
#include <string_view>

/// The shapes that several operations share.
namespace dynoxx::local::dynamodb::shapes {

inline constexpr Shape text{.kind = Shape::Kind::String};
inline constexpr Shape boolean{.kind = Shape::Kind::Boolean};
inline constexpr Shape any_value{.kind = Shape::Kind::AttributeValue, .name = "AttributeValue"};

/// A table's name, or its ARN, which may have 1024 bytes; in every operation but CreateTable.
inline constexpr Shape table_name{.kind = Shape::Kind::String, .min = 1, .max = 255, .is_resource_name = true};
inline constexpr Shape index_name{.kind = Shape::Kind::String, .min = 3, .max = 255, .is_resource_name = true};

inline constexpr Shape item{.kind = Shape::Kind::Map, .element = &any_value};
inline constexpr Shape names{.kind = Shape::Kind::Map, .element = &text};
inline constexpr Shape limit{.kind = Shape::Kind::Integer, .min = 1};

inline constexpr auto return_values_set =
    std::to_array<std::string_view>({"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"});
inline constexpr Shape return_values{.kind = Shape::Kind::String, .values = return_values_set};

inline constexpr auto capacity_set = std::to_array<std::string_view>({"INDEXES", "TOTAL", "NONE"});
inline constexpr Shape return_capacity{.kind = Shape::Kind::String, .values = capacity_set};

inline constexpr auto metrics_set = std::to_array<std::string_view>({"SIZE", "NONE"});
inline constexpr Shape return_metrics{.kind = Shape::Kind::String, .values = metrics_set};

inline constexpr auto on_failure_set = std::to_array<std::string_view>({"ALL_OLD", "NONE"});
inline constexpr Shape return_on_failure{.kind = Shape::Kind::String, .values = on_failure_set};

inline constexpr auto select_set =
    std::to_array<std::string_view>({"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"});
inline constexpr Shape select{.kind = Shape::Kind::String, .values = select_set};

inline constexpr auto logic_set = std::to_array<std::string_view>({"OR", "AND"});
inline constexpr Shape conditional_operator{.kind = Shape::Kind::String, .values = logic_set};

inline constexpr auto comparison_set =
    std::to_array<std::string_view>({"IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE",
                                     "BEGINS_WITH", "GE", "CONTAINS"});
inline constexpr Shape comparison{.kind = Shape::Kind::String, .values = comparison_set};

inline constexpr Shape value_list{.kind = Shape::Kind::List, .element = &any_value};
inline constexpr Shape attributes_to_get{.kind = Shape::Kind::List, .element = &text, .min = 1, .max = 255};

inline constexpr auto expected_members = std::to_array<Member>({
    {"AttributeValueList", &value_list},
    {"ComparisonOperator", &comparison},
    {"Exists", &boolean},
    {"Value", &any_value},
});
inline constexpr Shape expected_attribute{
    .kind = Shape::Kind::Structure, .name = "ExpectedAttributeValue", .members = expected_members};
inline constexpr Shape expected{.kind = Shape::Kind::Map, .element = &expected_attribute};

inline constexpr auto condition_members = std::to_array<Member>({
    {"AttributeValueList", &value_list},
    {"ComparisonOperator", &comparison, Presence::Required},
});
inline constexpr Shape condition{.kind = Shape::Kind::Structure, .name = "Condition", .members = condition_members};
inline constexpr Shape conditions{.kind = Shape::Kind::Map, .element = &condition};

}  // namespace dynoxx::local::dynamodb::shapes
