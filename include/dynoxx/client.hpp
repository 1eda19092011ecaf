#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/aws_options.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/operation.hpp>
#include <dynoxx/runtime.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace dynoxx {

template <class T>
class Table;
class TableOptions;
template <class T>
class Get;
template <class... Objects>
class TransactGetOperation;
template <class T>
class TransactGetList;
template <class... Parts>
class TransactWriteOperation;
class TransactWriteList;
class TransactPart;

/// One low-level call: its request as it is, its answer as it is.
///
/// @par Retries
/// As the client's configuration says. A write whose answer was lost is sent again, and may so be done twice: an
/// increment counts twice, a condition that the first try made false fails. `retry(Retry::None)` forbids it.
/// `transact_write_items` alone does nothing twice, because its attempts carry one token.
template <class Request, class Response>
class LowLevelOperation : public Operation<LowLevelOperation<Request, Response>, Response> {
 public:
    LowLevelOperation(detail::CallTarget target, Request request)
        : Operation<LowLevelOperation<Request, Response>, Response>(std::move(target)), request_(std::move(request)) {}

    /// Gives what would be sent.
    [[nodiscard]] const Request& request() const noexcept { return request_; }

 private:
    friend class Operation<LowLevelOperation<Request, Response>, Response>;

    [[nodiscard]] detail::FlowPtr flow() const;
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<Response>(reply)); };
    }

    Request request_;
};

/// The client: DynamoDB, and behind it the parts that S3 and KMS attributes need.
///
/// All clients of one runtime share connections, credentials and retry quotas. The S3 and KMS parts are made by the
/// first attribute that needs them.
///
/// @par Thread safety
/// Yes. A copy is a handle on the same client.
/// @par Cost
/// A constructor touches no file, no network and no environment variable; the first call reads the configuration.
class DynamoDBClient {
 public:
    /// Makes a client. Wrong options are reported by the first call.
    explicit DynamoDBClient(AwsOptions options = {}, Runtime runtime = Runtime::global());

    /// Gives a handle on the table of a model, with its own names or with others. Sends nothing.
    template <class T>
    [[nodiscard]] Table<T> table() const;
    template <class T>
    [[nodiscard]] Table<T> table(TableOptions options) const;

    /// Reads items of any tables as they are at one moment: `transact_get(users.get("u#1"), orders.get("o#7"))`.
    template <class... Objects>
    [[nodiscard]] TransactGetOperation<Objects...> transact_get(const Get<Objects>&... parts) const;
    /// The same for a number of items of one model that is only known at run time.
    template <class T>
    [[nodiscard]] TransactGetList<T> transact_get(const std::vector<Get<T>>& parts) const;

    /// Writes items of any tables, all of them or none: `transact_write(users.put(ada), orders.remove("o#7"))`.
    template <class... Parts>
    [[nodiscard]] TransactWriteOperation<Parts...> transact_write(const Parts&... parts) const;
    /// The same for parts that are only known at run time.
    [[nodiscard]] TransactWriteList transact_write(const std::vector<TransactPart>& parts) const;

    /// Give the operations of DynamoDB's own API, without a model. S3, KMS and conversions have no part in them.
    [[nodiscard]] LowLevelOperation<PutItemRequest, PutItemResponse> put_item(PutItemRequest request) const;
    [[nodiscard]] LowLevelOperation<GetItemRequest, GetItemResponse> get_item(GetItemRequest request) const;
    [[nodiscard]] LowLevelOperation<UpdateItemRequest, UpdateItemResponse> update_item(UpdateItemRequest request) const;
    [[nodiscard]] LowLevelOperation<DeleteItemRequest, DeleteItemResponse> delete_item(DeleteItemRequest request) const;
    [[nodiscard]] LowLevelOperation<QueryRequest, QueryResponse> query(QueryRequest request) const;
    [[nodiscard]] LowLevelOperation<ScanRequest, ScanResponse> scan(ScanRequest request) const;

    /// Send one batch; what the service leaves undone is in the answer.
    [[nodiscard]] LowLevelOperation<BatchGetItemRequest, BatchGetItemResponse> batch_get_item(
        BatchGetItemRequest request) const;
    [[nodiscard]] LowLevelOperation<BatchWriteItemRequest, BatchWriteItemResponse> batch_write_item(
        BatchWriteItemRequest request) const;

    /// Give transactions: all of it or nothing.
    [[nodiscard]] LowLevelOperation<TransactGetItemsRequest, TransactGetItemsResponse> transact_get_items(
        TransactGetItemsRequest request) const;
    [[nodiscard]] LowLevelOperation<TransactWriteItemsRequest, TransactWriteItemsResponse> transact_write_items(
        TransactWriteItemsRequest request) const;

    /// Gives one statement of PartiQL.
    [[nodiscard]] LowLevelOperation<ExecuteStatementRequest, ExecuteStatementResponse> execute_statement(
        ExecuteStatementRequest request) const;

    /// Give what is done with tables as a whole. What they begin goes on after the answer: see `describe_table`.
    [[nodiscard]] LowLevelOperation<CreateTableRequest, CreateTableResponse> create_table(
        CreateTableRequest request) const;
    [[nodiscard]] LowLevelOperation<DescribeTableRequest, DescribeTableResponse> describe_table(
        DescribeTableRequest request) const;
    [[nodiscard]] LowLevelOperation<ListTablesRequest, ListTablesResponse> list_tables(ListTablesRequest request) const;
    [[nodiscard]] LowLevelOperation<UpdateTableRequest, UpdateTableResponse> update_table(
        UpdateTableRequest request) const;
    [[nodiscard]] LowLevelOperation<DeleteTableRequest, DeleteTableResponse> delete_table(
        DeleteTableRequest request) const;
    [[nodiscard]] LowLevelOperation<UpdateTimeToLiveRequest, UpdateTimeToLiveResponse> update_time_to_live(
        UpdateTimeToLiveRequest request) const;
    [[nodiscard]] LowLevelOperation<DescribeTimeToLiveRequest, DescribeTimeToLiveResponse> describe_time_to_live(
        DescribeTimeToLiveRequest request) const;

    /// Gives the configuration; reads it if no call has done so yet.
    ///
    /// @par Errors
    /// `ConfigurationException`.
    [[nodiscard]] AwsConfig config() const;

    /// Gives the runtime that the client was made with.
    [[nodiscard]] const Runtime& runtime() const noexcept;

    /// Gives how many requests this client's runtime has sent, each attempt counted, by service and operation.
    [[nodiscard]] std::map<std::pair<std::string, std::string>, std::uint64_t> requests() const;

    explicit DynamoDBClient(std::shared_ptr<detail::ClientCore> core) : core_(std::move(core)) {}  ///< for the library
    [[nodiscard]] const std::shared_ptr<detail::ClientCore>& core() const noexcept {
        return core_;
    }  ///< for the library

 private:
    std::shared_ptr<detail::ClientCore> core_;
};

}  // namespace dynoxx
