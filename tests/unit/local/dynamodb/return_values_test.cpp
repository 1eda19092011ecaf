#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

TEST(ReturnValues, of_put_and_delete) {
    LocalTable local;
    const std::string put = R"({"TableName":"plain","Item":{"id":{"S":"1"},"v":{"N":"1"}},"ReturnValues":"ALL_OLD"})";
    const std::string removal = R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ReturnValues":"ALL_OLD"})";
    const std::string old = R"({"Attributes":{"id":{"S":"1"},"v":{"N":"1"}}})";
    EXPECT_EQ(local.ok("PutItem", put), "{}");
    EXPECT_EQ(local.ok("PutItem", put), old);
    EXPECT_EQ(local.ok("DeleteItem", removal), old);
    EXPECT_EQ(local.ok("DeleteItem", removal), "{}");
    EXPECT_TRUE(has(local.error("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"}},"ReturnValues":"ALL_NEW"})"),
                    "ReturnValues can only be ALL_OLD or NONE"));
    EXPECT_TRUE(
        has(local.error("DeleteItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ReturnValues":"UPDATED_OLD"})"),
            "ReturnValues can only be ALL_OLD or NONE"));
}

TEST(ReturnValues, of_update) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"NONE", "{}"},
        {"ALL_OLD", R"({"Attributes":{"a":{"N":"1"},"id":{"S":"1"},"l":{"L":[{"N":"7"},{"N":"8"}]},"z":{"S":"z"}}})"},
        {"ALL_NEW", R"({"Attributes":{"a":{"N":"2"},"b":{"N":"1"},"id":{"S":"1"},"l":{"L":[{"N":"7"},{"N":"1"}]}}})"},
        {"UPDATED_OLD", R"({"Attributes":{"a":{"N":"1"},"l":{"L":[{"N":"8"}]},"z":{"S":"z"}}})"},
        {"UPDATED_NEW", R"({"Attributes":{"a":{"N":"2"},"b":{"N":"1"},"l":{"L":[{"N":"1"}]}}})"},
    };
    for (const auto& [wanted, expected] : cases) {
        LocalTable local;
        local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"},"a":{"N":"1"},"z":{"S":"z"},
            "l":{"L":[{"N":"7"},{"N":"8"}]}}})");
        EXPECT_EQ(local.ok("UpdateItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ReturnValues":")" + wanted +
                                             R"(","UpdateExpression":"SET a = a + :n, b = :n, l[1] = :n REMOVE z",
                                             "ExpressionAttributeValues":{":n":{"N":"1"}}})"),
                  expected)
            << wanted;
    }
}

TEST(ReturnValues, of_an_update_that_made_the_item) {
    for (const std::string wanted : {"ALL_OLD", "UPDATED_OLD"}) {
        LocalTable local;
        EXPECT_EQ(local.ok("UpdateItem",
                           R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ReturnValues":")" + wanted +
                               R"(","UpdateExpression":"SET a = :n","ExpressionAttributeValues":{":n":{"N":"1"}}})"),
                  "{}");
    }
}

TEST(Projection, picks_parts_of_documents) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},
        "m":{"M":{"a":{"M":{"b":{"S":"x"},"c":{"S":"y"}}},"d":{"N":"4"}}}}})");
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"id", R"({"Item":{"id":{"S":"1"}}})"},
        {"zz", R"({"Item":{}})"},
        {"l[2], l[0]", R"({"Item":{"l":{"L":[{"N":"0"},{"N":"2"}]}}})"},
        {"l[7]", R"({"Item":{}})"},
        {"m.a.b, m.d", R"({"Item":{"m":{"M":{"a":{"M":{"b":{"S":"x"}}},"d":{"N":"4"}}}}})"},
        {"m.a.zz", R"({"Item":{}})"},
        {"#m.#a.c", R"({"Item":{"m":{"M":{"a":{"M":{"c":{"S":"y"}}}}}})"},
    };
    for (const auto& [projection, expected] : cases) {
        const std::string names = projection.front() == '#' ? R"(,"ExpressionAttributeNames":{"#m":"m","#a":"a"})" : "";
        EXPECT_TRUE(has(local.ok("GetItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ProjectionExpression":")" +
                                                projection + '"' + names + '}'),
                        expected))
            << projection;
    }
}

}  // namespace dynoxx::local::dynamodb
