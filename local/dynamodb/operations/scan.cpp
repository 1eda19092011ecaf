#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/context.hpp"
#include "local/dynamodb/expression/legacy.hpp"
#include "local/dynamodb/expression/parser.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/page.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/operations/shapes.hpp"
#include "local/dynamodb/operations/write_request.hpp"

#include <cstdint>

namespace dynoxx::local::dynamodb {

namespace {

constexpr Shape segment_shape{.kind = Shape::Kind::Integer, .min = 0, .max = 999'999};
constexpr Shape segments_shape{.kind = Shape::Kind::Integer, .min = 1, .max = 1'000'000};
constexpr auto members = std::to_array<Member>({
    {"Select", &shapes::select},
    {"IndexName", &shapes::index_name},
    {"TotalSegments", &segments_shape},
    {"ReturnConsumedCapacity", &shapes::return_capacity},
    {"TableName", &shapes::table_name, Presence::Required},
    {"ConditionalOperator", &shapes::conditional_operator},
    {"ScanFilter", &shapes::conditions},
    {"Segment", &segment_shape},
    {"Limit", &shapes::limit},
    {"AttributesToGet", &shapes::attributes_to_get},
    {"ExclusiveStartKey", &shapes::item},
    {"ProjectionExpression", &shapes::text},
    {"FilterExpression", &shapes::text},
    {"ExpressionAttributeValues", &shapes::item},
    {"ExpressionAttributeNames", &shapes::names},
    {"ConsistentRead", &shapes::boolean},
});
constexpr Shape input{.kind = Shape::Kind::Structure, .name = "ScanInput", .members = members};

/// One part of a parallel scan: a range of the hashes that keys begin with.
struct Segment {
    std::uint64_t number = 0;
    std::uint64_t total = 1;

    /// The first bytes of a segment.
    [[nodiscard]] std::string first_bytes(std::uint64_t segment) const {
        const std::uint64_t hash = segment * (UINT64_MAX / total);
        std::string bytes;
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes += static_cast<char>(hash >> shift & 0xFFU);
        }
        return bytes;
    }
    [[nodiscard]] bool is_last() const { return number + 1 == total; }

    [[nodiscard]] bool contains(const std::string& place) const {
        return place >= first_bytes(number) && (is_last() || place < first_bytes(number + 1));
    }
};

Segment read_segment(const Json& request) {
    const Json* number = request.find("Segment");
    const Json* total = request.find("TotalSegments");
    if (number != nullptr && total == nullptr) {
        fail_validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is "
            "present");
    }
    if (total == nullptr) {
        return {};
    }
    if (number == nullptr) {
        fail_validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is "
            "present");
    }
    if (number->integer >= total->integer) {
        fail_validation("The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: " +
                        std::to_string(number->integer) +
                        " is not less than TotalSegments: " + std::to_string(total->integer));
    }
    return {static_cast<std::uint64_t>(number->integer), static_cast<std::uint64_t>(total->integer)};
}

void limit_to_segment(const Segment& segment, PageRequest& page) {
    const Entries& entries = page.target.entries();
    page.begin = entries.lower_bound(segment.first_bytes(segment.number));
    page.end = segment.is_last() ? entries.end() : entries.lower_bound(segment.first_bytes(segment.number + 1));
}

void start_after(const Item& start, const Segment& segment, PageRequest& page) {
    const std::string place = page.target.place_of(start);
    if (!segment.contains(place)) {
        fail_validation(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with "
            "correct "
            "Segment. TotalSegments: " +
            std::to_string(segment.total) + " Segment: " + std::to_string(segment.number));
    }
    page.begin = page.target.entries().upper_bound(place);
}

std::string scan(State& state, const Json& request) {
    check_expression_parameters(request, {"ProjectionExpression", "FilterExpression"},
                                {"AttributesToGet", "ScanFilter", "ConditionalOperator"});
    const Segment segment = read_segment(request);
    ExpressionContext context(request, ValueErrorStyle::Older);
    LegacyParameters legacy(request, ValueErrorStyle::Older);
    PageRequest page;
    page.filter = request.has("FilterExpression")
                      ? parse_condition("FilterExpression", request.text_of("FilterExpression"), context)
                      : legacy.read_filter("ScanFilter");
    page.projection = read_projection(request, context);
    context.check_all_used();

    page.target = find_target(state.table(request.text_of("TableName")), request);
    limit_to_segment(segment, page);
    if (const auto start = read_start_key(request, page.target)) {
        start_after(*start, segment, page);
    }
    for (const DocumentPath& path : page.projection) {
        check_path_into_keys(path, page.target.definition());
    }
    if (page.filter) {
        check_paths_into_keys(*page.filter, page.target.definition());
    }
    check_selection(page, request);
    return read_page(page, request);
}

}  // namespace

const Operation scan_operation{"Scan", &input, scan};

}  // namespace dynoxx::local::dynamodb
