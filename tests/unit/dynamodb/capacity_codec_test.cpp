#include "dynamodb/codec.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

template <class Request>
void expect_asked_for(const char* what) {
    Request request;
    EXPECT_THAT(encode(request), Not(HasSubstr("Capacity"))) << what;
    request.return_consumed_capacity = ReturnConsumedCapacity::Total;
    EXPECT_THAT(encode(request), EndsWith(R"("ReturnConsumedCapacity":"TOTAL"})")) << what;
    request.return_consumed_capacity = ReturnConsumedCapacity::Indexes;
    EXPECT_THAT(encode(request), EndsWith(R"("ReturnConsumedCapacity":"INDEXES"})")) << what;
}

TEST(ConsumedCapacityCodec, is_asked_for_by_every_request_for_items) {
    expect_asked_for<PutItemRequest>("PutItem");
    expect_asked_for<GetItemRequest>("GetItem");
    expect_asked_for<UpdateItemRequest>("UpdateItem");
    expect_asked_for<DeleteItemRequest>("DeleteItem");
    expect_asked_for<QueryRequest>("Query");
    expect_asked_for<ScanRequest>("Scan");
    expect_asked_for<BatchGetItemRequest>("BatchGetItem");
    expect_asked_for<BatchWriteItemRequest>("BatchWriteItem");
    expect_asked_for<TransactGetItemsRequest>("TransactGetItems");
    expect_asked_for<TransactWriteItemsRequest>("TransactWriteItems");
    expect_asked_for<ExecuteStatementRequest>("ExecuteStatement");
}

const std::string one =
    R"({"TableName":"t","CapacityUnits":12.5,"ReadCapacityUnits":2,"WriteCapacityUnits":1e1,)"
    R"("Table":{"CapacityUnits":9},"GlobalSecondaryIndexes":{"g":{"CapacityUnits":2},"h":{"CapacityUnits":0.5}},)"
    R"("LocalSecondaryIndexes":{"l":{"CapacityUnits":1}}})";

void expect_one(const std::optional<ConsumedCapacity>& capacity, const char* what) {
    ASSERT_TRUE(capacity) << what;
    EXPECT_EQ(capacity->table_name, "t");
    EXPECT_EQ(capacity->capacity_units, 12.5);
    EXPECT_EQ(capacity->read_capacity_units, 2);
    EXPECT_EQ(capacity->write_capacity_units, 10);
    EXPECT_EQ(capacity->table_units, 9);
    EXPECT_EQ(capacity->global_indexes, (std::map<std::string, double>{{"g", 2}, {"h", 0.5}}));
    EXPECT_EQ(capacity->local_indexes, (std::map<std::string, double>{{"l", 1}}));
}

TEST(ConsumedCapacityCodec, is_read_from_answers_about_one_table) {
    const std::string body = R"({"ConsumedCapacity":)" + one + "}";
    expect_one(decode_put_item(body).consumed_capacity, "PutItem");
    expect_one(decode_get_item(body).consumed_capacity, "GetItem");
    expect_one(decode_update_item(body).consumed_capacity, "UpdateItem");
    expect_one(decode_delete_item(body).consumed_capacity, "DeleteItem");
    expect_one(decode_query(body).consumed_capacity, "Query");
    expect_one(decode_scan(body).consumed_capacity, "Scan");
    expect_one(decode_execute_statement(body).consumed_capacity, "ExecuteStatement");
    EXPECT_FALSE(decode_query("{}").consumed_capacity);
}

TEST(ConsumedCapacityCodec, is_read_from_answers_about_several_tables) {
    const std::string body = R"({"ConsumedCapacity":[)" + one + R"(,{"TableName":"u","CapacityUnits":1}]})";
    const auto expect_both = [](const std::vector<ConsumedCapacity>& capacities, const char* what) {
        ASSERT_EQ(capacities.size(), 2U) << what;
        expect_one(capacities[0], what);
        EXPECT_EQ(capacities[1].table_name, "u") << what;
        EXPECT_EQ(capacities[1].capacity_units, 1) << what;
    };
    expect_both(decode_batch_get_item(body).consumed_capacity, "BatchGetItem");
    expect_both(decode_batch_write_item(body).consumed_capacity, "BatchWriteItem");
    expect_both(decode_transact_get_items(body).consumed_capacity, "TransactGetItems");
    expect_both(decode_transact_write_items(body).consumed_capacity, "TransactWriteItems");
    EXPECT_TRUE(decode_batch_get_item("{}").consumed_capacity.empty());
}

TEST(ConsumedCapacityCodec, is_refused_if_it_is_none) {
    for (const char* capacity :
         {"1", "[]", R"({"CapacityUnits":"1"})", R"({"TableName":1})", R"({"GlobalSecondaryIndexes":[]})",
          R"({"LocalSecondaryIndexes":{"l":{"CapacityUnits":[]}}})"}) {
        EXPECT_THROW((void)decode_query(R"({"ConsumedCapacity":)" + std::string(capacity) + "}"), ResponseException)
            << capacity;
    }
    EXPECT_THROW((void)decode_batch_get_item(R"({"ConsumedCapacity":{}})"), ResponseException);
    EXPECT_THROW((void)decode_batch_get_item(R"({"ConsumedCapacity":[1]})"), ResponseException);
}

}  // namespace
}  // namespace dynoxx::dynamodb
