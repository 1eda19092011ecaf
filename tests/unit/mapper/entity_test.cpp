#include "unit/mapper/user.hpp"

#include <gmock/gmock.h>

namespace foreign {

class Point {
 public:
    Point() = default;
    std::string id{};
    int x = 0;

 private:
    [[maybe_unused]] int hidden_ = 0;
};

}  // namespace foreign

namespace dynoxx {

template <>
struct Model<foreign::Point> {
    static constexpr auto dynoxx_model =
        model("points", partition_key<&foreign::Point::id>, fields<&foreign::Point::id, &foreign::Point::x>);
};

namespace {

using testing::ElementsAre;
using testing::Field;

TEST(Entity, holds_names_and_types_of_all_attributes) {
    const Entity& entity = entity_of<test::User>();
    EXPECT_EQ(entity.table_name, "users");
    EXPECT_EQ(entity.partition_key, "id");
    EXPECT_EQ(entity.sort_key, "place");
    ASSERT_EQ(entity.attributes.size(), 14U);
    EXPECT_EQ(entity.find("e-mail")->member, "email");
    EXPECT_EQ(entity.find("email"), nullptr);
    EXPECT_EQ(entity.find("place")->type, AttributeValue::Type::N);
    EXPECT_EQ(entity.find("roles")->type, AttributeValue::Type::SS);
    EXPECT_EQ(entity.find("address")->type, AttributeValue::Type::M);
}

TEST(Entity, holds_indexes) {
    const Entity& entity = entity_of<test::User>();
    ASSERT_EQ(entity.indexes.size(), 2U);
    const EntityIndex* index = entity.find_index("by-status");
    ASSERT_NE(index, nullptr);
    EXPECT_EQ(index->partition_key, "status");
    EXPECT_EQ(index->sort_key, "logins");
    EXPECT_EQ(entity.find_index("by-phone")->sort_key, "");
    EXPECT_EQ(entity.find_index("by-x"), nullptr);
}

TEST(Entity, holds_what_is_kept_in_s3_and_what_is_sealed) {
    const Entity& entity = entity_of<test::User>();
    EXPECT_EQ(entity.find("avatar")->s3->bucket, "acme-avatars");
    EXPECT_EQ(entity.find("avatar")->s3->prefix, "avatars/");
    EXPECT_EQ(entity.find("tax_id")->encrypted->key_id, "alias/acme");
    EXPECT_EQ(entity.find("tax_id")->encrypted->mode, EncryptionMode::ReadWrite);
    EXPECT_EQ(entity.find("tax_id")->encrypted->context, (std::map<std::string, std::string>{{"purpose", "tax"}}));
    EXPECT_FALSE(entity.find("id")->s3);
}

TEST(Entity, of_a_foreign_type_has_the_listed_members) {
    const Entity& entity = entity_of<foreign::Point>();
    EXPECT_EQ(entity.table_name, "points");
    EXPECT_THAT(entity.attributes,
                ElementsAre(Field(&EntityAttribute::name, "id"), Field(&EntityAttribute::name, "x")));
    foreign::Point point;
    point.id = "p";
    point.x = 3;
    EXPECT_EQ(to_item(point), (Item{{"id", "p"}, {"x", 3}}));
    EXPECT_EQ(from_item<foreign::Point>({{"id", "p"}, {"x", 4}}).x, 4);
}

TEST(Entity, is_made_once) {
    EXPECT_EQ(&entity_of<test::User>(), &entity_of<test::User>());
}

}  // namespace
}  // namespace dynoxx
