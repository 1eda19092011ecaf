#include "dynamodb/client.hpp"

#include "dynamodb/codec.hpp"
#include "dynamodb/error_details.hpp"

#include <optional>

namespace dynoxx::dynamodb {

namespace {

using aws::CallSettings;
using runtime::Context;
using runtime::task;

aws::ServiceRequest prepare(std::string_view operation, const std::string& table, std::string body) {
    aws::ServiceRequest request(AwsService::DynamoDB, std::string(operation));
    request.context.table = table;
    request.complete_error = complete_error;
    request.http.headers.add("Content-Type", "application/x-amz-json-1.0");
    request.http.headers.add("X-Amz-Target", "DynamoDB_20120810." + std::string(operation));
    request.http.body = std::move(body);
    return request;
}

template <class Response>
task<Response> send(aws::Caller& caller, Context context, aws::ServiceRequest request, CallSettings settings,
                    Response (*decode)(const std::string&)) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), std::move(settings));
    std::optional<Error> failure;
    try {
        co_return decode(answer.response.body);
    } catch (const ResponseException& exception) {
        failure = exception.error();
    }
    throw_error(aws::invalid_response_error(where, failure->what()).with_attempts(answer.attempts));
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

task<BatchWriteItemResponse> Client::batch_write_item(Context context, BatchWriteItemRequest request,
                                                      CallSettings settings) const {
    const std::string table = request.request_items.size() == 1 ? request.request_items.begin()->first : std::string();
    return send(*caller_, context, prepare("BatchWriteItem", table, encode(request)), std::move(settings),
                decode_batch_write_item);
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

}  // namespace dynoxx::dynamodb
