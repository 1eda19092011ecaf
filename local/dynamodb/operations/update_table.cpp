#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/operations/operation.hpp"
#include "local/dynamodb/operations/table_description.hpp"
#include "local/dynamodb/operations/table_request.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_global_indexes = 20;

std::size_t count_global(const TableDefinition& table) {
    return static_cast<std::size_t>(
        std::count_if(table.indexes.begin(), table.indexes.end(),
                      [](const IndexDefinition& index) { return index.scope == IndexScope::Global; }));
}

const IndexDefinition& find_global(const TableDefinition& table, std::string_view name) {
    const IndexDefinition* index = table.find_index(name);
    if (index == nullptr || index->scope != IndexScope::Global) {
        throw ApiError(ApiErrorType::ResourceNotFound, "Requested resource not found");
    }
    return *index;
}

/// Adds the attributes that a new index needs; those that are there must keep their type.
void merge_attributes(TableDefinition& table, const Json& request) {
    if (!request.has("AttributeDefinitions")) {
        return;
    }
    for (KeyAttribute& attribute : read_attributes(request)) {
        const auto known = std::find_if(table.attributes.begin(), table.attributes.end(),
                                        [&](const KeyAttribute& one) { return one.name == attribute.name; });
        if (known == table.attributes.end()) {
            table.attributes.push_back(std::move(attribute));
        } else if (known->type != attribute.type) {
            fail_parameter("Attribute " + attribute.name + " is already defined with another type");
        }
    }
}

/// Drops the definitions of attributes that no key uses any more.
void drop_unused_attributes(TableDefinition& table) {
    std::erase_if(table.attributes, [&](const KeyAttribute& attribute) {
        return !table.keys.has(attribute.name) &&
               std::none_of(table.indexes.begin(), table.indexes.end(),
                            [&](const IndexDefinition& index) { return index.keys.has(attribute.name); });
    });
}

/// Does one of GlobalSecondaryIndexUpdates. @param billed the definition with the billing mode that the request asks
/// for.
void update_index(Table& table, const Json& change, const Json& request, const TableDefinition& billed) {
    TableDefinition& definition = table.edit_definition();
    if (const Json* creation = change.find("Create")) {
        if (count_global(definition) >= max_global_indexes) {
            fail_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
        }
        TableDefinition changed = definition;
        changed.pay_per_request = billed.pay_per_request;
        merge_attributes(changed, request);
        IndexDefinition index = read_global_index(*creation, changed);
        definition.attributes = std::move(changed.attributes);
        table.add_index(std::move(index));
    } else if (const Json* removal = change.find("Delete")) {
        table.remove_index(find_global(definition, removal->text_of("IndexName")));
    } else if (const Json* update = change.find("Update")) {
        const IndexDefinition& index = find_global(definition, update->text_of("IndexName"));
        const auto at = static_cast<std::size_t>(&index - definition.indexes.data());
        definition.indexes[at].throughput = read_throughput(*update->find("ProvisionedThroughput"));
    }
    drop_unused_attributes(definition);
}

void update_billing(TableDefinition& table, const Json& request) {
    const Json* throughput = request.find("ProvisionedThroughput");
    const std::string_view mode = request.text_of("BillingMode");
    const bool on_demand = mode.empty() ? table.pay_per_request : mode == "PAY_PER_REQUEST";
    if (on_demand && throughput != nullptr) {
        fail_parameter(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
    if (!on_demand && table.pay_per_request && throughput == nullptr) {
        fail_parameter(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
    }
    if (throughput != nullptr) {
        const Throughput wanted = read_throughput(*throughput);
        if (!table.pay_per_request && wanted.read == table.throughput.read && wanted.write == table.throughput.write) {
            fail_validation(
                "The provisioned throughput for the table will not change. The requested value equals the current "
                "value. "
                "Current ReadCapacityUnits provisioned for the table: " +
                std::to_string(wanted.read) + ". Requested ReadCapacityUnits: " + std::to_string(wanted.read) +
                ". Current WriteCapacityUnits provisioned for the table: " + std::to_string(wanted.write) +
                ". Requested WriteCapacityUnits: " + std::to_string(wanted.write) +
                ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        }
        table.throughput = wanted;
    } else if (on_demand) {
        table.throughput = {};
    }
    table.pay_per_request = on_demand;
}

void check_something_to_do(const Json& request) {
    const auto parts = {"BillingMode", "ProvisionedThroughput", "GlobalSecondaryIndexUpdates",
                        "DeletionProtectionEnabled", "TableClass"};
    const auto asks_for = [&](std::string_view part) {
        const Json* json = request.find(part);
        return json != nullptr && (json->type != Json::Type::Array || !json->children.empty());
    };
    if (std::none_of(parts.begin(), parts.end(), asks_for)) {
        fail_validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
            "SSESpecification or ReplicaUpdates is required");
    }
    if (const Json* updates = request.find("GlobalSecondaryIndexUpdates")) {
        for (const Json& change : updates->children) {
            if (!change.has("Update") && !change.has("Create") && !change.has("Delete")) {
                fail_parameter(
                    "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                    "GlobalSecondaryIndexUpdate.Delete must not be null");
            }
        }
    }
}

std::string update_table(State& state, const Json& request) {
    const std::string_view name = request.text_of("TableName");
    check_something_to_do(request);
    Table* table = state.find_table(name);
    if (table == nullptr) {
        throw ApiError(ApiErrorType::ResourceNotFound,
                       "Requested resource not found: Table: " + std::string(table_name_of(name)) + " not found");
    }
    const Json* updates = request.find("GlobalSecondaryIndexUpdates");
    const auto changes_indexes = [](const Json& change) { return change.has("Create") || change.has("Delete"); };
    if (updates != nullptr && std::count_if(updates->children.begin(), updates->children.end(), changes_indexes) > 1) {
        throw ApiError(
            ApiErrorType::LimitExceeded,
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
    }
    TableDefinition& definition = table->edit_definition();
    // The billing is checked first but kept last, so that a wrong index leaves the table as it was.
    TableDefinition billed = definition;
    update_billing(billed, request);
    if (updates != nullptr) {
        for (const Json& change : updates->children) {
            update_index(*table, change, request, billed);
        }
    }
    definition.pay_per_request = billed.pay_per_request;
    definition.throughput = billed.throughput;
    if (const Json* protection = request.find("DeletionProtectionEnabled")) {
        definition.deletion_protection = protection->is_true();
    }
    if (request.has("TableClass")) {
        definition.table_class = request.text_of("TableClass");
    }
    JsonWriter writer;
    writer.begin_object().key("TableDescription");
    write_table_description(writer, *table, "ACTIVE");
    writer.end_object();
    return std::move(writer).take();
}

}  // namespace

const Operation update_table_operation{"UpdateTable", &update_table_input, update_table, check_table_name};

}  // namespace dynoxx::local::dynamodb
