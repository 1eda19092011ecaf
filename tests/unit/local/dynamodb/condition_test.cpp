#include "local_table.hpp"

#include <regex>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

constexpr auto item = R"("s":{"S":"hello"},"n":{"N":"5"},"b":{"B":"AQID"},"t":{"BOOL":true},"nu":{"NULL":true},
    "m":{"M":{"k":{"S":"v"},"l":{"L":[{"N":"1"},{"M":{"z":{"S":"deep"}}}]}}},"li":{"L":[{"N":"1"},{"S":"two"}]},
    "ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["AQ==","Ag=="]},"a.b":{"S":"dotted"})";

/// Gives the members of ExpressionAttributeValues that a condition uses.
std::string values_of(const std::string& condition) {
    const std::vector<std::pair<std::string, std::string>> values = {
        {":hello", R"({"S":"hello"})"},
        {":he", R"({"S":"he"})"},
        {":v", R"({"S":"v"})"},
        {":deep", R"({"S":"deep"})"},
        {":a", R"({"S":"a"})"},
        {":type_s", R"({"S":"S"})"},
        {":type_m", R"({"S":"M"})"},
        {":n1", R"({"N":"1"})"},
        {":n2", R"({"N":"2"})"},
        {":n3", R"({"N":"3"})"},
        {":n4", R"({"N":"4"})"},
        {":n5", R"({"N":"5.0"})"},
        {":n6", R"({"N":"6"})"},
        {":bytes", R"({"B":"AQID"})"},
        {":byte", R"({"B":"AQ=="})"},
        {":true", R"({"BOOL":true})"},
        {":null", R"({"NULL":true})"},
        {":set", R"({"SS":["b","a"]})"},
        {":list", R"({"L":[{"N":"1"},{"S":"two"}]})"},
    };
    std::string used;
    for (const auto& [name, value] : values) {
        if (std::regex_search(condition, std::regex(name + "\\b"))) {
            used += (used.empty() ? "" : ",") + ('"' + name + "\":" + value);
        }
    }
    return used.empty() ? "" : R"(,"ExpressionAttributeValues":{)" + used + "}";
}

bool meets(LocalTable& local, const std::string& condition) {
    const Reply reply = local.engine.handle(
        "UpdateItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ConditionExpression":")" +
                          condition + '"' + values_of(condition) + "}");
    EXPECT_TRUE(reply.status == 200 || reply.body.find("ConditionalCheckFailed") != std::string::npos)
        << condition << ' ' << reply.body;
    return reply.status == 200;
}

}  // namespace

TEST(Condition, is_met_by_the_item) {
    LocalTable local;
    local.put("a", "1", item);
    for (const std::string condition : {
             "s = :hello",
             "n = :n5",
             "s <> :he",
             "s <> :n5",
             "n < :n6",
             "n <= :n5",
             "n > :n4",
             "n >= :n5",
             "zz <> :hello",
             "NOT zz = :hello",
             "zz <> s",
             "n BETWEEN :n4 AND :n6",
             "n BETWEEN :n5 AND :n5",
             "n IN (:n4, :n5)",
             "s in (:hello)",
             "attribute_exists(s)",
             "attribute_not_exists(zz)",
             "attribute_not_exists(m.zz)",
             "attribute_exists(li[1])",
             "attribute_type(s, :type_s)",
             "attribute_type(m, :type_m)",
             "begins_with(s, :he)",
             "begins_with(b, :byte)",
             "contains(s, :he)",
             "contains(ss, :a)",
             "contains(ns, :n1)",
             "contains(bs, :byte)",
             "contains(li, :n1)",
             "contains(b, :byte)",
             "size(s) = :n5",
             "size(ss) = :n2",
             "size(li) = :n2",
             "size(m) = :n2",
             "size(b) = :n3",
             "size(s) > size(b)",
             "size(:hello) = :n5",
             "m.k = :v",
             "m.l[1].z = :deep",
             "li[0] = :n1",
             "ss = :set",
             "li = :list",
             "t = :true",
             "nu = :null",
             "s = :hello AND n = :n5",
             "s = :he OR n = :n5",
             "s = :hello OR zz = :he AND zz = :he",
             "NOT (s = :he OR n = :n4)",
             "NOT s = :he AND n = :n5",
             "(s = :he OR s = :hello) AND n = :n5",
             "not not s = :hello",
             "(s) = :hello",

         }) {
        EXPECT_TRUE(meets(local, condition)) << condition;
    }
}

TEST(Condition, is_not_met_by_the_item) {
    LocalTable local;
    local.put("a", "1", item);
    for (const std::string condition : {
             "s = :he",
             "s = :n5",
             "n <> :n5",
             "n < :n5",
             "n > :n5",
             "n < :he",
             "zz = :hello",
             "zz < :n5",
             "zz = s",
             "n BETWEEN :n1 AND :n4",
             "zz BETWEEN :n1 AND :n4",
             "n IN (:n1, :n2)",
             "zz IN (:n1)",
             "attribute_exists(zz)",
             "attribute_not_exists(s)",
             "attribute_exists(li[2])",
             "attribute_exists(s.k)",
             "attribute_type(n, :type_s)",
             "attribute_type(zz, :type_s)",
             "begins_with(s, :a)",
             "begins_with(n, :he)",
             "begins_with(b, :he)",
             "contains(s, :n5)",
             "contains(ss, :he)",
             "contains(m, :v)",
             "contains(n, :n5)",
             "contains(zz, :a)",
             "size(n) = :n1",
             "size(zz) = :n1",
             "m.l[0].z = :deep",
             "m = :list",
             "t = :null",
             "s = :hello AND n = :n4",
             "s = :he OR n = :n4",
             "NOT s = :hello",
         }) {
        EXPECT_FALSE(meets(local, condition)) << condition;
    }
}

TEST(Condition, sees_an_item_without_attributes_if_there_is_none) {
    LocalTable local;
    EXPECT_TRUE(has(local.error("DeleteItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},
                        "ConditionExpression":"attribute_exists(id) ","ReturnValuesOnConditionCheckFailure":"ALL_OLD"
})"),
                    R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
                    R"("message":"The conditional request failed"})"));
    local.ok("PutItem",
             R"({"TableName":"plain","Item":{"id":{"S":"1"}},"ConditionExpression":"attribute_not_exists(id) "
    })");
}

TEST(Condition, that_fails_can_return_the_item) {
    LocalTable local;
    local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"1"},"v":{"N":"7"}}})");
    const std::string request = R"({"TableName":"plain","Item":{"id":{"S":"1"}},"ConditionExpression":"v < :v",
        "ExpressionAttributeValues":{":v":{"N":"7"}})";
    EXPECT_FALSE(has(local.error("PutItem", request + "}"), "Item"));
    EXPECT_TRUE(has(local.error("PutItem", request + R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"})"),
                    R"("Item":{"id":{"S":"1"},"v":{"N":"7"}})"));
}

TEST(Condition, takes_names_with_dots_from_placeholders) {
    LocalTable local;
    local.put("a", "1", item);
    local.ok("UpdateItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
        "ConditionExpression":"#d = :d AND #m.#k = :v","ExpressionAttributeNames":{"#d":"a.b","#m":"m","#k":"k"},
        "ExpressionAttributeValues":{":d":{"S":"dotted"},":v":{"S":"v"}}})");
}

}  // namespace dynoxx::local::dynamodb
