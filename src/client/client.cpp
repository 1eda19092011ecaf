#include <dynoxx/client.hpp>

#include "aws/request_counters.hpp"
#include "client/client_core.hpp"
#include "client/flow.hpp"
#include "runtime/state.hpp"

namespace dynoxx {

namespace {

using detail::CallTarget;
using detail::make_flow;
using runtime::Context;
using runtime::task;

template <class Request, class Response>
using Method = task<Response> (dynamodb::Client::*)(Context, Request, aws::CallSettings) const;

/// Makes the flow of one operation of DynamoDB. The request is copied: an operation may be run again.
template <class Request, class Response>
detail::FlowPtr flow_of(Request request, Method<Request, Response> method) {
    return make_flow<Response>([request = std::move(request), method](Context context, const CallTarget& target) {
        return (target.core->state()->dynamodb().*method)(context, request, detail::settings_of(target));
    });
}

}  // namespace

template <>
detail::FlowPtr LowLevelOperation<PutItemRequest, PutItemResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::put_item);
}

template <>
detail::FlowPtr LowLevelOperation<GetItemRequest, GetItemResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::get_item);
}

template <>
detail::FlowPtr LowLevelOperation<UpdateItemRequest, UpdateItemResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::update_item);
}

template <>
detail::FlowPtr LowLevelOperation<DeleteItemRequest, DeleteItemResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::delete_item);
}

template <>
detail::FlowPtr LowLevelOperation<QueryRequest, QueryResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::query);
}

template <>
detail::FlowPtr LowLevelOperation<BatchWriteItemRequest, BatchWriteItemResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::batch_write_item);
}

template <>
detail::FlowPtr LowLevelOperation<ScanRequest, ScanResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::scan);
}

template <>
detail::FlowPtr LowLevelOperation<BatchGetItemRequest, BatchGetItemResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::batch_get_item);
}

template <>
detail::FlowPtr LowLevelOperation<TransactGetItemsRequest, TransactGetItemsResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::transact_get_items);
}

template <>
detail::FlowPtr LowLevelOperation<TransactWriteItemsRequest, TransactWriteItemsResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::transact_write_items);
}

template <>
detail::FlowPtr LowLevelOperation<CreateTableRequest, CreateTableResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::create_table);
}

template <>
detail::FlowPtr LowLevelOperation<DescribeTableRequest, DescribeTableResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::describe_table);
}

template <>
detail::FlowPtr LowLevelOperation<ListTablesRequest, ListTablesResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::list_tables);
}

template <>
detail::FlowPtr LowLevelOperation<UpdateTableRequest, UpdateTableResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::update_table);
}

template <>
detail::FlowPtr LowLevelOperation<DeleteTableRequest, DeleteTableResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::delete_table);
}

template <>
detail::FlowPtr LowLevelOperation<UpdateTimeToLiveRequest, UpdateTimeToLiveResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::update_time_to_live);
}

template <>
detail::FlowPtr LowLevelOperation<DescribeTimeToLiveRequest, DescribeTimeToLiveResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::describe_time_to_live);
}

template <>
detail::FlowPtr LowLevelOperation<ExecuteStatementRequest, ExecuteStatementResponse>::flow() const {
    return flow_of(request_, &dynamodb::Client::execute_statement);
}

DynamoDBClient::DynamoDBClient(AwsOptions options, Runtime runtime)
    : core_(std::make_shared<detail::ClientCore>(std::move(options), std::move(runtime), http::network_transport())) {}

LowLevelOperation<PutItemRequest, PutItemResponse> DynamoDBClient::put_item(PutItemRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<GetItemRequest, GetItemResponse> DynamoDBClient::get_item(GetItemRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<UpdateItemRequest, UpdateItemResponse> DynamoDBClient::update_item(UpdateItemRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<DeleteItemRequest, DeleteItemResponse> DynamoDBClient::delete_item(DeleteItemRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<QueryRequest, QueryResponse> DynamoDBClient::query(QueryRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<BatchWriteItemRequest, BatchWriteItemResponse> DynamoDBClient::batch_write_item(
    BatchWriteItemRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<ScanRequest, ScanResponse> DynamoDBClient::scan(ScanRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<BatchGetItemRequest, BatchGetItemResponse> DynamoDBClient::batch_get_item(
    BatchGetItemRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<TransactGetItemsRequest, TransactGetItemsResponse> DynamoDBClient::transact_get_items(
    TransactGetItemsRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<TransactWriteItemsRequest, TransactWriteItemsResponse> DynamoDBClient::transact_write_items(
    TransactWriteItemsRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<CreateTableRequest, CreateTableResponse> DynamoDBClient::create_table(
    CreateTableRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<DescribeTableRequest, DescribeTableResponse> DynamoDBClient::describe_table(
    DescribeTableRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<ListTablesRequest, ListTablesResponse> DynamoDBClient::list_tables(ListTablesRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<UpdateTableRequest, UpdateTableResponse> DynamoDBClient::update_table(
    UpdateTableRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<DeleteTableRequest, DeleteTableResponse> DynamoDBClient::delete_table(
    DeleteTableRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<UpdateTimeToLiveRequest, UpdateTimeToLiveResponse> DynamoDBClient::update_time_to_live(
    UpdateTimeToLiveRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<DescribeTimeToLiveRequest, DescribeTimeToLiveResponse> DynamoDBClient::describe_time_to_live(
    DescribeTimeToLiveRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

LowLevelOperation<ExecuteStatementRequest, ExecuteStatementResponse> DynamoDBClient::execute_statement(
    ExecuteStatementRequest request) const {
    return {CallTarget(core_), std::move(request)};
}

AwsConfig DynamoDBClient::config() const {
    return core_->state()->config();
}

const Runtime& DynamoDBClient::runtime() const noexcept {
    return core_->runtime();
}

std::map<std::pair<std::string, std::string>, std::uint64_t> DynamoDBClient::requests() const {
    return core_->runtime().state()->service<aws::RequestCounters>().counts();
}

}  // namespace dynoxx
