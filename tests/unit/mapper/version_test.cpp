#include "mapper/requests.hpp"

#include <dynoxx/field.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/key.hpp>

#include <gtest/gtest.h>

namespace dynoxx::mapper {
namespace {

struct Page {
    std::string path{};
    std::string text{};
    std::int64_t version = 0;

    static constexpr auto dynoxx_model = model("pages", partition_key<&Page::path>, version_attribute<&Page::version>);
};

const Entity& entity() {
    return entity_of<Page>();
}

PutItemRequest put(std::int64_t version, const Condition& condition = {}) {
    Page page;
    page.path = "/";
    page.version = version;
    return put_request(entity(), serialize(page).value(), condition).value().request;
}

TEST(Version, of_a_new_object_is_one_and_no_stored_one_may_be_there) {
    const PutItemRequest request = put(0);
    EXPECT_EQ(*request.item.find("version"), AttributeValue(1));
    EXPECT_EQ(request.condition_expression, "attribute_not_exists(#n0)");
    EXPECT_TRUE(request.return_item_on_condition_failure);
}

TEST(Version, of_a_stored_object_rises_by_one_and_must_be_the_stored_one) {
    const PutItemRequest request = put(41, field<&Page::text> == "old");
    EXPECT_EQ(*request.item.find("version"), AttributeValue(42));
    EXPECT_EQ(request.condition_expression, "(#n0 = :v0 AND #n1 = :v1)");
    EXPECT_EQ(request.values.at(":v0"), AttributeValue(41));
}

TEST(Version, rises_in_an_update_from_zero_on) {
    const auto request =
        update_request(entity(), make_key<Page>("/").value(), Update(field<&Page::text>.set("new")), {})
            .value()
            .request;
    EXPECT_EQ(request.update_expression, "SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1) + :v2");
    EXPECT_FALSE(request.return_item_on_condition_failure);
}

TEST(Version, guards_a_removal_if_it_is_known) {
    const Item key = make_key<Page>("/").value();
    EXPECT_EQ(delete_request(entity(), key, {}).value().condition_expression, "");
    EXPECT_EQ(delete_request(entity(), key, {}, AttributeValue(3)).value().condition_expression, "#n0 = :v0");
}

TEST(Version, that_is_no_version_is_refused) {
    Serialized page;
    page.item = Item{{"path", "/"}, {"version", Number("1.5")}};
    const auto refused = put_request(entity(), page, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message(),
              "The version 'version' of an object of table 'pages' must be a whole number from 0 to 2^63 - 2.");
    EXPECT_FALSE(delete_request(entity(), make_key<Page>("/").value(), {}, AttributeValue("x")));
}

}  // namespace
}  // namespace dynoxx::mapper
