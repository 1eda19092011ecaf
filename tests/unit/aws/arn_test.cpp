#include "aws/arn.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using ::testing::ElementsAre;

TEST(Arn, is_taken_apart_at_its_first_colons) {
    const auto arn = parse_arn("arn:aws:s3:eu-west-1:123456789012:accesspoint/mine:more");
    ASSERT_TRUE(arn.has_value());
    EXPECT_EQ(arn->partition, "aws");
    EXPECT_EQ(arn->service, "s3");
    EXPECT_EQ(arn->region, "eu-west-1");
    EXPECT_EQ(arn->account, "123456789012");
    EXPECT_EQ(arn->resource, "accesspoint/mine:more");
    EXPECT_THAT(arn->resource_parts(), ElementsAre("accesspoint", "mine", "more"));
}

TEST(Arn, may_have_no_region_and_no_account) {
    const auto arn = parse_arn("arn:aws:s3:::bucket");
    ASSERT_TRUE(arn.has_value());
    EXPECT_EQ(arn->region, "");
    EXPECT_EQ(arn->account, "");
    EXPECT_THAT(arn->resource_parts(), ElementsAre("bucket"));
}

TEST(Arn, needs_partition_service_and_resource) {
    for (const char* text :
         {"", "arn", "arn:aws:s3:::", "arn::s3:::b", "arn:aws::::b", "urn:aws:s3:::b", "arn:aws:s3"}) {
        EXPECT_FALSE(parse_arn(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace dynoxx::aws
