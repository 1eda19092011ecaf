#include "integration/mapper/user.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

namespace dynoxx::tests {
namespace {

TEST(Table, gives_back_what_was_put) {
    const UserWorld world;
    const User ada = make_user("u#1");
    const User stored = world.users.put(ada).run();
    EXPECT_EQ(*stored.tax_id, "07-42");
    ASSERT_NE(stored.avatar.location(), nullptr);
    EXPECT_NE(ada.avatar.pending(), nullptr);  // the argument is never changed

    const std::optional<User> found = world.users.get("u#1", "home").consistent().run();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->email, ada.email);
    EXPECT_EQ(found->logins, ada.logins);
    EXPECT_EQ(found->score, ada.score);
    EXPECT_EQ(found->rank, ada.rank);
    EXPECT_EQ(found->nickname, ada.nickname);
    EXPECT_EQ(found->tags, ada.tags);
    EXPECT_EQ(found->groups, ada.groups);
    EXPECT_EQ(found->counts, ada.counts);
    EXPECT_EQ(found->address.street, ada.address.street);
    EXPECT_EQ(found->address.zip, ada.address.zip);
    EXPECT_EQ(found->token, ada.token);
    EXPECT_EQ(found->created, ada.created);
    EXPECT_EQ(*found->tax_id, "07-42");
    EXPECT_EQ(found->avatar.content_type(), "image/png");
    const Bytes png = found->avatar.read().run();
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(png.data()), png.size()), "not really a picture");
    world.expect_requests("s3", "PutObject", 1);
}

TEST(Table, gives_nothing_for_an_item_that_is_not_there) {
    const UserWorld world;
    EXPECT_FALSE(world.users.get("u#1", "home").run());
}

TEST(Table, refuses_a_put_whose_condition_fails_and_removes_its_object) {
    const UserWorld world;
    world.users.put(make_user("u#1")).run();
    EXPECT_THROW(world.users.put(make_user("u#1")).when(!user_field::id.exists()).run(),
                 ConditionalCheckFailedException);
    world.expect_requests("s3", "PutObject", 2);
    world.expect_requests("s3", "DeleteObject", 1);
    EXPECT_FALSE(world.users.get("u#1", "home").run()->avatar.read().run().empty());
}

TEST(Table, removes_a_replaced_object_after_the_item_points_to_the_new_one) {
    const UserWorld world;
    const User first = world.users.put(make_user("u#1")).run();
    const User second = world.users.put(make_user("u#1")).run();
    EXPECT_NE(first.avatar.key(), second.avatar.key());
    EXPECT_THROW(first.avatar.read().run(), ResourceNotFoundException);
    EXPECT_FALSE(second.avatar.read().run().empty());
}

TEST(Table, updates_by_expressions_and_gives_the_new_state) {
    const UserWorld world;
    world.users.put(make_user("u#1")).run();
    const User updated = world.users.update("u#1", "home")
                             .set(user_field::logins += 3, user_field::zip.set(99), user_field::tax_id.set("new"))
                             .when(user_field::logins >= 7 && user_field::active == true)
                             .run();
    EXPECT_EQ(updated.logins, 10);
    EXPECT_EQ(updated.address.zip, 99);
    EXPECT_TRUE(updated.tax_id.is_sealed());
    EXPECT_EQ(*world.users.get("u#1", "home").run()->tax_id, "new");
}

TEST(Table, counts_a_missing_number_as_zero) {
    const UserWorld world;
    EXPECT_EQ(world.users.update("new", "home").set(user_field::logins += 1).run().logins, 1);
}

TEST(Table, replaces_an_object_by_an_update) {
    const UserWorld world;
    const User before = world.users.put(make_user("u#1")).run();
    const User after = world.users.update("u#1", "home")
                           .set(user_field::avatar.set(S3Value(S3File::from_bytes("b.png", "other"))))
                           .run();
    EXPECT_EQ(after.avatar.read().run().size(), 5U);
    EXPECT_EQ(after.email, before.email);
    EXPECT_THROW(before.avatar.read().run(), ResourceNotFoundException);
}

TEST(Table, says_why_a_condition_failed) {
    const UserWorld world;
    world.users.put(make_user("u#1")).run();
    const Result<User> refused =
        world.users.update("u#1", "home").set(user_field::logins += 1).when(user_field::logins > 100).try_run();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::ConditionalCheckFailed);
    EXPECT_EQ(refused.error().attempts(), 1);
    EXPECT_EQ(world.users.get("u#1", "home").run()->logins, 7);
}

TEST(Table, removes_the_item_with_its_object) {
    const UserWorld world;
    const User stored = world.users.put(make_user("u#1")).run();
    const RemoveResult removed = world.users.remove("u#1", "home").run();
    EXPECT_EQ(removed.objects_removed.size(), 1U);
    EXPECT_TRUE(removed.objects_left.empty());
    EXPECT_FALSE(world.users.get("u#1", "home").run());
    EXPECT_THROW(stored.avatar.read().run(), ResourceNotFoundException);
}

User numbered(int number) {
    User user = make_user("many");
    user.place = "p" + std::string(number < 10 ? "00" : number < 100 ? "0" : "") + std::to_string(number);
    user.logins = number;
    user.avatar = S3Value();
    return user;
}

std::vector<User> many_users(int count) {
    std::vector<User> users;
    for (int i = 0; i < count; ++i) {
        users.push_back(numbered(i));
    }
    return users;
}

TEST(Query, finds_in_both_orders_with_limits_filters_and_pages) {
    const UserWorld world;
    const BatchResult batch = world.users.batch_put(many_users(60)).run();
    EXPECT_EQ(batch.written, 60U);
    EXPECT_TRUE(batch.unwritten.empty());
    world.expect_requests("kms", "GenerateDataKey", 1);
    world.expect_requests("dynamodb", "BatchWriteItem", 3);

    EXPECT_EQ(world.users.query("many").run().size(), 60U);
    EXPECT_EQ(world.users.query("many").count().run(), 60);
    EXPECT_EQ(world.users.query("many").descending().first().run()->place, "p059");
    EXPECT_EQ(world.users.query("many").limit(7).run().size(), 7U);
    EXPECT_EQ(world.users.query("many").where(user_field::place.begins_with("p01")).run().size(), 10U);

    std::vector<std::int64_t> filtered;
    for (const User& user : world.users.query("many").filter(user_field::logins >= 50).page_size(9).limit(5).all()) {
        filtered.push_back(user.logins);
    }
    EXPECT_EQ(filtered, (std::vector<std::int64_t>{50, 51, 52, 53, 54}));

    Pages<User> pages = world.users.query("many").page_size(25).pages();
    std::vector<std::size_t> sizes;
    while (const std::optional<Page<User>> page = pages.next().run()) {
        sizes.push_back(page->items.size());
    }
    EXPECT_EQ(sizes.front(), 25U);
    EXPECT_EQ(sizes[1], 25U);
    EXPECT_EQ(sizes[2], 10U);
    EXPECT_FALSE(world.users.query("nobody").first().run());
}

TEST(Query, uses_an_index) {
    const UserWorld world;
    static_cast<void>(world.users.batch_put(many_users(5)).run());
    const std::vector<User> found =
        world.users.query_index<"by-email">("ada@example.com").where(user_field::logins < 3).descending().run();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found.front().logins, 2);
}

TEST(Query, opens_sealed_values_of_a_page_with_one_call_of_kms) {
    const UserWorld world;
    EXPECT_EQ(world.users.batch_put(many_users(40)).run().written, 40U);
    const std::vector<User> users = world.users_of_another_client().query("many").run();
    EXPECT_TRUE(std::ranges::all_of(users, [](const User& user) { return *user.tax_id == "07-42"; }));
    world.expect_requests("kms", "Decrypt", 1);
}

TEST(Query, leaves_values_sealed_if_asked_to) {
    const UserWorld world;
    world.users.put(make_user("u#1")).run();
    EXPECT_TRUE(world.users.get("u#1", "home").sealed().run()->tax_id.is_sealed());
    EXPECT_TRUE(world.users.query("u#1").sealed().first().run()->tax_id.is_sealed());
}

TEST(Operation, shows_its_request_without_sending_anything) {
    const DynamoDBClient client;
    const PutItemRequest request =
        client.table<User>(TableOptions().name("users-test")).put(make_user("u#1")).request();
    EXPECT_EQ(request.table_name, "users-test");
    EXPECT_EQ(*request.item.find("e-mail")->get_if<std::string>(), "ada@example.com");
    EXPECT_EQ(*request.item.find("tax_id")->get_if<std::string>(), seal_marker);
}

TEST(Operation, takes_a_temporary_with_a_blocking_ending) {
    const UserWorld world;
    EXPECT_EQ(world.users.put(make_user("t")).run().id, "t");
    EXPECT_EQ(world.users.put(User{.id = "u", .place = "home", .email = "u@example.com"}).run().id, "u");
}

static_assert(std::ranges::input_range<Items<User>>);

}  // namespace
}  // namespace dynoxx::tests
