#pragma once

#include <dynoxx/dynamodb.hpp>

#include "aws/caller.hpp"

namespace dynoxx::dynamodb {

/// DynamoDB's operations as tasks: encodes, calls, decodes. A view on a caller, which must live longer.
///
/// @par Thread safety
/// Yes.
class Client {
 public:
    explicit Client(aws::Caller& caller) : caller_(&caller) {}

    [[nodiscard]] runtime::task<PutItemResponse> put_item(runtime::Context context, PutItemRequest request,
                                                          aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<GetItemResponse> get_item(runtime::Context context, GetItemRequest request,
                                                          aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<UpdateItemResponse> update_item(runtime::Context context, UpdateItemRequest request,
                                                                aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<DeleteItemResponse> delete_item(runtime::Context context, DeleteItemRequest request,
                                                                aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<QueryResponse> query(runtime::Context context, QueryRequest request,
                                                     aws::CallSettings settings) const;

    [[nodiscard]] runtime::task<ScanResponse> scan(runtime::Context context, ScanRequest request,
                                                   aws::CallSettings settings) const;

    /// Send one batch as it is: what DynamoDB leaves unprocessed is given back, not sent again.
    [[nodiscard]] runtime::task<BatchGetItemResponse> batch_get_item(runtime::Context context,
                                                                     BatchGetItemRequest request,
                                                                     aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<BatchWriteItemResponse> batch_write_item(runtime::Context context,
                                                                         BatchWriteItemRequest request,
                                                                         aws::CallSettings settings) const;

    /// Gives as many items as were asked for; an answer with another number of them is `InvalidResponse`.
    [[nodiscard]] runtime::task<TransactGetItemsResponse> transact_get_items(runtime::Context context,
                                                                             TransactGetItemsRequest request,
                                                                             aws::CallSettings settings) const;

    /// Makes a token if the request has none.
    [[nodiscard]] runtime::task<TransactWriteItemsResponse> transact_write_items(runtime::Context context,
                                                                                 TransactWriteItemsRequest request,
                                                                                 aws::CallSettings settings) const;

    [[nodiscard]] runtime::task<CreateTableResponse> create_table(runtime::Context context, CreateTableRequest request,
                                                                  aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<DescribeTableResponse> describe_table(runtime::Context context,
                                                                      DescribeTableRequest request,
                                                                      aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<ListTablesResponse> list_tables(runtime::Context context, ListTablesRequest request,
                                                                aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<UpdateTableResponse> update_table(runtime::Context context, UpdateTableRequest request,
                                                                  aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<DeleteTableResponse> delete_table(runtime::Context context, DeleteTableRequest request,
                                                                  aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<UpdateTimeToLiveResponse> update_time_to_live(runtime::Context context,
                                                                              UpdateTimeToLiveRequest request,
                                                                              aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<DescribeTimeToLiveResponse> describe_time_to_live(runtime::Context context,
                                                                                  DescribeTimeToLiveRequest request,
                                                                                  aws::CallSettings settings) const;
    [[nodiscard]] runtime::task<ExecuteStatementResponse> execute_statement(runtime::Context context,
                                                                            ExecuteStatementRequest request,
                                                                            aws::CallSettings settings) const;

 private:
    aws::Caller* caller_;
};

}  // namespace dynoxx::dynamodb
