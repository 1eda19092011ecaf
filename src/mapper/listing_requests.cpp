#include "mapper/request_parts.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

struct KeyNames {
    std::string partition;
    std::string sort;
};

Result<KeyNames> find_keys(const Entity& entity, const std::string& index_name) {
    if (index_name.empty()) {
        return KeyNames{entity.partition_key, entity.sort_key};
    }
    const EntityIndex* index = entity.find_index(index_name);
    if (index == nullptr) {
        return Error(ErrorCode::InvalidModel, "The table '" + entity.table_name + "' has no index '" + index_name +
                                                  "' in its model; declare it with dynoxx::index.");
    }
    return KeyNames{index->partition_key, index->sort_key};
}

bool serves_as_key_condition(ConditionOperator op) {
    switch (op) {
        case ConditionOperator::Equal:
        case ConditionOperator::Less:
        case ConditionOperator::LessOrEqual:
        case ConditionOperator::Greater:
        case ConditionOperator::GreaterOrEqual:
        case ConditionOperator::Between:
        case ConditionOperator::BeginsWith:
            return true;
        default:
            return false;
    }
}

Result<void> check_sort_condition(const Entity& entity, const KeyNames& keys, const Condition& sort) {
    if (sort.empty()) {
        return {};
    }
    if (keys.sort.empty()) {
        return key_error(entity, "there is a condition on a sort key, but no sort key; use filter()");
    }
    const Path* path = sort.operands().empty() ? nullptr : std::get_if<Path>(&sort.operands().front());
    if (!serves_as_key_condition(sort.op()) || path == nullptr || *path != Path(keys.sort)) {
        return key_error(entity, "the condition on the sort key '" + keys.sort +
                                     "' must be one of = < <= > >= between begins_with on it; use filter() for others");
    }
    return {};
}

Result<void> check_consistency(const Entity& entity, const Selection& selection) {
    if (selection.consistent_read && !selection.index_name.empty()) {
        return key_error(entity, "the global index '" + selection.index_name + "' has no consistent reads");
    }
    return {};
}

/// Fills in what queries and scans have in common, after what only one of them has was printed.
template <class Request>
Result<void> fill_listing(const Entity& entity, const Selection& selection, ExpressionPrinter& printer,
                          Request& request) {
    request.table_name = entity.table_name;
    request.index_name = selection.index_name;
    request.filter_expression = printer.print(selection.filter);
    const bool counts = selection.select == Select::Count;
    request.projection_expression = printer.print_projection(
        counts ? std::vector<Path>() : with_positions(entity, selection.index_name, selection.projection));
    if (printer.error()) {
        return *printer.error();
    }
    take_placeholders(request, printer);
    request.exclusive_start_key = selection.exclusive_start_key;
    request.select = selection.select;
    request.limit = selection.limit;
    request.consistent_read = selection.consistent_read;
    return {};
}

}  // namespace

std::vector<std::string> position_names(const Entity& entity, const std::string& index_name) {
    std::vector<std::string> names = key_names(entity);
    const EntityIndex* index = index_name.empty() ? nullptr : entity.find_index(index_name);
    if (index != nullptr) {
        for (const std::string& name : {index->partition_key, index->sort_key}) {
            if (!name.empty() && std::ranges::find(names, name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    return names;
}

Result<Item> position_of(const Entity& entity, const std::string& index_name, const Item& item) {
    Item position;
    for (const std::string& name : position_names(entity, index_name)) {
        const AttributeValue* value = item.find(name);
        if (Result<void> checked = check_key_value(entity, name, value); !checked) {
            return checked.error();
        }
        position.append(name, *value);
    }
    return position;
}

Result<QueryRequest> query_request(const Entity& entity, const QuerySelection& selection) {
    const Result<KeyNames> keys = find_keys(entity, selection.index_name);
    if (!keys) {
        return keys.error();
    }
    if (Result<void> checked = check_key_value(entity, keys->partition, &selection.partition); !checked) {
        return checked.error();
    }
    if (Result<void> checked = check_sort_condition(entity, *keys, selection.sort); !checked) {
        return checked.error();
    }
    if (Result<void> checked = check_consistency(entity, selection); !checked) {
        return checked.error();
    }
    ExpressionPrinter printer;
    QueryRequest request;
    const Condition partition(ConditionOperator::Equal, {Path(keys->partition), selection.partition});
    request.key_condition_expression = printer.print(partition);
    if (!selection.sort.empty()) {
        request.key_condition_expression += " AND " + printer.print(selection.sort);
    }
    if (Result<void> filled = fill_listing(entity, selection, printer, request); !filled) {
        return filled.error();
    }
    request.scan_index_forward = selection.scan_index_forward;
    return request;
}

Result<ScanRequest> scan_request(const Entity& entity, const ScanSelection& selection) {
    if (const Result<KeyNames> keys = find_keys(entity, selection.index_name); !keys) {
        return keys.error();
    }
    if (Result<void> checked = check_consistency(entity, selection); !checked) {
        return checked.error();
    }
    ExpressionPrinter printer;
    ScanRequest request;
    if (Result<void> filled = fill_listing(entity, selection, printer, request); !filled) {
        return filled.error();
    }
    request.segment = selection.segment;
    request.total_segments = selection.total_segments;
    return request;
}

}  // namespace dynoxx::mapper
