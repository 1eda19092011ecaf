#include <dynoxx/detail/enum_names.hpp>
#include <dynoxx/detail/reflection.hpp>

#include <gmock/gmock.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::detail {
namespace {

struct Empty {};
struct Base {
    int inherited = 0;
};
struct Derived : Base {
    int own = 0;
};
struct Nested {
    std::string street{};
    int zip = 0;
};
struct Mixed {
    std::string id{};
    Nested nested{};
    std::optional<Nested> maybe{};
    std::map<std::string, std::vector<int>> map{};
    int array[3]{};
    bool last = false;
};
template <class T>
struct Template {
    T first{};
    T second{};
};
struct Wide {
    int a0{}, a1{}, a2{}, a3{}, a4{}, a5{}, a6{}, a7{}, a8{}, a9{};
    int b0{}, b1{}, b2{}, b3{}, b4{}, b5{}, b6{}, b7{}, b8{}, b9{};
    int c0{}, c1{}, c2{}, c3{}, c4{}, c5{}, c6{}, c7{}, c8{}, c9{};
    int d0{}, d1{}, d2{}, d3{}, d4{}, d5{}, d6{}, d7{}, d8{}, d9{};
    int e0{}, e1{}, e2{}, e3{}, e4{}, e5{}, e6{}, e7{}, e8{}, e9{};
    int f0{}, f1{}, f2{}, f3{}, f4{}, f5{}, f6{}, f7{}, f8{};
    std::string last{};
};

static_assert(member_count<Empty> == 0);
static_assert(member_count<Nested> == 2);
static_assert(member_count<Mixed> == 6);
static_assert(member_count<Wide> == 60);
static_assert(has_base<Derived>);
static_assert(!has_base<Mixed>);
static_assert(!has_base<Wide>);
static_assert(member_name<&Mixed::nested> == "nested");
static_assert(short_type_name<Nested> == "Nested");
static_assert(!is_function_local<Nested> && !is_function_local<Template<Nested>>);
static_assert(names_a_function("main()::User") && names_a_function("(anonymous namespace)::f()::User"));
static_assert(!names_a_function("(anonymous namespace)::User") && !names_a_function("{anonymous}::User"));

TEST(Reflection, gives_the_names_of_all_members_in_their_order) {
    EXPECT_THAT(aggregate_names<Mixed>, testing::ElementsAre("id", "nested", "maybe", "map", "array", "last"));
    EXPECT_THAT(aggregate_names<Template<Nested>>, testing::ElementsAre("first", "second"));
    EXPECT_EQ(aggregate_names<Wide>.front(), "a0");
    EXPECT_EQ(aggregate_names<Wide>[41], "e1");
    EXPECT_EQ(aggregate_names<Wide>.back(), "last");
}

TEST(Reflection, visits_the_members_themselves) {
    Wide wide;
    visit_aggregate(wide, [](auto&... members) { ((members = {}), ...); });
    visit_aggregate(wide, [](auto& first, auto&... others) {
        first = 7;
        EXPECT_EQ(sizeof...(others), 59U);
    });
    EXPECT_EQ(wide.a0, 7);
}

TEST(Reflection, counts_each_number_of_members_up_to_ten) {
    struct One {
        int a{};
    };
    struct Nine {
        int a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{};
    };
    struct Ten {
        int a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{}, j{};
    };
    struct Eleven {
        int a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{}, j{}, k{};
    };
    EXPECT_EQ(member_count<One>, 1U);
    EXPECT_EQ(member_count<Nine>, 9U);
    EXPECT_EQ(member_count<Ten>, 10U);
    EXPECT_EQ(member_count<Eleven>, 11U);
    EXPECT_EQ(aggregate_names<Eleven>.back(), "k");
}

}  // namespace
}  // namespace dynoxx::detail
