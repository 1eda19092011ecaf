#include "s3/checksum.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynoxx::s3 {
namespace {

constexpr std::string_view digits = "123456789";

TEST(S3Checksum, is_written_as_s3_writes_it) {
    EXPECT_EQ(checksum_of(Checksum::Crc32, digits), "y/Q5Jg==");
    EXPECT_EQ(checksum_of(Checksum::Crc32c, digits), "4waSgw==");
    EXPECT_EQ(checksum_of(Checksum::Crc64Nvme, digits), "rosUhgp5mIg=");
    EXPECT_EQ(checksum_of(Checksum::Sha256, digits), "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=");
    EXPECT_EQ(checksum_of(Checksum::None, digits), "");
}

/// Gives what is made of the checksums of "1234" and "56789".
std::optional<std::string> of_two(Checksum checksum) {
    const std::string first = checksum_of(checksum, digits.substr(0, 4));
    const std::string second = checksum_of(checksum, digits.substr(4));
    const std::vector<SummedPart> parts = {SummedPart(first, 4), SummedPart(second, 5)};
    return combined_checksum(checksum, parts);
}

TEST(S3Checksum, of_the_whole_is_made_from_those_of_the_parts) {
    for (const Checksum checksum : {Checksum::Crc32, Checksum::Crc32c, Checksum::Crc64Nvme}) {
        EXPECT_EQ(type_of(checksum), ChecksumType::FullObject);
        EXPECT_EQ(of_two(checksum), checksum_of(checksum, digits)) << name_of(checksum).algorithm;
    }
}

TEST(S3Checksum, of_parts_that_cannot_make_one_of_the_whole_says_how_many_they_are) {
    EXPECT_EQ(type_of(Checksum::Sha256), ChecksumType::Composite);
    EXPECT_EQ(of_two(Checksum::Sha256), "bnRBBTileCDVQlLT/6fZJGrqcf3O3X6G8kD8V7zZqxQ=-2");
}

TEST(S3Checksum, is_not_made_from_parts_without_one) {
    const std::vector<SummedPart> parts = {SummedPart("", 4)};
    EXPECT_EQ(combined_checksum(Checksum::Crc32, parts), std::nullopt);
    EXPECT_EQ(combined_checksum(Checksum::Sha256, parts), std::nullopt);
    EXPECT_EQ(combined_checksum(Checksum::None, parts), std::nullopt);
}

TEST(S3Checksum, is_found_in_an_answer_with_its_type) {
    http::Response response;
    EXPECT_FALSE(checksum_in(response));
    response.headers.add("x-amz-checksum-crc32c", "4waSgw==-3");
    const std::optional<ObjectChecksum> composite = checksum_in(response);
    ASSERT_TRUE(composite);
    EXPECT_EQ(composite->checksum, Checksum::Crc32c);
    EXPECT_EQ(composite->type, ChecksumType::Composite);
    response.headers.add("x-amz-checksum-crc64nvme", "rosUhgp5mIg=");
    EXPECT_EQ(checksum_in(response)->checksum, Checksum::Crc64Nvme);
    EXPECT_EQ(checksum_in(response)->type, ChecksumType::FullObject);
}

}  // namespace
}  // namespace dynoxx::s3
