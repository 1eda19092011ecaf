#include "local/dynamodb/key.hpp"

#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string bytes_of(const Value& value) {
    std::string bytes;
    append_key_part(bytes, value);
    return bytes;
}

}  // namespace

TEST(KeyBytes, have_the_order_of_the_values) {
    using namespace std::string_literals;
    const std::vector<std::string> ascending = {"\0"s,  "\0\0"s, "\0a"s, "\x01"s, "a"s,
                                                "a\0"s, "a\0b"s, "aa"s,  "b"s,    "\xff"s};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t k = 0; k < ascending.size(); ++k) {
            EXPECT_EQ(bytes_of(Value{ascending[i]}) <=> bytes_of(Value{ascending[k]}), i <=> k);
            EXPECT_EQ(bytes_of(Value{Binary{ascending[i]}}) <=> bytes_of(Value{Binary{ascending[k]}}), i <=> k);
        }
    }
}

TEST(Keys, of_items_are_checked) {
    LocalTable local;
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"{}", "Missing the key pk in the item"},
        {R"({"pk":{"S":"a"}})", "Missing the key sk in the item"},
        {R"({"pk":{"N":"1"},"sk":{"N":"1"}})", "Type mismatch for key pk expected: S actual: N"},
        {R"({"pk":{"S":""},"sk":{"N":"1"}})",
         "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
         "string "
         "value. Key: pk"},
        {R"({"pk":{"S":")" + std::string(2049, 'x') + R"("},"sk":{"N":"1"}})", "Size of hashkey has exceeded"},
        {R"({"pk":{"S":"a"},"sk":{"N":"1"},"g":{"N":"1"}})",
         "Type mismatch for Index Key g Expected: S Actual: N IndexName: by_g"},
        {R"({"pk":{"S":"a"},"sk":{"N":"1"},"l":{"S":")" + std::string(1025, 'x') + "\"}}",
         "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"},
    };
    for (const auto& [item, message] : cases) {
        EXPECT_TRUE(has(local.error("PutItem", R"({"TableName":"songs","Item":)" + item + '}'), message));
    }
}

TEST(Keys, of_requests_are_checked) {
    LocalTable local;
    const std::string mismatch = "The provided key element does not match the schema";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"{}", mismatch},
        {R"({"pk":{"S":"a"}})", mismatch},
        {R"({"pk":{"S":"a"},"x":{"N":"1"}})", mismatch},
        {R"({"pk":{"S":"a"},"sk":{"N":"1"},"x":{"N":"1"}})", mismatch},
        {R"({"pk":{"S":"a"},"sk":{"S":"1"}})", mismatch},
        {R"({"pk":{"S":""},"sk":{"N":"1"}})", "cannot contain an empty string value. Key: pk"},
    };
    for (const auto& [key, message] : cases) {
        for (const std::string operation : {"GetItem", "DeleteItem", "UpdateItem"}) {
            EXPECT_TRUE(has(local.error(operation, R"({"TableName":"songs","Key":)" + key + '}'), message));
        }
    }
}

TEST(Keys, are_equal_whatever_the_writing_of_the_number) {
    LocalTable local;
    local.put("a", "1.0");
    local.put("a", "10e-1");
    EXPECT_EQ(local.engine.stats().items, 1U);
}

}  // namespace dynoxx::local::dynamodb
