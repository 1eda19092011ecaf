#include "integration/mapper/user.hpp"

#include <algorithm>

namespace dynoxx::tests {
namespace {

User numbered(int number) {
    User user = make_user("many");
    user.place = "p" + std::to_string(100 + number);
    user.email = number % 2 == 0 ? "even@example.com" : "odd@example.com";
    user.logins = number;
    user.avatar = S3Value();
    return user;
}

std::vector<User> numbered_users(int count) {
    std::vector<User> users;
    for (int i = 0; i < count; ++i) {
        users.push_back(numbered(i));
    }
    return users;
}

std::set<std::int64_t> logins_of(const std::vector<User>& users) {
    std::set<std::int64_t> logins;
    for (const User& user : users) {
        logins.insert(user.logins);
    }
    return logins;
}

TEST(Scan, finds_everything_in_pages_in_segments_and_by_index) {
    const UserWorld world;
    EXPECT_EQ(world.users.batch_put(numbered_users(60)).run().written, 60U);
    EXPECT_EQ(logins_of(world.users.scan().run()).size(), 60U);
    EXPECT_EQ(logins_of(world.users.scan().page_size(7).run()).size(), 60U);
    EXPECT_EQ(logins_of(world.users.scan().segments(4).run()).size(), 60U);
    EXPECT_EQ(world.users.scan().segments(4).at_once(2).count().run(), 60);
    EXPECT_EQ(world.users.scan_index<"by-email">().sealed().run().size(), 60U);

    std::set<std::int64_t> apart;
    std::size_t sum = 0;
    for (int segment = 0; segment < 3; ++segment) {
        const std::vector<User> part = world.users.scan().segment(segment, 3).run();
        sum += part.size();
        apart.merge(logins_of(part));
    }
    EXPECT_EQ(sum, 60U);
    EXPECT_EQ(apart.size(), 60U);
}

TEST(Scan, filters_limits_and_counts) {
    const UserWorld world;
    static_cast<void>(world.users.batch_put(numbered_users(20)).run());
    EXPECT_EQ(world.users.scan().filter(user_field::logins >= 15).count().run(), 5);
    EXPECT_EQ(world.users.scan().limit(7).run().size(), 7U);
    EXPECT_EQ(world.users.scan().filter(user_field::logins >= 5).page_size(3).limit(7).run().size(), 7U);
    EXPECT_EQ(world.users.scan().limit(7).segments(3).run().size(), 7U);
    EXPECT_EQ(world.users.scan().limit(7).segments(3).count().run(), 7);
    EXPECT_TRUE(world.users.scan().first().run());
    std::size_t iterated = 0;
    for (const User& user : world.users.scan().page_size(6).all()) {
        iterated += user.id == "many" ? 1 : 0;
    }
    EXPECT_EQ(iterated, 20U);
}

TEST(Scan, refuses_segments_that_do_not_exist) {
    const UserWorld world;
    EXPECT_THROW(world.users.scan().segment(3, 3).run(), ConfigurationException);
    EXPECT_THROW(world.users.scan().segments(0).run(), ConfigurationException);
    EXPECT_THROW(world.users.scan().limit(-1).run(), ConfigurationException);
}

TEST(Listing, projects_the_keys_and_what_was_asked_for) {
    const UserWorld world;
    static_cast<void>(world.users.batch_put(numbered_users(3)).run());
    const std::vector<User> found = world.users.query("many").project<&User::logins>().run();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[1].place, "p101");
    EXPECT_EQ(found[1].logins, 1);
    EXPECT_TRUE(found[1].email.empty());
    EXPECT_EQ(world.users.query("many").project(user_field::zip).run()[2].address.zip, 12345);
    EXPECT_EQ(world.users.get("many", "p101").project(user_field::zip).run()->address.zip, 12345);
}

TEST(ResumeTokens, are_accurate_to_the_item_where_a_limit_cuts_a_page) {
    const UserWorld world;
    static_cast<void>(world.users.batch_put(numbered_users(10)).run());
    std::vector<std::int64_t> seen;
    std::optional<ResumeToken> token;
    int rounds = 0;
    do {
        // Pages of four of which only odd ones count, cut after every third one: a cut is within a page.
        auto query = world.users.query("many").page_size(4).limit(3).filter(user_field::logins != 4);
        if (token) {
            query.resume(ResumeToken::parse(token->text()).value());
        }
        auto pages = query.pages();
        token.reset();
        while (const std::optional<Page<User>> page = pages.next().run()) {
            for (const User& user : page->items) {
                seen.push_back(user.logins);
            }
            token = page->next;
        }
        ++rounds;
    } while (token);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 1, 2, 3, 5, 6, 7, 8, 9}));
    EXPECT_GE(rounds, 3);
}

TEST(ResumeTokens, go_on_after_an_object_in_both_directions_and_in_an_index) {
    const UserWorld world;
    static_cast<void>(world.users.batch_put(numbered_users(10)).run());
    const auto query = world.users.query("many").descending();
    const std::vector<User> all = query.run();
    const std::vector<User> rest = world.users.query("many").descending().resume(query.token_after(all[6])).run();
    ASSERT_EQ(rest.size(), 3U);
    EXPECT_EQ(rest.front().logins, all[7].logins);

    const auto by_email = world.users.query_index<"by-email">("odd@example.com").sealed();
    const std::vector<User> odd = by_email.run();
    ASSERT_EQ(odd.size(), 5U);
    EXPECT_EQ(world.users.query_index<"by-email">("odd@example.com")
                  .sealed()
                  .resume(by_email.token_after(odd[1]))
                  .run()
                  .size(),
              3U);
}

TEST(ResumeTokens, of_another_table_or_index_are_refused_before_anything_is_sent) {
    const UserWorld world;
    const ResumeToken token = world.users.query("many").token_after(numbered(1));
    const auto refused = world.users.scan_index<"by-email">().resume(token).try_run();
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message().find("the resume token is of table"), std::string::npos);
    EXPECT_FALSE(ResumeToken::parse("not a token"));
    EXPECT_FALSE(ResumeToken::parse(""));
}

}  // namespace
}  // namespace dynoxx::tests
