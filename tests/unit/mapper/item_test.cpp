#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dynoxx {
namespace {

using test::User;

struct Tree {
    std::string id{};
    std::vector<Tree> children{};
    static constexpr auto dynoxx_model = model("trees", partition_key<&Tree::id>);
    friend bool operator==(const Tree&, const Tree&) = default;
};

User ada() {
    User user;
    user.id = "u#1";
    user.place = 7;
    user.email = "ada@example.com";
    user.phone = "123";
    user.status = test::Status::Closed;
    user.tags = {"a"};
    user.roles = {"admin"};
    user.counts = {{"k", 1}};
    user.address = {"Main St", 99};
    user.joined = std::chrono::sys_seconds(std::chrono::seconds(86400));
    user.active = true;
    return user;
}

static_assert(has_external_parts<User>);
static_assert(!has_external_parts<Tree>);

TEST(Item, holds_each_member_under_its_name) {
    const Item expected{{"id", "u#1"},
                        {"place", 7},
                        {"e-mail", "ada@example.com"},
                        {"logins", 0},
                        {"phone", "123"},
                        {"status", "Closed"},
                        {"tags", AttributeValue::List{"a"}},
                        {"roles", AttributeValue::StringSet{{"admin"}}},
                        {"counts", AttributeMap{{"k", 1}}},
                        {"address", AttributeMap{{"street", "Main St"}, {"postal_code", 99}}},
                        {"joined", "1970-01-02T00:00:00+00:00"},
                        {"active", true}};
    EXPECT_EQ(to_item(ada()), expected);
}

TEST(Item, comes_back_as_the_same_object) {
    EXPECT_EQ(from_item<User>(to_item(ada())), ada());
}

TEST(Item, has_no_attribute_for_what_is_empty) {
    const Item item = to_item(User());
    for (const char* name : {"phone", "roles", "avatar", "tax_id"}) {
        EXPECT_EQ(item.find(name), nullptr) << name;
    }
}

TEST(Item, leaves_defaults_where_attributes_are_missing_and_ignores_unknown_ones) {
    const User user = from_item<User>({{"id", "u"}, {"other", 1}, {"phone", nullptr}});
    EXPECT_EQ(user.id, "u");
    EXPECT_EQ(user.phone, std::nullopt);
    EXPECT_EQ(user.status, test::Status::Active);
}

TEST(Item, names_the_path_of_what_cannot_be_read) {
    const auto read = deserialize<User>({{"address", AttributeMap{{"postal_code", "x"}}}});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code(), ErrorCode::InvalidItem);
    EXPECT_EQ(read.error().message(), "Cannot read attribute 'address.postal_code': expected N, found S.");
    EXPECT_THROW((void)from_item<User>({{"id", 1}}), ModelException);
}

TEST(Item, lists_what_is_to_be_uploaded_and_sealed) {
    User user = ada();
    user.avatar = S3File::from_bytes("ada.png", "png");
    user.tax_id = "07-42";
    const Serialized serialized = serialize(user).value();
    EXPECT_EQ(*serialized.item.find("avatar"), AttributeValue(upload_marker));
    EXPECT_EQ(*serialized.item.find("tax_id"), AttributeValue(seal_marker));
    ASSERT_EQ(serialized.uploads.size(), 1U);
    EXPECT_EQ(serialized.uploads[0].attribute, "avatar");
    ASSERT_EQ(serialized.seals.size(), 1U);
    EXPECT_EQ(serialized.seals[0].attribute, "tax_id");
    EXPECT_EQ(serialized.seals[0].plaintext.text(), "07-42");
}

TEST(Item, gives_sealed_and_stored_parts_to_open) {
    User user = from_item<User>({{"id", "u"},
                                 {"tax_id", "ENC:AAAA"},
                                 {"avatar", AttributeMap{{"bucket", "b"}, {"key", "k"}, {"size", 1}, {"etag", ""}}}});
    ExternalParts parts;
    gather_parts(user, parts);
    ASSERT_EQ(parts.sealed.size(), 1U);
    EXPECT_EQ(parts.sealed[0].attribute, "tax_id");
    ReadContext in;
    parts.sealed[0].open("07-42", in);
    EXPECT_EQ(user.tax_id.value(), "07-42");
    ASSERT_EQ(parts.s3.size(), 1U);
    EXPECT_EQ(parts.s3[0].value, &user.avatar);
}

TEST(Item, sends_a_sealed_value_back_as_it_is) {
    User user;
    user.tax_id = Encrypted<std::string>::from_sealed("ENC:AAAA");
    const Serialized serialized = serialize(user).value();
    EXPECT_EQ(*serialized.item.find("tax_id"), AttributeValue("ENC:AAAA"));
    EXPECT_TRUE(serialized.seals.empty());
}

TEST(Item, may_hold_structs_of_its_own_type) {
    const Tree tree{"a", {Tree{"b", {}}, Tree{"c", {Tree{"d", {}}}}}};
    EXPECT_EQ(from_item<Tree>(to_item(tree)), tree);
}

}  // namespace
}  // namespace dynoxx
