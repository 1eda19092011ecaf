#include "dynamodb/codec.hpp"
#include "unit/dynamodb/scripted_client.hpp"

#include <gmock/gmock.h>

#include <string_view>

namespace dynoxx::dynamodb {
namespace {

using ::testing::HasSubstr;

/// An operation, and an answer of its that has every part.
struct Operation {
    const char* name;
    void (*decode)(const std::string& body);
    std::string answer;
};

constexpr const char* item =
    R"({"a":{"S":"x"},"b":{"N":"1"},"c":{"L":[{"BOOL":true},{"NULL":true}]},"d":{"B":"eA=="}})";
constexpr const char* capacity =
    R"({"TableName":"t","CapacityUnits":1.5,"Table":{"CapacityUnits":1},"GlobalSecondaryIndexes":{"g":{"CapacityUnits":1}}})";
constexpr const char* table =
    R"({"TableName":"t","TableStatus":"ACTIVE","ItemCount":1,"AttributeDefinitions":[{"AttributeName":"a",)"
    R"("AttributeType":"S"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"BillingModeSummary":{"BillingMode":)"
    R"("PROVISIONED"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"GlobalSecondaryIndexes":)"
    R"([{"IndexName":"g","IndexStatus":"ACTIVE","Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["n"]}}],)"
    R"("DeletionProtectionEnabled":true})";

/// Puts the parts into a text in which `$item`, `$capacity` and `$table` stand for them.
std::string filled(std::string text) {
    const std::pair<std::string_view, const char*> parts[] = {
        {"$item", item}, {"$capacity", capacity}, {"$table", table}};
    for (const auto& [name, part] : parts) {
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
            text.replace(at, name.size(), part);
        }
    }
    return text;
}

template <auto decode>
void decode_with(const std::string& body) {
    static_cast<void>(decode(body));
}

std::vector<Operation> operations() {
    const std::string page =
        filled(R"({"Items":[$item],"Count":1,"ScannedCount":1,"LastEvaluatedKey":$item,"ConsumedCapacity":$capacity})");
    const std::string attributes = filled(R"({"Attributes":$item,"ConsumedCapacity":$capacity})");
    const std::string description = filled(R"({"TableDescription":$table})");
    return {
        {"PutItem", decode_with<decode_put_item>, attributes},
        {"GetItem", decode_with<decode_get_item>, filled(R"({"Item":$item,"ConsumedCapacity":$capacity})")},
        {"UpdateItem", decode_with<decode_update_item>, attributes},
        {"DeleteItem", decode_with<decode_delete_item>, attributes},
        {"Query", decode_with<decode_query>, page},
        {"Scan", decode_with<decode_scan>, page},
        {"BatchGetItem", decode_with<decode_batch_get_item>,
         filled(
             R"({"Responses":{"t":[$item]},"UnprocessedKeys":{"t":{"Keys":[$item],"ConsistentRead":true,)"
             R"("ProjectionExpression":"p","ExpressionAttributeNames":{"#n":"n"}}},"ConsumedCapacity":[$capacity]})")},
        {"BatchWriteItem", decode_with<decode_batch_write_item>,
         filled(R"({"UnprocessedItems":{"t":[{"PutRequest":{"Item":$item}},{"DeleteRequest":{"Key":$item}}]},)"
                R"("ConsumedCapacity":[$capacity]})")},
        {"TransactGetItems", decode_with<decode_transact_get_items>,
         filled(R"({"Responses":[{"Item":$item},{}],"ConsumedCapacity":[$capacity]})")},
        {"TransactWriteItems", decode_with<decode_transact_write_items>, filled(R"({"ConsumedCapacity":[$capacity]})")},
        {"ExecuteStatement", decode_with<decode_execute_statement>,
         filled(R"({"Items":[$item],"NextToken":"n","LastEvaluatedKey":$item,"ConsumedCapacity":$capacity})")},
        {"CreateTable", decode_with<decode_create_table>, description},
        {"UpdateTable", decode_with<decode_update_table>, description},
        {"DeleteTable", decode_with<decode_delete_table>, description},
        {"DescribeTable", decode_with<decode_describe_table>, filled(R"({"Table":$table})")},
        {"ListTables", decode_with<decode_list_tables>, R"({"TableNames":["t"],"LastEvaluatedTableName":"t"})"},
        {"UpdateTimeToLive", decode_with<decode_update_time_to_live>,
         R"({"TimeToLiveSpecification":{"AttributeName":"a","Enabled":true}})"},
        {"DescribeTimeToLive", decode_with<decode_describe_time_to_live>,
         R"({"TimeToLiveDescription":{"AttributeName":"a","TimeToLiveStatus":"ENABLED"}})"},
    };
}

/// Says whether a body is read; a refusal must be `InvalidResponse` and name the operation.
bool is_read(const Operation& operation, const std::string& body) {
    try {
        operation.decode(body);
        return true;
    } catch (const ResponseException& exception) {
        EXPECT_EQ(exception.error().code(), ErrorCode::InvalidResponse) << body;
        EXPECT_THAT(exception.error().message(), HasSubstr("The answer to " + std::string(operation.name) + " "));
        return false;
    }
}

TEST(MalformedAnswers, start_from_answers_that_are_well_formed) {
    for (const Operation& operation : operations()) {
        EXPECT_TRUE(is_read(operation, operation.answer)) << operation.name;
    }
}

TEST(MalformedAnswers, that_end_too_early_are_refused) {
    for (const Operation& operation : operations()) {
        for (std::size_t size = 0; size < operation.answer.size(); ++size) {
            EXPECT_FALSE(is_read(operation, operation.answer.substr(0, size))) << operation.name << " " << size;
        }
    }
}

TEST(MalformedAnswers, with_one_other_byte_are_read_or_refused) {
    constexpr std::string_view others("\0\"{],0x\xFF", 8);
    for (const Operation& operation : operations()) {
        std::size_t refused = 0;
        for (std::size_t at = 0; at < operation.answer.size(); ++at) {
            for (const char other : others) {
                std::string body = operation.answer;
                body[at] = other;
                refused += is_read(operation, body) ? 0 : 1;
            }
        }
        EXPECT_GT(refused, operation.answer.size()) << operation.name;
    }
}

TEST(MalformedAnswers, that_are_other_json_are_refused) {
    for (const Operation& operation : operations()) {
        for (const char* body : {"", "null", "true", "0", "\"{}\"", "[]", "[{}]", "<html></html>", "\xEF\xBB\xBF"}) {
            EXPECT_FALSE(is_read(operation, body)) << operation.name << " " << body;
        }
    }
}

class MalformedAnswersToClient : public ScriptedClient {
 protected:
    template <class Request, class Response>
    void expect_named(Method<Request, Response> method, const std::string& operation) {
        const Error failed = error(method, Request(), {test::answer(200, "[]")});
        EXPECT_EQ(failed.code(), ErrorCode::InvalidResponse) << operation;
        EXPECT_EQ(failed.message(), "Invalid response from DynamoDB.") << operation;
        EXPECT_THAT(failed.cause(), HasSubstr("The answer to " + operation + " cannot be understood"));
        EXPECT_EQ(failed.service().service, "DynamoDB");
        EXPECT_EQ(failed.service().operation, operation);
        EXPECT_EQ(sent(0).headers.get("X-Amz-Target"), "DynamoDB_20120810." + operation);
    }
};

TEST_F(MalformedAnswersToClient, name_service_and_operation) {
    expect_named(&Client::put_item, "PutItem");
    expect_named(&Client::get_item, "GetItem");
    expect_named(&Client::update_item, "UpdateItem");
    expect_named(&Client::delete_item, "DeleteItem");
    expect_named(&Client::query, "Query");
    expect_named(&Client::scan, "Scan");
    expect_named(&Client::batch_get_item, "BatchGetItem");
    expect_named(&Client::batch_write_item, "BatchWriteItem");
    expect_named(&Client::transact_get_items, "TransactGetItems");
    expect_named(&Client::transact_write_items, "TransactWriteItems");
    expect_named(&Client::execute_statement, "ExecuteStatement");
    expect_named(&Client::create_table, "CreateTable");
    expect_named(&Client::update_table, "UpdateTable");
    expect_named(&Client::delete_table, "DeleteTable");
    expect_named(&Client::describe_table, "DescribeTable");
    expect_named(&Client::list_tables, "ListTables");
    expect_named(&Client::update_time_to_live, "UpdateTimeToLive");
    expect_named(&Client::describe_time_to_live, "DescribeTimeToLive");
}

}  // namespace
}  // namespace dynoxx::dynamodb
