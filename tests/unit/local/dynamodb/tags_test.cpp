#include "local_table.hpp"

#include <string>

namespace dynoxx::local::dynamodb {
namespace {

const std::string arn = R"("ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/plain")";

TEST(Tags, are_set_replaced_and_removed) {
    LocalTable local;
    local.ok("TagResource", '{' + arn + R"(,"Tags":[{"Key":"env","Value":"test"},{"Key":"team","Value":""}]})");
    local.ok("TagResource", '{' + arn + R"(,"Tags":[{"Key":"env","Value":"live"}]})");
    EXPECT_EQ(local.ok("ListTagsOfResource", '{' + arn + '}'),
              R"({"Tags":[{"Key":"env","Value":"live"},{"Key":"team","Value":""}]})");
    local.ok("UntagResource", '{' + arn + R"(,"TagKeys":["team","none"]})");
    EXPECT_EQ(local.ok("ListTagsOfResource", '{' + arn + '}'), R"({"Tags":[{"Key":"env","Value":"live"}]})");
}

TEST(Tags, come_with_a_new_table) {
    LocalTable local;
    local.ok("CreateTable", R"({"TableName":"tagged","BillingMode":"PAY_PER_REQUEST","Tags":[{"Key":"a","Value":"b"}],
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})");
    EXPECT_EQ(
        local.ok("ListTagsOfResource", R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tagged"})"),
        R"({"Tags":[{"Key":"a","Value":"b"}]})");
}

TEST(Tags, are_at_most_fifty) {
    LocalTable local;
    std::string tags;
    for (int i = 0; i < 51; ++i) {
        tags += (i == 0 ? "" : ",") + std::string(R"({"Key":"k)") + std::to_string(i) + R"(","Value":"v"})";
    }
    EXPECT_TRUE(has(local.error("TagResource", '{' + arn + R"(,"Tags":[)" + tags + "]}"), "#ValidationException"));
    EXPECT_EQ(local.ok("ListTagsOfResource", '{' + arn + '}'), R"({"Tags":[]})");
}

TEST(Tags, refuse_what_names_no_table_of_this_account) {
    LocalTable local;
    const auto list = [](const std::string& name) { return R"({"ResourceArn":")" + name + "\"}"; };
    for (const std::string wrong : {"not-an-arn", "arn:aws:dynamodb", "arn:aws:s3:us-east-1:000000000000:table/plain",
                                    "arn:aws:dynamodb:us-east-1:000000000000:table/ab",
                                    "arn:aws:dynamodb:us-east-1:000000000000:table/plain/index/i"}) {
        EXPECT_TRUE(has(local.error("ListTagsOfResource", list(wrong)),
                        "Invalid TableArn: Invalid ResourceArn provided as input " + wrong));
    }
    EXPECT_TRUE(has(local.error("ListTagsOfResource", list("arn:aws:dynamodb:us-east-1:111111111111:table/plain")),
                    "com.amazon.coral.service#AccessDeniedException"));
    EXPECT_TRUE(has(local.error("ListTagsOfResource", list("arn:aws:dynamodb:us-east-1:000000000000:table/none")),
                    "#ResourceNotFoundException"));
    EXPECT_TRUE(has(local.error("TagResource", '{' + arn + R"(,"Tags":[]})"), "Atleast one Tag needs to be provided"));
    EXPECT_TRUE(has(local.error("TagResource", '{' + arn + R"(,"Tags":[{"Key":"","Value":"v"}]})"),
                    "Value '' at 'tags.1.member.key' failed to satisfy constraint"));
}

}  // namespace
}  // namespace dynoxx::local::dynamodb
