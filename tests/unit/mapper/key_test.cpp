#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

namespace dynoxx {
namespace {

using test::User;

struct Event {
    std::chrono::sys_seconds at{};
    test::Status kind{};
    static constexpr auto dynoxx_model = model("events", partition_key<&Event::at>, sort_key<&Event::kind>);
};

static_assert(KeyValue<std::string, const char*> && KeyValue<std::string, std::string_view> &&
              KeyValue<std::string, char[4]>);
static_assert(!KeyValue<std::string, int> && !KeyValue<std::string, std::nullptr_t>);
static_assert(KeyValue<std::int64_t, int> && KeyValue<std::int64_t, Number> && !KeyValue<std::int64_t, double>);
static_assert(!KeyValue<std::int64_t, const char*> && !KeyValue<std::int64_t, bool> && !KeyValue<std::int64_t, char>);
static_assert(KeyValue<std::chrono::sys_seconds, std::chrono::sys_days> && !KeyValue<test::Status, int>);

TEST(Key, is_made_of_the_values_of_the_key_members) {
    EXPECT_EQ(*make_key<User>("u#1", 7), (Item{{"id", "u#1"}, {"place", 7}}));
    EXPECT_EQ(*make_key<User>(std::string("u#1"), Number("7")), (Item{{"id", "u#1"}, {"place", 7}}));
    EXPECT_EQ(*make_partition_key<User>("u#1"), (Item{{"id", "u#1"}}));
}

TEST(Key, converts_values_as_members_are) {
    EXPECT_EQ(*make_key<Event>(std::chrono::sys_days(), test::Status::Closed),
              (Item{{"at", "1970-01-01T00:00:00+00:00"}, {"kind", "Closed"}}));
}

TEST(Key, must_not_be_empty) {
    EXPECT_EQ(make_key<User>("", 7).error().message(), "Cannot write attribute 'id': a key must not be empty.");
}

TEST(Key, must_fit_its_member) {
    EXPECT_EQ(make_key<User>("u", 1ULL << 63U).error().message(),
              "Cannot write attribute 'place': the number does not fit the type of the member.");
}

TEST(Key, is_found_in_an_object) {
    User user;
    user.id = "u#1";
    user.place = 7;
    EXPECT_EQ(*key_of(user), (Item{{"id", "u#1"}, {"place", 7}}));
    EXPECT_FALSE(key_of(User()));
}

}  // namespace
}  // namespace dynoxx
