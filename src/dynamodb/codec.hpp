#pragma once

#include <dynoxx/dynamodb.hpp>

#include <string>

/// Requests of DynamoDB as the text of their bodies, and answers from theirs. No I/O.
///
/// @par Errors
/// `encode` gives `InvalidItem` for text that is not UTF-8 (with the path of the attribute) and for values nested too
/// deeply; `decode_*` gives `InvalidResponse` for everything that is not the answer asked for. Both throw.
/// @par Source
/// Amazon DynamoDB Developer Guide, "DynamoDB low-level API" (protocol `awsJson1_0`).
namespace dynoxx::dynamodb {

[[nodiscard]] std::string encode(const PutItemRequest& request);
[[nodiscard]] std::string encode(const GetItemRequest& request);
[[nodiscard]] std::string encode(const UpdateItemRequest& request);
[[nodiscard]] std::string encode(const DeleteItemRequest& request);
[[nodiscard]] std::string encode(const QueryRequest& request);
[[nodiscard]] std::string encode(const ScanRequest& request);
[[nodiscard]] std::string encode(const BatchGetItemRequest& request);
[[nodiscard]] std::string encode(const BatchWriteItemRequest& request);
[[nodiscard]] std::string encode(const TransactGetItemsRequest& request);
[[nodiscard]] std::string encode(const TransactWriteItemsRequest& request);
[[nodiscard]] std::string encode(const CreateTableRequest& request);
[[nodiscard]] std::string encode(const DescribeTableRequest& request);
[[nodiscard]] std::string encode(const ListTablesRequest& request);
[[nodiscard]] std::string encode(const UpdateTableRequest& request);
[[nodiscard]] std::string encode(const DeleteTableRequest& request);
[[nodiscard]] std::string encode(const UpdateTimeToLiveRequest& request);
[[nodiscard]] std::string encode(const DescribeTimeToLiveRequest& request);
[[nodiscard]] std::string encode(const ExecuteStatementRequest& request);

// The bodies are std::string, not a view: one with 64 bytes of spare capacity is parsed without a copy.
[[nodiscard]] PutItemResponse decode_put_item(const std::string& body);
[[nodiscard]] GetItemResponse decode_get_item(const std::string& body);
[[nodiscard]] UpdateItemResponse decode_update_item(const std::string& body);
[[nodiscard]] DeleteItemResponse decode_delete_item(const std::string& body);
[[nodiscard]] QueryResponse decode_query(const std::string& body);
[[nodiscard]] ScanResponse decode_scan(const std::string& body);
[[nodiscard]] BatchGetItemResponse decode_batch_get_item(const std::string& body);
[[nodiscard]] BatchWriteItemResponse decode_batch_write_item(const std::string& body);
[[nodiscard]] TransactGetItemsResponse decode_transact_get_items(const std::string& body);
[[nodiscard]] TransactWriteItemsResponse decode_transact_write_items(const std::string& body);
[[nodiscard]] CreateTableResponse decode_create_table(const std::string& body);
[[nodiscard]] DescribeTableResponse decode_describe_table(const std::string& body);
[[nodiscard]] ListTablesResponse decode_list_tables(const std::string& body);
[[nodiscard]] UpdateTableResponse decode_update_table(const std::string& body);
[[nodiscard]] DeleteTableResponse decode_delete_table(const std::string& body);
[[nodiscard]] UpdateTimeToLiveResponse decode_update_time_to_live(const std::string& body);
[[nodiscard]] DescribeTimeToLiveResponse decode_describe_time_to_live(const std::string& body);
[[nodiscard]] ExecuteStatementResponse decode_execute_statement(const std::string& body);

}  // namespace dynoxx::dynamodb
