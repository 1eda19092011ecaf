#include "dynamodb/client.hpp"

#include "dynamodb/codec.hpp"
#include "dynamodb/error_details.hpp"

#include <algorithm>
#include <ranges>
#include <span>

namespace dynoxx::dynamodb {

namespace {

using aws::CallSettings;
using runtime::Context;
using runtime::task;

/// @param table is named by errors; empty: there are several
/// @param tables all of them; those that are named by their ARN say whose account the host names
template <class Tables>
aws::ServiceRequest prepare(std::string_view operation, const std::string& table, const Tables& tables,
                            std::string body) {
    aws::ServiceRequest request(AwsService::DynamoDB, std::string(operation));
    request.context.table = table;
    for (const std::string& one : tables) {
        if (one.starts_with("arn:") && std::ranges::find(request.resource_arns, one) == request.resource_arns.end()) {
            request.resource_arns.push_back(one);
        }
    }
    request.complete_error = complete_error;
    request.http.headers.add("Content-Type", "application/x-amz-json-1.0");
    request.http.headers.add("X-Amz-Target", "DynamoDB_20120810." + std::string(operation));
    request.http.body = std::move(body);
    return request;
}

aws::ServiceRequest prepare(std::string_view operation, const std::string& table, std::string body) {
    return prepare(operation, table, std::span(&table, 1), std::move(body));
}

template <class Response>
task<Response> send(aws::Caller& caller, Context context, aws::ServiceRequest request, CallSettings settings,
                    Response (*decode)(const std::string&)) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), std::move(settings));
    co_return aws::understand(where, answer.attempts, [&] { return decode(answer.response.body); });
}

/// Gives the name of the only table of a batch; an empty text if there are several.
template <class Requests>
std::string only_table(const std::map<std::string, Requests>& by_table) {
    return by_table.size() == 1 ? by_table.begin()->first : std::string();
}

const std::string& table_of(const TransactGet& get) {
    return get.table_name;
}

const std::string& table_of(const TransactWrite& write) {
    return std::visit([](const auto& operation) -> const std::string& { return operation.table_name; }, write);
}

/// Gives the name of the only table of a transaction; an empty text if there are several.
template <class Operation>
std::string only_table(const std::vector<Operation>& operations) {
    const auto differs = [&](const Operation& operation) {
        return table_of(operation) != table_of(operations.front());
    };
    return operations.empty() || std::ranges::any_of(operations, differs) ? std::string()
                                                                          : table_of(operations.front());
}

template <class Requests>
aws::ServiceRequest prepare_batch(std::string_view operation, const std::map<std::string, Requests>& by_table,
                                  std::string body) {
    return prepare(operation, only_table(by_table), by_table | std::views::keys, std::move(body));
}

template <class Operation>
aws::ServiceRequest prepare_transaction(std::string_view operation, const std::vector<Operation>& operations,
                                        std::string body) {
    const auto tables =
        operations | std::views::transform([](const Operation& one) -> const std::string& { return table_of(one); });
    return prepare(operation, only_table(operations), tables, std::move(body));
}

/// Refuses an answer that does not have an item, or none, for each key: whose item is whose could not be told.
task<TransactGetItemsResponse> check_count(task<TransactGetItemsResponse> work, std::size_t expected) {
    TransactGetItemsResponse response = co_await std::move(work);
    if (response.items.size() != expected) {
        throw_error(aws::invalid_response_error(aws::ErrorContext(AwsService::DynamoDB, "TransactGetItems"),
                                                "the answer has " + std::to_string(response.items.size()) +
                                                    " elements for " + std::to_string(expected) + " keys"));
    }
    co_return response;
}

}  // namespace

task<PutItemResponse> Client::put_item(Context context, PutItemRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("PutItem", request.table_name, encode(request)), std::move(settings),
                decode_put_item);
}

task<GetItemResponse> Client::get_item(Context context, GetItemRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("GetItem", request.table_name, encode(request)), std::move(settings),
                decode_get_item);
}

task<UpdateItemResponse> Client::update_item(Context context, UpdateItemRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("UpdateItem", request.table_name, encode(request)), std::move(settings),
                decode_update_item);
}

task<DeleteItemResponse> Client::delete_item(Context context, DeleteItemRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("DeleteItem", request.table_name, encode(request)), std::move(settings),
                decode_delete_item);
}

task<QueryResponse> Client::query(Context context, QueryRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("Query", request.table_name, encode(request)), std::move(settings),
                decode_query);
}

task<ScanResponse> Client::scan(Context context, ScanRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("Scan", request.table_name, encode(request)), std::move(settings),
                decode_scan);
}

task<BatchGetItemResponse> Client::batch_get_item(Context context, BatchGetItemRequest request,
                                                  CallSettings settings) const {
    return send(*caller_, context, prepare_batch("BatchGetItem", request.request_items, encode(request)),
                std::move(settings), decode_batch_get_item);
}

task<BatchWriteItemResponse> Client::batch_write_item(Context context, BatchWriteItemRequest request,
                                                      CallSettings settings) const {
    return send(*caller_, context, prepare_batch("BatchWriteItem", request.request_items, encode(request)),
                std::move(settings), decode_batch_write_item);
}

task<TransactGetItemsResponse> Client::transact_get_items(Context context, TransactGetItemsRequest request,
                                                          CallSettings settings) const {
    return check_count(send(*caller_, context, prepare_transaction("TransactGetItems", request.items, encode(request)),
                            std::move(settings), decode_transact_get_items),
                       request.items.size());
}

task<TransactWriteItemsResponse> Client::transact_write_items(Context context, TransactWriteItemsRequest request,
                                                              CallSettings settings) const {
    if (request.client_request_token.empty()) {
        request.client_request_token = runtime::random_uuid(*context.system().random);
    }
    return send(*caller_, context, prepare_transaction("TransactWriteItems", request.items, encode(request)),
                std::move(settings), decode_transact_write_items);
}

task<CreateTableResponse> Client::create_table(Context context, CreateTableRequest request,
                                               CallSettings settings) const {
    return send(*caller_, context, prepare("CreateTable", request.table_name, encode(request)), std::move(settings),
                decode_create_table);
}

task<DescribeTableResponse> Client::describe_table(Context context, DescribeTableRequest request,
                                                   CallSettings settings) const {
    return send(*caller_, context, prepare("DescribeTable", request.table_name, encode(request)), std::move(settings),
                decode_describe_table);
}

task<ListTablesResponse> Client::list_tables(Context context, ListTablesRequest request, CallSettings settings) const {
    return send(*caller_, context, prepare("ListTables", std::string(), encode(request)), std::move(settings),
                decode_list_tables);
}

task<UpdateTableResponse> Client::update_table(Context context, UpdateTableRequest request,
                                               CallSettings settings) const {
    return send(*caller_, context, prepare("UpdateTable", request.table_name, encode(request)), std::move(settings),
                decode_update_table);
}

task<DeleteTableResponse> Client::delete_table(Context context, DeleteTableRequest request,
                                               CallSettings settings) const {
    return send(*caller_, context, prepare("DeleteTable", request.table_name, encode(request)), std::move(settings),
                decode_delete_table);
}

task<UpdateTimeToLiveResponse> Client::update_time_to_live(Context context, UpdateTimeToLiveRequest request,
                                                           CallSettings settings) const {
    return send(*caller_, context, prepare("UpdateTimeToLive", request.table_name, encode(request)),
                std::move(settings), decode_update_time_to_live);
}

task<DescribeTimeToLiveResponse> Client::describe_time_to_live(Context context, DescribeTimeToLiveRequest request,
                                                               CallSettings settings) const {
    return send(*caller_, context, prepare("DescribeTimeToLive", request.table_name, encode(request)),
                std::move(settings), decode_describe_time_to_live);
}

task<ExecuteStatementResponse> Client::execute_statement(Context context, ExecuteStatementRequest request,
                                                         CallSettings settings) const {
    return send(*caller_, context, prepare("ExecuteStatement", std::string(), encode(request)), std::move(settings),
                decode_execute_statement);
}

}  // namespace dynoxx::dynamodb
