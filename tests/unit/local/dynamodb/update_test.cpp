#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto values = R"("ExpressionAttributeValues":{":s":{"S":"x"},":n":{"N":"5"},":big":{"N":"1e125"},
    ":l":{"L":[{"N":"9"}]},":set":{"SS":["a","c"]},":all":{"SS":["a","b"]},":nums":{"NS":["3"]},":used":{"S":"u"}})";

/// Updates an item with n=1, s="hello", li=[1,2,3], m={k:v}, ss={a,b}, and gives the answer.
Reply update(const std::string& expression) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"},"n":{"N":"1"},"s":{"S":"hello"},
        "li":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]},"m":{"M":{"k":{"S":"v"}}},"ss":{"SS":["a","b"]}}})");
    // Every value counts as used, whatever the expression is.
    return local.engine.handle("UpdateItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ReturnValues":"ALL_NEW",
        "ConditionExpression":"NOT zz IN (:s, :n, :big, :l, :set, :all, :nums, :used) ",
                               "UpdateExpression"
                               : ")" + expression +
                                                 "\"," + values + '}');
}

}  // namespace

TEST(Update, changes_the_item) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"SET s = :s", R"("s":{"S":"x"})"},
        {"SET q = n", R"("q":{"N":"1"})"},
        {"set n = n + :n", R"("n":{"N":"6"})"},
        {"SET n = n - :n", R"("n":{"N":"-4"})"},
        {"SET n = :n - n", R"("n":{"N":"4"})"},
        {"SET q = if_not_exists(q, :n)", R"("q":{"N":"5"})"},
        {"SET n = if_not_exists(n, :n)", R"("n":{"N":"1"})"},
        {"SET q = if_not_exists(q, :n) + :n", R"("q":{"N":"10"})"},
        {"SET q = if_not_exists(n, zz)", R"("q":{"N":"1"})"},
        {"SET li = list_append(li, :l)", R"("li":{"L":[{"N":"1"},{"N":"2"},{"N":"3"},{"N":"9"}]})"},
        {"SET li = list_append(:l, li)", R"("li":{"L":[{"N":"9"},{"N":"1"},{"N":"2"},{"N":"3"}]})"},
        {"SET q = list_append(if_not_exists(q, :l), :l)", R"("q":{"L":[{"N":"9"},{"N":"9"}]})"},
        {"SET li[1] = :s", R"("li":{"L":[{"N":"1"},{"S":"x"},{"N":"3"}]})"},
        {"SET li[10] = :s, li[5] = :n", R"("li":{"L":[{"N":"1"},{"N":"2"},{"N":"3"},{"N":"5"},{"S":"x"}]})"},
        {"SET li[0] = li[2], li[2] = li[0]", R"("li":{"L":[{"N":"3"},{"N":"2"},{"N":"1"}]})"},
        {"SET li[1] = :s REMOVE li[0]", R"("li":{"L":[{"S":"x"},{"N":"3"}]})"},
        {"SET m.k = :n, m.q = :s", R"("m":{"M":{"k":{"N":"5"},"q":{"S":"x"}}})"},
        {"SET s = n, n = s", R"("n":{"S":"hello"},"s":{"N":"1"})"},
        {"SET q = (n)", R"("q":{"N":"1"})"},
        {"REMOVE s", R"("n":{"N":"1"},"ss")"},
        {"REMOVE zz", R"("s":{"S":"hello"})"},
        {"REMOVE li[0], li[2]", R"("li":{"L":[{"N":"2"}]})"},
        {"REMOVE li[9]", R"("li":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]})"},
        {"REMOVE m.k", R"("m":{"M":{}})"},
        {"ADD n :n", R"("n":{"N":"6"})"},
        {"ADD q :n", R"("q":{"N":"5"})"},
        {"ADD ss :set", R"("ss":{"SS":["a","b","c"]})"},
        {"ADD q :nums", R"("q":{"NS":["3"]})"},
        {"ADD m.c :n", R"("c":{"N":"5"})"},
        {"DELETE ss :set", R"("ss":{"SS":["b"]})"},
        {"DELETE ss :all", R"("s":{"S":"hello"}})"},
        {"DELETE zz :set", R"("ss":{"SS":["a","b"]})"},
        {"ADD n :n SET s = :s REMOVE m DELETE ss :set", R"("n":{"N":"6"},"s":{"S":"x"},"ss":{"SS":["b"]})"},
    };
    for (const auto& [expression, expected] : cases) {
        const Reply reply = update(expression);
        EXPECT_EQ(reply.status, 200) << expression;
        EXPECT_TRUE(has(reply.body, expected)) << expression;
    }
}

TEST(Update, fails_with_the_service_words) {
    const std::string no_attribute = "The provided expression refers to an attribute that does not exist in the item";
    const std::string bad_path = "The document path provided in the update expression is invalid for update";
    const std::string bad_type = "An operand in the update expression has an incorrect data type";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"SET s = zz", no_attribute},
        {"SET s = m.zz", no_attribute},
        {"SET n = n + zz", no_attribute},
        {"SET q = if_not_exists(zz, yy)", no_attribute},
        {"SET n = s + :n", bad_type},
        {"SET li = list_append(s, :l)", bad_type},
        {"ADD s :n", bad_type},
        {"ADD n :set", bad_type},
        {"ADD ss :nums", bad_type},
        {"DELETE s :set", bad_type},
        {"SET zz.a = :s", bad_path},
        {"SET s.a = :s", bad_path},
        {"SET s[0] = :s", bad_path},
        {"SET m[0] = :s", bad_path},
        {"SET li.a = :s", bad_path},
        {"REMOVE zz.a", bad_path},
        {"SET id = :s", "Cannot update attribute id. This attribute is part of the key"},
        {"REMOVE id", "Cannot update attribute id. This attribute is part of the key"},
        {"SET n = :big + n", "Attempting to store more than 38 significant digits in a Number"},
    };
    for (const auto& [expression, message] : cases) {
        const Reply reply = update(expression);
        EXPECT_EQ(reply.status, 400) << expression;
        EXPECT_TRUE(has(reply.body, message)) << expression;
    }
}

TEST(Update, makes_an_item_that_was_not_there) {
    LocalTable local;
    EXPECT_EQ(local.ok("UpdateItem", R"({"TableName":"plain","Key":{"id":{"S":"new"}},"ReturnValues":"ALL_NEW"})"),
              R"({"Attributes":{"id":{"S":"new"}}})");
    EXPECT_EQ(local.engine.stats().items, 1U);
}

TEST(Update, keeps_index_keys_valid) {
    LocalTable local;
    local.put("a", "1");
    const auto set = [&](const std::string& attribute, const std::string& value) {
        return local.error("UpdateItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
            "UpdateExpression":"SET )" + attribute +
                                             R"( = :v","ExpressionAttributeValues":{":v":)" + value + "}}");
    };
    EXPECT_TRUE(has(local.error("UpdateItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
        "UpdateExpression":"SET g = if_not_exists(nowhere, :n) ","ExpressionAttributeValues":{":n":{"N":"1"}}})"),
                    "attempted to update the secondary index key to unsupported type"));
    EXPECT_TRUE(has(set("g", R"({"N":"1"})"), "Type mismatch for Index Key g Expected: S Actual: N IndexName: by_g"));
    EXPECT_TRUE(has(set("l", R"({"S":""})"), "cannot contain an empty string value. IndexName: by_l, IndexKey: l"));
    EXPECT_TRUE(has(set("g.a", R"({"S":"x"})"), "Key attributes must be scalars"));
}

}  // namespace dynoxx::local::dynamodb
