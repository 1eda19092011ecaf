#include "local_table.hpp"

#include <string>
#include <utility>
#include <vector>

/// The service reads values in two checks, an older and a newer one, and each operation has its own of the two.
namespace dynoxx::local::dynamodb {
namespace {

const std::string overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
const std::string underflow =
    "Number underflow. Attempting to store a number with magnitude smaller than supported range";
const std::string not_numeric = "The parameter cannot be converted to a numeric value";
const std::string invalid = "One or more parameter values were invalid: ";

std::string message(std::string_view text) {
    std::string result = R"("message":")";
    for (const char c : text) {
        result += c == '"' ? "\\\"" : std::string(1, c);
    }
    return result + '"';
}

/// A value, and what both checks say of it.
struct Case {
    std::string value;
    std::string current;
    std::string older;
};

const std::vector<Case> cases = {
    {R"({"N":"abc"})", not_numeric + ": abc", not_numeric + ": abc"},
    {R"({"N":""})", not_numeric + ": ", not_numeric},
    {R"({"N":"1 "})", not_numeric + ": 1 ", not_numeric + ": 1 "},
    {R"({"N":"1e126"})", overflow, overflow},
    {R"({"N":"1e-131"})", underflow, underflow},
    {R"({"N":"1e2147483647"})", overflow, underflow},
    {R"({"N":"1e99999999999"})", overflow, not_numeric + ": 1e99999999999"},
    {R"({"N":"1e9223372036854775808"})", not_numeric + ": 1e9223372036854775808",
     not_numeric + ": 1e9223372036854775808"},
    {R"({"N":"0e126"})", overflow, overflow},
    {R"({"N":"0e-131"})", underflow, underflow},
    {R"({"SS":["b","a","b"]})", invalid + R"(Input collection ["a", "b", "b"] contains duplicates.)",
     invalid + "Input collection [b, a, b] contains duplicates."},
    {R"({"BS":["/w==","AA==","AA=="]})",
     invalid + R"(Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.)",
     invalid + "Input collection [/w==, AA==, AA==]of type BS contains duplicates."},
    {R"({"NS":["2","1","2.0"]})", invalid + "Input collection contains duplicates.",
     "Input collection contains duplicates"},
};

/// A request with a place for the value.
struct Place {
    std::string operation;
    std::string before;
    std::string after;
};

void expect_everywhere(const std::vector<Place>& places, const std::string Case::*wanted, const std::string& begin,
                       const std::string& end) {
    LocalTable local;
    for (const Place& place : places) {
        for (const Case& one : cases) {
            const std::string body = local.error(place.operation, place.before + one.value + place.after);
            EXPECT_TRUE(has(body, "#ValidationException"));
            EXPECT_TRUE(has(body, message(begin + one.*wanted + end))) << place.operation << ' ' << one.value;
        }
    }
}

TEST(ValueLayers, single_writes_use_the_newer_one_in_a_constraint) {
    expect_everywhere(
        {{"PutItem", R"({"TableName":"plain","Item":{"id":{"S":"i"},"v":)", "}}"},
         {"PutItem", R"({"TableName":"plain","Item":{"id":{"S":"i"},"v":{"M":{"x":{"L":[)", "]}}}}}"},
         {"PutItem",
          R"({"TableName":"plain","Item":{"id":{"S":"i"}},"ConditionExpression":"a = :v","ExpressionAttributeValues":{":v":)",
          "}}"},
         {"UpdateItem",
          R"({"TableName":"plain","Key":{"id":{"S":"i"}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":)",
          "}}"},
         {"UpdateItem", R"({"TableName":"plain","Key":{"id":)", "}}"},
         {"DeleteItem", R"({"TableName":"plain","Key":{"id":)", "}}"}},
        &Case::current, "1 validation error detected: ", "");
}

TEST(ValueLayers, single_reads_use_the_newer_one_alone) {
    expect_everywhere(
        {{"GetItem", R"({"TableName":"plain","Key":{"id":)", "}}"},
         {"BatchGetItem", R"({"RequestItems":{"plain":{"Keys":[{"id":)", "}]}}}"},
         {"Query", R"({"TableName":"plain","KeyConditionExpression":"id = :v","ExpressionAttributeValues":{":v":)",
          "}}"}},
        &Case::current, "", "");
}

TEST(ValueLayers, batches_and_transactions_use_the_older_one_alone) {
    expect_everywhere(
        {{"BatchWriteItem", R"({"RequestItems":{"plain":[{"PutRequest":{"Item":{"id":{"S":"i"},"v":)", "}}}]}}"},
         {"BatchWriteItem", R"({"RequestItems":{"plain":[{"DeleteRequest":{"Key":{"id":)", "}}}]}}"},
         {"TransactWriteItems", R"({"TransactItems":[{"Put":{"TableName":"plain","Item":{"id":{"S":"i"},"v":)",
          "}}}]}"},
         {"TransactGetItems", R"({"TransactItems":[{"Get":{"TableName":"plain","Key":{"id":)", "}}}]}"},
         {"ExecuteStatement", R"({"Statement":"SELECT * FROM plain WHERE v = ?","Parameters":[)", "]}"}},
        &Case::older, "", "");
}

TEST(ValueLayers, the_older_one_names_the_placeholder) {
    expect_everywhere(
        {{"Scan", R"({"TableName":"plain","FilterExpression":"a = :v","ExpressionAttributeValues":{":v":)", "}}"},
         {"TransactWriteItems",
          R"({"TransactItems":[{"Update":{"TableName":"plain","Key":{"id":{"S":"i"}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":)",
          "}}}]}"}},
        &Case::older, "ExpressionAttributeValues contains invalid value: ", " for key :v");
}

TEST(ValueLayers, zero_may_have_an_exponent_within_the_range) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"i"},"v":{"N":"0e125"}}})");
    EXPECT_TRUE(has(local.ok("GetItem", R"({"TableName":"plain","Key":{"id":{"S":"i"}}})"), R"("v":{"N":"0"})"));
}

TEST(RequestErrors, of_single_writes_are_constraints) {
    const std::vector<std::pair<std::string, std::string>> all = {
        {R"("ExpressionAttributeValues":{":v":{"S":"x"}})",
         "ExpressionAttributeValues can only be specified when using expressions"},
        {R"("ExpressionAttributeNames":{"#a":"a"})",
         "ExpressionAttributeNames can only be specified when using expressions"},
        {R"("ConditionExpression":"")", "Invalid ConditionExpression: The expression can not be empty;"},
        {R"("ConditionExpression":"attribute_exists(a) ","ExpressionAttributeValues":{})",
         "ExpressionAttributeValues must not be empty"},
        {R"("ConditionExpression":"attribute_exists(a) ","ExpressionAttributeNames":{})",
         "ExpressionAttributeNames must not be empty"},
        {R"("ConditionExpression":"a = :v")",
         "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute "
         "value: :v"},
    };
    LocalTable local;
    for (const auto& [members, text] : all) {
        for (const std::string operation : {"PutItem", "DeleteItem", "UpdateItem"}) {
            const std::string subject = operation == "PutItem" ? "Item" : "Key";
            const std::string body = local.error(
                operation, R"({"TableName":"plain",")" + subject + R"(":{"id":{"S":"i"}},)" + members + '}');
            EXPECT_TRUE(has(body, message("1 validation error detected: " + text))) << operation << ' ' << members;
        }
    }
    EXPECT_TRUE(
        has(local.error("DeleteItem", R"({"TableName":"plain","Key":{"id":{"S":"i"}},"ReturnValues":"ALL_NEW"})"),
            message("1 validation error detected: ReturnValues can only be ALL_OLD or NONE")));
    EXPECT_TRUE(has(local.error("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"i"},"":{"S":"x"}}})"),
                    message("1 validation error detected: Empty attribute name")));
}

TEST(RequestErrors, of_members_stand_in_a_fixed_order) {
    const std::string capacity =
        "Value 'BOGUS' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: "
        "[INDEXES, TOTAL, NONE]";
    const std::string metrics =
        "Value 'BOGUS' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value "
        "set: [SIZE, NONE]";
    const std::string enums = R"("ReturnItemCollectionMetrics":"BOGUS","ReturnConsumedCapacity":"BOGUS")";
    LocalTable local;
    EXPECT_TRUE(
        has(local.error("BatchWriteItem", R"({"RequestItems":{"none":[{"PutRequest":{"Item":{}}}]},)" + enums + '}'),
            message("2 validation errors detected: " + capacity + "; " + metrics)));
    EXPECT_TRUE(has(local.error("TransactWriteItems",
                                R"({"TransactItems":[{"Put":{"TableName":"none","Item":{}}}],"ClientRequestToken":")" +
                                    std::string(37, 'x') + "\"," + enums + '}'),
                    "3 validation errors detected: Value '" + std::string(37, 'x') +
                        "' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or "
                        "equal to 36; " +
                        capacity + "; " + metrics));
    EXPECT_TRUE(has(local.error("TransactGetItems", R"({"TransactItems":[],"ReturnConsumedCapacity":"BOGUS"})"),
                    message("2 validation errors detected: " + capacity +
                            "; Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length "
                            "greater than or equal to 1")));
    EXPECT_TRUE(has(
        local.error("CreateTable",
                    R"({"TableName":"new","AttributeDefinitions":[],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"},
                        {"AttributeName":"b","KeyType":"RANGE"},{"AttributeName":"c","KeyType":"RANGE"}]})"),
        message("1 validation error detected: Value '[KeySchemaElement(attributeName=a, keyType=HASH), "
                "KeySchemaElement(attributeName=b, keyType=RANGE), KeySchemaElement(attributeName=c, keyType=RANGE)]' "
                "at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2")));
    EXPECT_TRUE(has(local.error("BatchGetItem", R"({"RequestItems":{}})"),
                    message("The requestItems parameter is required for BatchGetItem")));
    EXPECT_TRUE(has(local.error("BatchWriteItem", R"({"RequestItems":{}})"),
                    message("The requestItems parameter is required for BatchWriteItem")));
    EXPECT_TRUE(has(local.error("BatchWriteItem", R"({"RequestItems":{"plain":[]}})"),
                    message("1 validation error detected: Value '{plain=[]}' at 'requestItems' failed to satisfy "
                            "constraint: Map value must satisfy constraint: [Member must have length less than or "
                            "equal to 25, Member must have length greater than or equal to 1]")));
    EXPECT_TRUE(has(local.error("BatchGetItem", R"({"RequestItems":{"bad!name":{"Keys":[{"id":{"S":"a"}}]}}})"),
                    "at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must "
                    "have length less than or equal to 255, Member must have length greater than or equal to 3, Member "
                    "must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]"));
    EXPECT_TRUE(has(local.error("GetItem", R"({"TableName":")" + std::string(256, 'a') + R"(","Key":{}})"),
                    "at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255"));
}

TEST(RequestErrors, of_a_table_s_name_stand_alone) {
    LocalTable local;
    for (const std::string operation : {"CreateTable", "UpdateTable", "DeleteTable", "DescribeTable"}) {
        EXPECT_TRUE(has(local.error(operation, R"({"BillingMode":"FREE","KeySchema":[]})"),
                        message("The parameter 'TableName' is required but was not present in the request")));
    }
    EXPECT_TRUE(has(local.error("CreateTable", R"({"TableName":"","BillingMode":"FREE","KeySchema":[]})"),
                    message("TableName must be at least 3 characters long and at most 255 characters long")));
}

TEST(RequestErrors, of_single_operations_begin_with_the_consumed_capacity) {
    const std::string capacity = "Value 'x' at 'returnConsumedCapacity' failed";
    const std::string name = "Value 'a;b' at 'tableName' failed";
    const std::string values = "Value 'x' at 'returnValues' failed";
    const std::string metrics = "Value 'x' at 'returnItemCollectionMetrics' failed";
    const std::string item = "Value null at 'item' failed";
    const std::string key = "Value null at 'key' failed";
    const std::string select = "Value 'x' at 'select' failed";
    const std::string limit = "Value '0' at 'limit' failed";
    const std::string index = "Value 'i' at 'indexName' failed";
    const std::vector<std::pair<std::string, std::vector<std::string>>> orders = {
        {"PutItem", {"5 validation errors", capacity, name, item, values, metrics}},
        {"UpdateItem", {"5 validation errors", capacity, name, metrics, values, key}},
        {"DeleteItem", {"5 validation errors", capacity, name, values, metrics, key}},
        {"GetItem", {"3 validation errors", capacity, name, key}},
        {"Query", {"5 validation errors", select, index, capacity, name, limit}},
        {"Scan", {"5 validation errors", select, index, capacity, name, limit}},
    };
    LocalTable local;
    for (const auto& [operation, order] : orders) {
        const std::string body = local.error(
            operation,
            R"({"TableName":"a;b","ReturnValues":"x","ReturnItemCollectionMetrics":"x","Select":"x","Limit":0,
                "IndexName":"i","ReturnConsumedCapacity":"x"})");
        std::size_t at = 0;
        for (const std::string& part : order) {
            at = body.find(part, at);
            ASSERT_NE(at, std::string::npos) << operation << ": no " << part << " in its place\n" << body;
        }
    }
}

TEST(RequestErrors, are_listed_up_to_ten) {
    std::string keys;
    for (int i = 0; i < 12; ++i) {
        keys += (i == 0 ? "" : ",") + std::string(R"({"AttributeName":"a","AttributeType":"x"})");
    }
    LocalTable local;
    const std::string body = local.error("CreateTable", R"({"TableName":"new","AttributeDefinitions":[)" + keys + "]}");
    EXPECT_TRUE(has(body, "10 validation errors detected: "));
    EXPECT_EQ(count(body, "failed to satisfy constraint"), 10);
}

TEST(RequestErrors, of_key_conditions_come_in_the_order_of_the_text) {
    const std::vector<std::pair<std::string, std::string>> values = {
        {":p", R"({"S":"q"})"}, {":n", R"({"N":"1"})"}, {":t", R"({"BOOL":true})"}};
    const std::string begin = "Invalid KeyConditionExpression: ";
    const std::string wrong = begin + "Incorrect operand type for operator or function; operator or function: ";
    const std::string undefined =
        begin + "An expression attribute value used in expression is not defined; attribute value: :missing";
    const std::vector<std::pair<std::string, std::string>> all = {
        {"pk = :missing AND begins_with(sk, :n)", undefined},
        {"begins_with(sk, :n) AND pk = :missing", wrong + "begins_with, operand type: N"},
        {"pk = :p AND sk < :t", wrong + "<, operand type: BOOL"},
        {"pk = :p AND :t >= sk", wrong + ">=, operand type: BOOL"},
        {"pk = :p AND sk BETWEEN :t AND :t", wrong + "BETWEEN, operand type: BOOL"},
        {"pk = :p AND sk = :t", invalid + "Condition parameter type does not match schema type"},
        {"pk = :p AND begins_with(sk, :p)", invalid + "Condition parameter type does not match schema type"},
        {"pk = :p AND sk > :n AND sk < :n", begin + "KeyConditionExpressions must only contain one condition per key"},
        {"pk = :p AND sk > :n AND x = :n",
         "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)"},
    };
    LocalTable local;
    for (const auto& [expression, text] : all) {
        std::string used;
        for (const auto& [name, value] : values) {
            if (expression.find(name) != std::string::npos) {
                used += (used.empty() ? "\"" : ",\"") + name + "\":" + value;
            }
        }
        const std::string body =
            local.error("Query", R"({"TableName":"songs","KeyConditionExpression":")" + expression +
                                     R"(","ExpressionAttributeValues":{)" + used + "}}");
        EXPECT_TRUE(has(body, message(text))) << expression;
    }
}

}  // namespace
}  // namespace dynoxx::local::dynamodb
