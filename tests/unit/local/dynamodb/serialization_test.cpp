#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

TEST(Serialization, names_the_wrong_json_type) {
    struct Case {
        std::string operation;
        std::string body;
        std::string message;
    };
    const std::vector<Case> cases = {
        {"PutItem", R"({"TableName":5})", "NUMBER_VALUE cannot be converted to String"},
        {"PutItem", R"({"TableName":5.5})", "DECIMAL_VALUE cannot be converted to String"},
        {"PutItem", R"({"TableName":true})", "TRUE_VALUE cannot be converted to String"},
        {"PutItem", R"({"TableName":false})", "FALSE_VALUE cannot be converted to String"},
        {"PutItem", R"({"TableName":["a"]})", "Unrecognized collection type class java.lang.String"},
        {"PutItem", R"({"TableName":{"a":1}})", "Start of structure or map found where not expected"},
        {"PutItem", R"({"Item":"a"})", "Unexpected field type"},
        {"PutItem", R"({"Item":[]})",
         "Unrecognized collection type java.util.Map<java.lang.String, "
         "com.amazonaws.dynamodb.v20120810.AttributeValue>"},
        {"PutItem", R"({"Item":{"a":"b"}})", "Unexpected value type in payload"},
        {"PutItem", R"({"Item":{"a":[]}})",
         "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"},
        {"PutItem", R"({"Item":{"a":{"S":5}}})", "NUMBER_VALUE cannot be converted to String"},
        {"PutItem", R"({"Item":{"a":{"N":5}}})", "NUMBER_VALUE cannot be converted to String"},
        {"PutItem", R"({"Item":{"a":{"B":5}}})", "only base-64-encoded strings are convertible to bytes"},
        {"PutItem", R"({"Item":{"a":{"B":"AQ="}}})",
         "Base64 encoded length is expected a multiple of 4 bytes but found: 3"},
        {"PutItem", R"({"Item":{"a":{"B":"AR=="}}})", "Invalid last non-pad Base64 character dectected"},
        {"PutItem", R"({"Item":{"a":{"BOOL":"x"}}})", "Unexpected token received from parser"},
        {"PutItem", R"({"Item":{"a":{"BOOL":1}}})", "NUMBER_VALUE cannot be converted to Boolean"},
        {"PutItem", R"({"Item":{"a":{"SS":"x"}}})", "Unexpected field type"},
        {"PutItem", R"({"Item":{"a":{"SS":{"x":1}}}})", "Start of structure or map found where not expected"},
        {"PutItem", R"({"Item":{"a":{"L":[5]}}})", "Unexpected value type in payload"},
        {"PutItem", R"({"Item":{"a":{"M":{"b":{"S":1}}}}})", "NUMBER_VALUE cannot be converted to String"},
        {"PutItem", R"({"ExpressionAttributeNames":{"#a":5}})", "NUMBER_VALUE cannot be converted to String"},
        {"PutItem", R"({"ExpressionAttributeNames":[]})",
         "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>"},
        {"Query", R"({"Limit":"5"})", "STRING_VALUE cannot be converted to Integer"},
        {"Query", R"({"Limit":true})", "TRUE_VALUE cannot be converted to Integer"},
        {"Query", R"({"ConsistentRead":5})", "NUMBER_VALUE cannot be converted to Boolean"},
        {"CreateTable", R"({"KeySchema":5})", "Unexpected field type"},
        {"CreateTable", R"({"KeySchema":["a"]})", "Unexpected value type in payload"},
        {"CreateTable", R"({"KeySchema":{"a":1}})", "Start of structure or map found where not expected"},
        {"CreateTable", R"({"ProvisionedThroughput":{"ReadCapacityUnits":"5"}})",
         "STRING_VALUE cannot be converted to Long"},
        {"BatchWriteItem", R"({"RequestItems":[]})", "Unrecognized collection type java.util.Map<java.lang.String, "},
        {"TransactWriteItems", R"({"TransactItems":[{"Put":[]}]})", "Unrecognized collection type class"},
    };
    LocalTable local;
    for (const Case& one : cases) {
        const std::string body = local.error(one.operation, one.body);
        EXPECT_TRUE(has(body, "com.amazon.coral.service#SerializationException")) << one.body;
        EXPECT_TRUE(has(body, one.message)) << one.body;
    }
}

TEST(Serialization, leaves_out_members_that_the_model_does_not_have) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"a"}},"Unknown":[{}]})");
    EXPECT_TRUE(has(local.ok("GetItem", R"({"TableName":"plain","Key":{"id":{"S":"a"}},
        "ExpressionAttributeValues":{":unused":{"S":"a"}}})"),
                    R"("id":{"S":"a"})"));
    EXPECT_TRUE(has(local.ok("BatchGetItem", R"({"RequestItems":{"plain":{"Keys":[{"id":{"S":"a"}}],
        "ExpressionAttributeValues":{":unused":{"S":"a"}}}}})"),
                    R"("id":{"S":"a"})"));
}

TEST(Serialization, refuses_what_is_no_json_object) {
    LocalTable local;
    for (const std::string body : {"", "{", "[]", "5", "\"a\"", "null", "{\"a\":}", "{}{}", "\xff\xfe"}) {
        EXPECT_TRUE(has(local.error("PutItem", body), "SerializationException")) << body;
    }
}

TEST(Serialization, says_first_that_the_name_of_a_table_is_missing) {
    LocalTable local;
    for (const auto* operation : {"CreateTable", "UpdateTable", "DescribeTable", "DeleteTable"}) {
        EXPECT_TRUE(has(local.error(operation, R"({"ProvisionedThroughput":{"ReadCapacityUnits":0}})"),
                        "The parameter 'TableName' is required but was not present in the request"));
    }
}

TEST(Serialization, lists_the_constraints_that_are_not_met) {
    LocalTable local;
    EXPECT_TRUE(
        has(local.error("PutItem", "{}"),
            "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not "
            "be null; Value null at 'item' failed to satisfy constraint: Member must not be null"));
    EXPECT_TRUE(
        has(local.error("Query", R"({"TableName":"songs","Limit":0})"),
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value "
            "greater than or equal to 1"));
    EXPECT_TRUE(has(local.error("Query", R"({"TableName":"songs","Select":"ALL"})"),
                    "Value 'ALL' at 'select' failed to satisfy constraint: Member must satisfy enum value set: ["));
    EXPECT_TRUE(has(local.error("GetItem", R"({"TableName":"a;b","Key":{}})"),
                    "Value 'a;b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression "
                    "pattern: [a-zA-Z0-9_.-]+"));
    EXPECT_TRUE(
        has(local.error("CreateTable", R"({"TableName":"abc","AttributeDefinitions":[],"KeySchema":[]})"),
            "Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal "
            "to 1"));
}

}  // namespace dynoxx::local::dynamodb
