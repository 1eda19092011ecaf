#include "mapper/s3_key.hpp"

#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

namespace dynoxx::mapper {
namespace {

TEST(S3Key, follows_the_rule_of_pydynox) {
    EXPECT_EQ(s3_object_key("docs/", "USER#1", "", "x.txt"), "docs/USER/1/x.txt");
    EXPECT_EQ(s3_object_key("", "USER#1", "DOC#2", "x.txt"), "USER/1/DOC/2/x.txt");
    EXPECT_EQ(s3_object_key("p/", "#a#", "#", "f"), "p/a/f");
    EXPECT_EQ(s3_object_key("p/", "a/b", "", "f"), "p/a/b/f");
}

TEST(S3Key, is_made_of_the_keys_of_the_item) {
    const PendingUpload upload("avatar", S3File::from_bytes("ada.png", "x"));
    const Item item{{"id", "u#1"}, {"place", Number("7")}};
    EXPECT_EQ(*s3_object_key(entity_of<test::User>(), item, upload), "avatars/u/1/7/ada.png");
}

TEST(S3Key, needs_the_keys_and_an_s3_attribute) {
    const Entity& entity = entity_of<test::User>();
    const PendingUpload upload("avatar", S3File::from_bytes("f", "x"));
    EXPECT_EQ(s3_object_key(entity, Item{{"id", "u"}}, upload).error().message(),
              "Cannot name an S3 object: the item has no key 'place'.");
    EXPECT_EQ(s3_object_key(entity, Item(), PendingUpload("e-mail", upload.file)).error().code(),
              ErrorCode::InvalidModel);
}

TEST(S3Key, does_not_lead_elsewhere) {
    const Item item{{"id", "u#1"}, {"place", Number("7")}};
    for (const std::string& name : {std::string("../f"), std::string("a/../f"), std::string(".."), std::string("./f"),
                                    std::string("f/."), std::string("a\0b", 3)}) {
        const PendingUpload upload("avatar", S3File::from_bytes(name, "x"));
        EXPECT_EQ(s3_object_key(entity_of<test::User>(), item, upload).error().code(), ErrorCode::InvalidItem) << name;
    }
    for (const char* name : {"a/f", "..f", "f..", "a.b", "..."}) {
        EXPECT_TRUE(
            s3_object_key(entity_of<test::User>(), item, PendingUpload("avatar", S3File::from_bytes(name, "x"))))
            << name;
    }
}

}  // namespace
}  // namespace dynoxx::mapper
