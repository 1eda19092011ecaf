#include "local_table.hpp"

#include <string>
#include <utility>
#include <vector>

/// The parameters that expressions have replaced still work.
namespace dynoxx::local::dynamodb {
namespace {

class Legacy : public testing::Test {
 protected:
    Legacy() {
        table.put("a", "1", R"("n":{"N":"5"},"t":{"S":"hello"},"ss":{"SS":["p","q"]},"flag":{"BOOL":true})");
        table.put("a", "2", R"("n":{"N":"7"},"t":{"S":"goodbye"})");
        table.put("b", "1", R"("n":{"N":"9"})");
    }

    static std::string condition(const std::string& name, const std::string& comparison, const std::string& values) {
        return '"' + name + R"(":{"ComparisonOperator":")" + comparison + R"(","AttributeValueList":[)" + values + "]}";
    }

    static std::string update(const std::string& members) {
        return R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ReturnValues":"ALL_NEW",)" + members +
               '}';
    }

    LocalTable table;
};

TEST_F(Legacy, filters_compare_as_their_operator_says) {
    const std::vector<std::pair<std::string, int>> cases = {
        {condition("n", "EQ", R"({"N":"5.0"})"), 1},
        {condition("n", "NE", R"({"N":"5"})"), 2},
        {condition("n", "LT", R"({"N":"7"})"), 1},
        {condition("n", "LE", R"({"N":"7"})"), 2},
        {condition("n", "GT", R"({"N":"7"})"), 1},
        {condition("n", "GE", R"({"N":"7"})"), 2},
        {condition("n", "BETWEEN", R"({"N":"6"},{"N":"9"})"), 2},
        {condition("n", "IN", R"({"N":"5"},{"N":"9"})"), 2},
        {condition("t", "NOT_NULL", ""), 2},
        {condition("t", "NULL", ""), 1},
        {condition("t", "BEGINS_WITH", R"({"S":"he"})"), 1},
        {condition("t", "CONTAINS", R"({"S":"o"})"), 2},
        {condition("ss", "CONTAINS", R"({"S":"p"})"), 1},
        {condition("t", "NOT_CONTAINS", R"({"S":"ll"})"), 2},
        {condition("flag", "EQ", R"({"BOOL":true})"), 1},
        {condition("ss", "EQ", R"({"SS":["q","p"]})"), 1},
    };
    for (const auto& [filter, expected] : cases) {
        const std::string body = table.ok("Scan", R"({"TableName":"songs","ScanFilter":{)" + filter + "}}");
        EXPECT_EQ(count(body, R"("sk":)"), expected) << filter;
    }
    const std::string both = condition("n", "EQ", R"({"N":"5"})") + ',' + condition("t", "EQ", R"({"S":"goodbye"})");
    EXPECT_TRUE(has(table.ok("Scan", R"({"TableName":"songs","ScanFilter":{)" + both + "}}"), R"("Count":0)"));
    EXPECT_TRUE(has(table.ok("Scan", R"({"TableName":"songs","ConditionalOperator":"OR","ScanFilter":{)" + both + "}}"),
                    R"("Count":2)"));
}

TEST_F(Legacy, key_conditions_select_a_range) {
    const std::string pk = condition("pk", "EQ", R"({"S":"a"})");
    const auto found = [&](const std::string& keys, const std::string& more = {}) {
        return table.ok("Query", R"({"TableName":"songs","KeyConditions":{)" + keys + '}' + more + '}');
    };
    EXPECT_TRUE(has(found(pk), R"("Count":2)"));
    EXPECT_TRUE(has(found(pk + ',' + condition("sk", "GT", R"({"N":"1"})")), R"("Count":1)"));
    EXPECT_TRUE(has(found(condition("sk", "BETWEEN", R"({"N":"1"},{"N":"2"})") + ',' + pk), R"("Count":2)"));
    EXPECT_TRUE(
        has(found(pk, R"(,"QueryFilter":{)" + condition("n", "EQ", R"({"N":"7"})") + R"(},"AttributesToGet":["n"])"),
            R"({"Items":[{"n":{"N":"7"}}],"Count":1,"ScannedCount":2})"));
    EXPECT_TRUE(
        has(found(pk, R"(,"FilterExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"7"}})"), R"("Count":1)"));
}

TEST_F(Legacy, updates_put_add_and_delete) {
    EXPECT_TRUE(has(
        table.ok("UpdateItem",
                 update(R"("AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"2"}},"t":{"Action":"DELETE"},
            "ss":{"Action":"DELETE","Value":{"SS":["p"]}},"x":{"Value":{"S":"put"}},"flag":{"Action":"PUT","Value":{"NULL":true}},
            "list":{"Action":"ADD","Value":{"L":[{"S":"e"}]}}})")),
        R"({"Attributes":{"flag":{"NULL":true},"list":{"L":[{"S":"e"}]},"n":{"N":"7"},"pk":{"S":"a"},"sk":{"N":"1"},)"
        R"("ss":{"SS":["q"]},"x":{"S":"put"}}})"));
    EXPECT_TRUE(
        has(table.ok("UpdateItem", update(R"("AttributeUpdates":{"list":{"Action":"ADD","Value":{"L":[{"S":"f"}]}}})")),
            R"("list":{"L":[{"S":"e"},{"S":"f"}]})"));
}

TEST_F(Legacy, expectations_guard_a_write) {
    const auto put = [](const std::string& expected) {
        return R"({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"n":{"N":"5"}},"Expected":{)" + expected +
               "}}";
    };
    for (const std::string& met :
         {std::string(R"("n":{"Value":{"N":"5"}})"), std::string(R"("n":{"Exists":true,"Value":{"N":"5"}})"),
          std::string(R"("none":{"Exists":false})"), condition("n", "LT", R"({"N":"6"})")}) {
        table.ok("PutItem", put(met));
    }
    for (const std::string& unmet : {std::string(R"("n":{"Exists":false})"), std::string(R"("n":{"Value":{"N":"6"}})"),
                                     condition("n", "GT", R"({"N":"6"})")}) {
        EXPECT_TRUE(has(table.error("PutItem", put(unmet)), "ConditionalCheckFailedException")) << unmet;
    }
}

TEST_F(Legacy, mistakes_are_refused_in_the_service_s_words) {
    const std::string invalid = "1 validation error detected: One or more parameter values were invalid: ";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"("Expected":{"a":{"Exists":true}})",
         invalid + "Value must be provided when Exists is true for Attribute: a"},
        {R"("Expected":{"a":{}})", invalid + "Value must be provided when Exists is null for Attribute: a"},
        {R"("Expected":{"a":{"Exists":false,"Value":{"S":"x"}}})",
         invalid + "Value cannot be used when Exists is false for Attribute: a"},
        {R"("Expected":{"a":{"Value":{"S":"x"},"ComparisonOperator":"EQ","AttributeValueList":[{"S":"x"}]}})",
         invalid + "Value and AttributeValueList cannot be used together for Attribute: a"},
        {R"("Expected":{"a":{"ComparisonOperator":"EQ"}})",
         invalid + "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a"},
        {R"("Expected":{"a":{"Exists":true,"ComparisonOperator":"NULL"}})",
         invalid + "Exists and ComparisonOperator cannot be used together for Attribute: a"},
        {R"("Expected":{"a":{"AttributeValueList":[{"S":"x"}]}})",
         invalid + "AttributeValueList can only be used with a ComparisonOperator for Attribute: a"},
        {"\"Expected\":{" + condition("a", "BETWEEN", R"({"S":"x"})") + '}',
         invalid + "Invalid number of argument(s) for the BETWEEN ComparisonOperator"},
        {"\"Expected\":{" + condition("a", "IN", R"({"S":"x"},{"N":"1"})") + '}',
         invalid + "AttributeValues inside AttributeValueList must be of same type"},
        {"\"Expected\":{" + condition("a", "LT", R"({"BOOL":true})") + '}',
         invalid + "ComparisonOperator LT is not valid for BOOL AttributeValue type"},
        {"\"Expected\":{" + condition("a", "BETWEEN", R"({"N":"2"},{"N":"1"})") + '}',
         "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"},
        {R"("Expected":{"a":{"Exists":false}},"ConditionalOperator":"OR")",
         "ConditionalOperator can only be used when Filter or Expected has two or more elements"},
        {R"("ConditionalOperator":"OR")", "ConditionalOperator cannot be used without Filter or Expected"},
        {R"("AttributeUpdates":{"a":{"Action":"PUT"}})",
         invalid + "Only DELETE action is allowed when no attribute value is specified"},
        {R"("AttributeUpdates":{"a":{"Action":"DELETE","Value":{"S":"x"}}})",
         invalid + "DELETE action with value is not supported for the type S"},
        {R"("AttributeUpdates":{"a":{"Action":"ADD","Value":{"S":"x"}}})",
         invalid + "ADD action is not supported for the type S"},
        {R"("AttributeUpdates":{"pk":{"Value":{"S":"x"}}})",
         "Cannot update attribute pk. This attribute is part of the key"},
        {R"("AttributeUpdates":{"a":{"Action":"x"}})", "Member must satisfy enum value set: [ADD, PUT, DELETE]"},
        {R"("AttributeUpdates":{"a":{"Action":"DELETE"}},"UpdateExpression":"REMOVE a")",
         "Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}"},
    };
    for (const auto& [members, message] : cases) {
        const std::string body = table.error("UpdateItem", update(members));
        EXPECT_TRUE(has(body, "#ValidationException")) << members;
        EXPECT_TRUE(has(body, message)) << members;
    }
    const std::vector<std::pair<std::string, std::string>> queries = {
        {R"("KeyConditions":{})", "Conditions can be of length 1 or 2 only"},
        {"\"KeyConditions\":{" + condition("pk", "NE", R"({"S":"a"})") + '}',
         "Attempted conditional constraint is not an indexable operation"},
        {"\"KeyConditions\":{" + condition("sk", "EQ", R"({"N":"1"})") + '}',
         "Query condition missed key schema element: pk"},
        {"\"KeyConditions\":{" + condition("pk", "EQ", R"({"S":"a"})") + "},\"QueryFilter\":{" +
             condition("sk", "EQ", R"({"N":"1"})") + '}',
         "QueryFilter can only contain non-primary key attributes: Primary key attribute: sk"},
        {"\"KeyConditions\":{" + condition("pk", "EQ", R"({"S":"a"})") + R"(},"AttributesToGet":["n","n"])",
         "Duplicate value in attribute name: n"},
        {"\"KeyConditions\":{" + condition("pk", "EQ", R"({"S":"a"})") +
             R"(},"KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"a"}})",
         "Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}"},
    };
    for (const auto& [members, message] : queries) {
        EXPECT_TRUE(has(table.error("Query", R"({"TableName":"songs",)" + members + '}'), message)) << members;
    }
}

}  // namespace
}  // namespace dynoxx::local::dynamodb
