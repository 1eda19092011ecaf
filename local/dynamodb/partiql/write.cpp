#include "local/dynamodb/partiql/write.hpp"

#include "local/dynamodb/expression/evaluate.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/update_request.hpp"
#include "local/dynamodb/operations/write_request.hpp"
#include "local/dynamodb/partiql/select.hpp"

namespace dynoxx::local::dynamodb::partiql {

namespace {

using Kind = Statement::Kind;

void check_key_types(const TableDefinition& table, const Item& key) {
    for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
        const auto found = key.find(attribute.name);
        if (found != key.end() && found->second.type() != attribute.type) {
            fail_validation("Key attribute's data type should match its data type in table's schema: Key " +
                            attribute.name);
        }
    });
}

void check_item(const TableDefinition& table, const Item& item) {
    if (item.contains("")) {
        fail_validation("Empty attribute name");
    }
    for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
        if (item.find(attribute.name) == item.end()) {
            fail_validation("Key attribute should be present in the item: Key " + attribute.name);
        }
    });
    check_key_types(table, item);
    check_item_keys(table, item);
    if (item_size(item) > max_item_size) {
        fail_validation("Item size has exceeded the maximum allowed size");
    }
}

/// The names that RETURNING has in UpdateItem's ReturnValues; order of Returning.
constexpr std::string_view return_values[] = {"NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"};

}  // namespace

StatementWrite::StatementWrite(const Statement& statement, State& state)
    : statement_(&statement), table_(&state.table(statement.table)) {
    if (!statement.index.empty()) {
        fail_validation("This operation is not supported on an index");
    }
    const TableDefinition& definition = table_->definition();
    if (statement.kind == Kind::Insert) {
        key_ = statement.item;
        check_item(definition, key_);
        return;
    }
    std::optional<Item> key = demanded_key(statement, definition);
    if (!key) {
        fail_validation("Where clause does not contain a mandatory equality on all key attributes");
    }
    key_ = *std::move(key);
    check_key_types(definition, key_);
    check_key(definition, key_);
    check_paths_into_keys(*statement.where, definition);
    check_update(statement.update, definition);
}

bool StatementWrite::meets_condition(const RecordPointer& record) const {
    return record != nullptr && matches(*statement_->where, record->item);
}

void StatementWrite::prepare() {
    const RecordPointer record = current();
    if (statement_->kind == Kind::Insert) {
        if (record == nullptr) {
            result_ = key_;
        } else if (!statement_->keeps_existing) {
            throw ApiError(ApiErrorType::DuplicateItem, "Duplicate primary key exists in table");
        }
        return;
    }
    if (statement_->kind == Kind::Delete && record == nullptr) {
        return;
    }
    if (!meets_condition(record)) {
        throw ApiError(ApiErrorType::ConditionalCheckFailed, "The conditional request failed");
    }
    removes_ = statement_->kind == Kind::Delete;
    if (statement_->kind == Kind::Update) {
        result_ = updated_item(statement_->update, table_->definition(), key_, record);
    }
}

Change StatementWrite::apply() {
    if (removes_) {
        return table_->remove(key_);
    }
    if (result_) {
        return table_->put(*std::move(result_));
    }
    // Nothing changes, but the item was looked at, which costs the same.
    const RecordPointer record = current();
    return Change{record, record, {}};
}

std::optional<Item> StatementWrite::returned(const Change& change) const {
    const std::string_view wanted = return_values[static_cast<std::size_t>(statement_->returning)];
    Item item = returned_attributes(wanted, statement_->update, change);
    return item.empty() ? std::nullopt : std::optional(std::move(item));
}

}  // namespace dynoxx::local::dynamodb::partiql
