#include "integration/mapper/user.hpp"

namespace dynoxx::tests {
namespace {

User plain(int number) {
    User user = make_user("u#" + std::to_string(number));
    user.logins = number;
    user.avatar = S3Value();
    return user;
}

TEST(BatchGet, gives_the_items_in_the_order_of_the_keys) {
    const UserWorld world;
    std::vector<User> users;
    std::vector<std::pair<std::string, std::string>> keys;
    for (int i = 0; i < 230; ++i) {
        users.push_back(plain(i));
        keys.emplace_back("u#" + std::to_string(229 - i), "home");
    }
    EXPECT_EQ(world.users.batch_put(users).run().written, 230U);
    keys.emplace_back("nobody", "home");
    keys.push_back(keys.front());  // twice: read once, given twice
    const BatchGetResult<User> found = world.users.batch_get(keys).run();
    ASSERT_EQ(found.items.size(), 232U);
    EXPECT_TRUE(found.unread.empty());
    for (int i = 0; i < 230; ++i) {
        ASSERT_TRUE(found.items[static_cast<std::size_t>(i)]) << i;
        EXPECT_EQ(found.items[static_cast<std::size_t>(i)]->logins, 229 - i);
    }
    EXPECT_FALSE(found.items[230]);
    EXPECT_EQ(found.items[231]->logins, 229);
    EXPECT_EQ(*found.items[0]->tax_id, "07-42");
    EXPECT_EQ(world.users.batch_get(keys).sealed().project<&User::logins>().at_once(1).run().items[5]->logins, 224);
    EXPECT_TRUE(world.users.batch_get(std::vector<std::pair<std::string, std::string>>()).run().items.empty());
}

TEST(BatchWrite, puts_and_removes_and_takes_the_objects_along) {
    const UserWorld world;
    const User with_object = world.users.put(make_user("u#1")).run();
    const User replaced = world.users.put(make_user("u#2")).run();
    const BatchResult done = world.users.batch_write().remove("u#1", "home").put(make_user("u#2")).put(plain(3)).run();
    EXPECT_EQ(done.written, 3U);
    EXPECT_TRUE(done.unwritten.empty());
    EXPECT_TRUE(done.objects_left.empty());
    EXPECT_FALSE(world.users.get("u#1", "home").run());
    EXPECT_TRUE(world.users.get("u#3", "home").run());
    EXPECT_THROW(with_object.avatar.read().run(), ResourceNotFoundException);
    EXPECT_THROW(replaced.avatar.read().run(), ResourceNotFoundException);
    EXPECT_FALSE(world.users.get("u#2", "home").run()->avatar.read().run().empty());
}

TEST(BatchWrite, keeps_an_object_that_the_new_item_still_points_to) {
    const UserWorld world;
    User stored = world.users.put(make_user("u#1")).run();
    stored.logins = 100;
    EXPECT_EQ(world.users.batch_put(std::vector<User>{stored}).run().written, 1U);
    EXPECT_FALSE(world.users.get("u#1", "home").run()->avatar.read().run().empty());
}

TEST(BatchWrite, refuses_two_writes_of_one_key) {
    const UserWorld world;
    const Result<BatchResult> refused = world.users.batch_write().put(plain(1)).remove("u#1", "home").try_run();
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message().find("Write each key once"), std::string::npos);
}

}  // namespace
}  // namespace dynoxx::tests
