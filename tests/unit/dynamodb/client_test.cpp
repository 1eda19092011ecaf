#include "unit/dynamodb/scripted_client.hpp"

#include <gmock/gmock.h>

namespace dynoxx::dynamodb {
namespace {

using test::answer;
using test::FakeTransport;
using ::testing::HasSubstr;

using ClientTest = ScriptedClient;

const http::Response broken = answer(500, "{}");

TEST_F(ClientTest, names_the_operation_in_the_header_that_the_service_reads) {
    ScanRequest request;
    request.table_name = "t";
    run(&Client::scan, request, {answer(200, "{}")});
    EXPECT_EQ(sent(0).headers.get("X-Amz-Target"), "DynamoDB_20120810.Scan");
    EXPECT_EQ(sent(0).headers.get("Content-Type"), "application/x-amz-json-1.0");
    EXPECT_EQ(body(0), R"({"TableName":"t"})");
}

TEST_F(ClientTest, goes_to_the_account_of_the_tables_that_a_request_names_by_their_arns) {
    const std::string users = "arn:aws:dynamodb:eu-west-1:222222222222:table/users";
    const std::string host = "222222222222.ddb.eu-west-1.amazonaws.com";
    const auto sent_to = [this] { return transport->sent().at(0).origin.host; };

    GetItemRequest get;
    get.table_name = users;
    run(&Client::get_item, get, {answer(200, "{}")});
    EXPECT_EQ(sent_to(), host);

    BatchGetItemRequest batch_get;
    batch_get.request_items[users];
    batch_get.request_items["a-name"];
    run(&Client::batch_get_item, batch_get, {answer(200, "{}")});
    EXPECT_EQ(sent_to(), host);

    BatchWriteItemRequest batch_write;
    batch_write.request_items[users];
    batch_write.request_items["a-name"];
    run(&Client::batch_write_item, batch_write, {answer(200, "{}")});
    EXPECT_EQ(sent_to(), host);

    TransactGet read;
    read.table_name = "a-name";
    TransactGetItemsRequest reads;
    reads.items.push_back(read);
    read.table_name = users;
    reads.items.push_back(read);
    run(&Client::transact_get_items, reads, {answer(200, R"({"Responses":[{},{}]})")});
    EXPECT_EQ(sent_to(), host);

    TransactPut put;
    put.table_name = users;
    TransactWriteItemsRequest writes;
    writes.items.emplace_back(put);
    run(&Client::transact_write_items, writes, {answer(200, "{}")});
    EXPECT_EQ(sent_to(), host);
}

TEST_F(ClientTest, sends_one_token_with_every_attempt_of_a_transaction) {
    run(&Client::transact_write_items, TransactWriteItemsRequest(), {broken, answer(200, "{}")});
    ASSERT_EQ(transport->sent().size(), 2U);
    EXPECT_EQ(body(0), R"({"TransactItems":[],"ClientRequestToken":"01010101-0101-4101-8101-010101010101"})");
    EXPECT_EQ(body(1), body(0));
}

TEST_F(ClientTest, makes_another_token_for_another_transaction) {
    run(&Client::transact_write_items, TransactWriteItemsRequest(), {answer(200, "{}")});
    const std::string first = body(0);
    run(&Client::transact_write_items, TransactWriteItemsRequest(), {answer(200, "{}")});
    EXPECT_NE(body(0), first);
}

TEST_F(ClientTest, keeps_the_token_that_it_is_given) {
    TransactWriteItemsRequest request;
    request.client_request_token = "mine";
    run(&Client::transact_write_items, request, {answer(200, "{}")});
    EXPECT_THAT(body(0), HasSubstr(R"("ClientRequestToken":"mine")"));
}

TEST_F(ClientTest, gives_the_reasons_of_a_cancelled_transaction) {
    const Error failed = error(
        &Client::transact_write_items, TransactWriteItemsRequest(),
        {answer(400,
                R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"cancelled",)"
                R"("CancellationReasons":[{"Code":"ConditionalCheckFailed","Message":"no"}]})")});
    EXPECT_EQ(failed.code(), ErrorCode::TransactionCanceled);
    EXPECT_EQ(failed.attempts(), 1);
    ASSERT_EQ(failed.cancellation_reasons().size(), 1U);
    EXPECT_EQ(failed.cancellation_reasons()[0].code, "ConditionalCheckFailed");
}

TEST_F(ClientTest, names_the_table_that_is_not_there_if_there_is_only_one) {
    const std::vector<FakeTransport::Answer> refusal{answer(400, R"({"__type":"a#ResourceNotFoundException"})")};
    TransactGet one;
    one.table_name = "users";
    TransactGetItemsRequest gets;
    gets.items = {one, one};
    EXPECT_EQ(error(&Client::transact_get_items, gets, refusal).message(), "Table 'users' not found");
    gets.items[1].table_name = "others";
    EXPECT_EQ(error(&Client::transact_get_items, gets, refusal).message(), "Resource not found");
    BatchGetItemRequest batch;
    batch.request_items["users"].keys = {Item()};
    EXPECT_EQ(error(&Client::batch_get_item, batch, refusal).message(), "Table 'users' not found");
    TransactDelete remove;
    remove.table_name = "users";
    TransactWriteItemsRequest writes;
    writes.items = {remove};
    EXPECT_EQ(error(&Client::transact_write_items, writes, refusal).message(), "Table 'users' not found");
}

TEST_F(ClientTest, refuses_an_answer_with_fewer_items_than_keys) {
    TransactGetItemsRequest request;
    request.items.resize(2);
    const Error failed = error(&Client::transact_get_items, request, {answer(200, R"({"Responses":[{}]})")});
    EXPECT_EQ(failed.code(), ErrorCode::InvalidResponse);
    EXPECT_EQ(failed.service().operation, "TransactGetItems");
    EXPECT_EQ(run(&Client::transact_get_items, request, {answer(200, R"({"Responses":[{},{}]})")}).items.size(), 2U);
}

}  // namespace
}  // namespace dynoxx::dynamodb
