#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string put_body(const std::string& value) {
    return R"({"TableName":"plain","Item":{"id":{"S":"1"},"v":)" + value + "}}";
}

std::string nested(int depth) {
    std::string text = R"({"S":"x"})";
    for (int i = 0; i < depth; ++i) {
        text = i % 2 == 0 ? R"({"L":[)" + text + "]}" : R"({"M":{"a":)" + text + "}}";
    }
    return text;
}

}  // namespace

TEST(Values, come_back_normalised) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({"S":"x\"\\\n\u0001é"})", "{\"S\":\"x\\\"\\\\\\n\\u0001é\"}"},
        {R"({"S":""})", R"({"S":""})"},
        {R"({"B":""})", R"({"B":""})"},
        {R"({"B":"AQ=="})", R"({"B":"AQ=="})"},
        {R"({"N":"010.50"})", R"({"N":"10.5"})"},
        {R"({"BOOL":false})", R"({"BOOL":false})"},
        {R"({"BOOL":"true"})", R"({"BOOL":true})"},
        {R"({"NULL":true})", R"({"NULL":true})"},
        {R"({"SS":["b","a"]})", R"({"SS":["a","b"]})"},
        {R"({"NS":["10","9.0"]})", R"({"NS":["9","10"]})"},
        {R"({"BS":["Ag==","AQ=="]})", R"({"BS":["AQ==","Ag=="]})"},
        {R"({"L":[{"N":"1"},{"L":[]},{"M":{}}]})", R"({"L":[{"N":"1"},{"L":[]},{"M":{}}]})"},
        {R"({"S":"a","N":null})", R"({"S":"a"})"},
    };
    LocalTable local;
    for (const auto& [written, read] : cases) {
        local.ok("PutItem", put_body(written));
        EXPECT_TRUE(has(local.ok("GetItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}}})"), "\"v\":" + read + "}"));
    }
}

TEST(Values, are_refused_with_the_service_words) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"{}", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
        {R"({"X":"a"})", "Supplied AttributeValue is empty"},
        {R"({"S":null})", "Supplied AttributeValue is empty"},
        {R"({"S":"a","N":"1"})", "Supplied AttributeValue has more than one datatypes set"},
        {R"({"N":""})", "The parameter cannot be converted to a numeric value"},
        {R"({"N":"abc"})", "The parameter cannot be converted to a numeric value: abc"},
        {R"({"N":"1e126"})",
         "Number overflow. Attempting to store a number with magnitude larger than supported range"},
        {R"({"N":"1e-131"})",
         "Number underflow. Attempting to store a number with magnitude smaller than supported range"},
        {R"({"N":"123456789012345678901234567890123456789"})",
         "Attempting to store more than 38 significant digits in a Number"},
        {R"({"NULL":false})", "Null attribute value types must have the value of true"},
        {R"({"SS":[]})", "An string set  may not be empty"},
        {R"({"NS":[]})", "An number set  may not be empty"},
        {R"({"BS":[]})", "Binary sets should not be empty"},
        {R"({"SS":["a","a"]})", "Input collection [\\\"a\\\", \\\"a\\\"] contains duplicates."},
        {R"({"NS":["1","1.0"]})", "contains duplicates"},
        {R"({"BS":["AQ==","AQ=="]})", "Input collection [\\\"AQ==\\\",\\\"AQ==\\\"]of type BS contains duplicates."},
        {R"({"L":[{"N":"x"}]})", "The parameter cannot be converted to a numeric value: x"},
        {nested(33), "Nesting Levels have exceeded supported limits"},
    };
    LocalTable local;
    for (const auto& [value, message] : cases) {
        const std::string body = local.error("PutItem", put_body(value));
        EXPECT_TRUE(has(body, message)) << value;
        EXPECT_TRUE(has(body, "#ValidationException"));
    }
}

TEST(Values, may_be_nested_31_levels_below_an_attribute) {
    LocalTable local;
    local.ok("PutItem", put_body(nested(31)));
}

TEST(Values, have_errors_worded_by_the_operation) {
    LocalTable local;
    EXPECT_TRUE(has(local.error("PutItem", put_body(R"({"N":"x"})")),
                    "1 validation error detected: The parameter cannot be converted to a numeric value: x"));
    EXPECT_TRUE(has(local.error("GetItem", R"({"TableName":"plain","Key":{"id":{"N":"x"}}})"),
                    R"("message":"The parameter cannot be converted to a numeric value: x")"));
    EXPECT_TRUE(has(local.error("Scan", R"({"TableName":"plain","FilterExpression":"a = :v",
                        "ExpressionAttributeValues":{":v":{"N":"x"}}})"),
                    "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric "
                    "value: x for key :v"));
}

TEST(Values, that_an_update_writes_count_with_a_cost_for_each_clause) {
    struct Case {
        std::string expression;
        std::string more;
        std::size_t cost;  // of everything but the value of :v
    };
    const std::vector<Case> cases = {
        {"SET p = :v", "", 3 + 19 + 1},
        {"SET p = :v REMOVE r", "", 3 + 19 + 1 + 1 + 1},
        {"SET p = :v, q = p", "", 3 + 19 + 1 + 19 + 1 + 1 + 14 + 1},
        {"SET p = if_not_exists(q, :v)", "", 3 + 19 + 1 + 39 + 1 + 14 + 1},
        {"SET p = :v ADD n :n", R"(,":n":{"N":"1"})", 3 + 19 + 1 + 19 + 1 + 2},
        {"SET m.pp = :v", "", 3 + 19 + 1 + 4 + 2},
    };
    for (const Case& one : cases) {
        const auto update = [&](std::size_t size) {
            return R"({"TableName":"plain","Key":{"id":{"S":"i"}},"UpdateExpression":")" + one.expression +
                   R"(","ExpressionAttributeValues":{":v":{"S":")" + std::string(size, 'x') + "\"}" + one.more + "}}";
        };
        LocalTable local;
        local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"i"},"m":{"M":{}},"p":{"S":"1"}}})");
        EXPECT_TRUE(has(local.error("UpdateItem", update(409'600 - one.cost + 1)),
                        "Item size to update has exceeded the maximum allowed size"))
            << one.expression;
        local.ok("UpdateItem", update(409'600 - one.cost));
    }
}

TEST(Values, make_an_item_of_at_most_409600_bytes) {
    LocalTable local;
    const std::string fits(409600 - 4, 'x');
    local.ok("PutItem", put_body(R"({"S":")" + fits + "\"}"));
    EXPECT_TRUE(has(local.error("PutItem", put_body(R"({"S":")" + fits + "x\"}")),
                    "Item size has exceeded the maximum allowed size"));
    EXPECT_TRUE(has(local.error("UpdateItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},
                        "UpdateExpression":"SET w = :w","ExpressionAttributeValues":{":w":{"S":"y"}}})"),
                    "Item size to update has exceeded the maximum allowed size"));
}

}  // namespace dynoxx::local::dynamodb
