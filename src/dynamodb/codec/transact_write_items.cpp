#include "dynamodb/codec.hpp"
#include "dynamodb/codec/capacity.hpp"

namespace dynoxx::dynamodb {

namespace {

/// Writes one operation of a transaction by its type.
class WriteOperation {
 public:
    explicit WriteOperation(json::Writer& writer) : writer_(writer) {}

    void operator()(const TransactPut& put) const {
        begin("Put", put.table_name, "Item", put.item);
        end(put);
    }
    void operator()(const TransactUpdate& update) const {
        begin("Update", update.table_name, "Key", update.key);
        write_text(writer_, "UpdateExpression", update.update_expression);
        end(update);
    }
    void operator()(const TransactDelete& remove) const {
        begin("Delete", remove.table_name, "Key", remove.key);
        end(remove);
    }
    void operator()(const ConditionCheck& check) const {
        begin("ConditionCheck", check.table_name, "Key", check.key);
        end(check);
    }

 private:
    void begin(std::string_view operation, const std::string& table, std::string_view name, const Item& item) const {
        writer_.begin_object().key(operation).begin_object().member("TableName", table).key(name);
        write_item(writer_, item);
    }

    template <class Operation>
    void end(const Operation& operation) const {
        write_text(writer_, "ConditionExpression", operation.condition_expression);
        write_expression(writer_, operation.names, operation.values);
        write_return_values(writer_, ReturnValues::None, operation.return_item_on_condition_failure);
        writer_.end_object().end_object();
    }

    json::Writer& writer_;
};

}  // namespace

std::string encode(const TransactWriteItemsRequest& request) {
    json::Writer writer(4096);
    writer.begin_object().key("TransactItems").begin_array();
    for (const TransactWrite& operation : request.items) {
        std::visit(WriteOperation(writer), operation);
    }
    writer.end_array();
    write_text(writer, "ClientRequestToken", request.client_request_token);
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

TransactWriteItemsResponse decode_transact_write_items(const std::string& body) {
    return read_answer("TransactWriteItems", body, [](const json::Value& root) {
        TransactWriteItemsResponse response;
        response.consumed_capacity = find_capacities(root);
        return response;
    });
}

}  // namespace dynoxx::dynamodb
