#include "local/dynamodb/json.hpp"
#include "local/dynamodb/value_json.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynoxx::local::dynamodb {

TEST(ItemSize, follows_the_formula_of_each_type) {
    const std::vector<std::pair<std::string, std::size_t>> cases = {
        {R"({"S":""})", 0},
        {R"({"S":"abc"})", 3},
        {R"({"S":"äß€"})", 7},
        {R"({"B":"AQIDBA=="})", 4},
        {R"({"BOOL":true})", 1},
        {R"({"NULL":true})", 1},
        {R"({"N":"0"})", 1},
        {R"({"N":"5"})", 2},
        {R"({"N":"-5"})", 3},
        {R"({"N":"123"})", 3},
        {R"({"N":"12.34"})", 3},
        {R"({"N":"12345678901234567890123456789012345678"})", 20},
        {R"({"SS":["a","bc"]})", 3},
        {R"({"NS":["1","-1"]})", 5},
        {R"({"BS":["AQ==","AgM="]})", 3},
        {R"({"L":[]})", 3},
        {R"({"L":[{"S":"ab"},{"BOOL":true}]})", 8},
        {R"({"M":{}})", 3},
        {R"({"M":{"key":{"S":"ab"}}})", 9},
        {R"({"M":{"a":{"L":[{"S":"x"}]}}})", 10},
    };
    for (const auto& [text, size] : cases) {
        EXPECT_EQ(value_size(read_value(parse_json(text), ValueErrorStyle::Current)), size) << text;
    }
}

TEST(ItemSize, counts_the_names) {
    EXPECT_EQ(item_size(read_item(parse_json(R"({"pk":{"S":"abc"},"ü":{"N":"1"}})"), ValueErrorStyle::Current)), 9U);
}

}  // namespace dynoxx::local::dynamodb
