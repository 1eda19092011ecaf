#include "cli/conditions.hpp"

#include "cli/invocation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::cli {
namespace {

TEST(Conditions, have_a_name_a_comparator_and_a_value) {
    const struct {
        const char* text;
        const char* name;
        const char* comparator;
        AttributeValue value;
    } conditions[] = {
        {"id=ada", "id", "=", "ada"},
        {"id=", "id", "=", ""},
        {"id=a=b", "id", "=", "a=b"},
        {"number:=17", "number", "=", Number("17")},
        {"number:<=1e3", "number", "<=", Number("1e3")},
        {"number:>0.10", "number", ">", Number("0.10")},
        {"paid:<>true", "paid", "<>", true},
        {"title^=Be", "title", "^=", "Be"},
        {"title>=17", "title", ">=", "17"},
        {"text:=\"17\"", "text", "=", "17"},
        {"a.b:x<5", "a.b:x", "<", "5"},
        {"hash:base64=AAE=", "hash", "=", Bytes{std::byte{0}, std::byte{1}}},
        {"hash:base64^=AA==", "hash", "^=", Bytes{std::byte{0}}},
        {"a:base64:=\"x\"", "a:base64", "=", "x"},
    };
    for (const auto& expected : conditions) {
        const Condition condition = parse_condition(expected.text);
        EXPECT_EQ(condition.name, expected.name) << expected.text;
        EXPECT_EQ(condition.comparator, expected.comparator) << expected.text;
        EXPECT_EQ(condition.value, expected.value) << expected.text;
    }
}

TEST(Conditions, that_are_none_are_refused) {
    for (const char* text : {"", "id", "=ada", ":=1", "id^ada", "id:=ada", "id:={", "n:=0012",
                             ":base64=AA==", "id:base64=AA", "id:base64=A A=", "id:={\"a\":1,\"a\":2}"}) {
        EXPECT_THROW(static_cast<void>(parse_condition(text)), Misuse) << text;
    }
}

TEST(Conditions, of_a_query_have_a_partition_key_and_no_comparator_that_keys_lack) {
    EXPECT_NO_THROW(check_key_conditions({"id=a"}));
    EXPECT_NO_THROW(check_key_conditions({"n:>1", "id=a"}));
    EXPECT_THROW(check_key_conditions({"id=a", "n:<>1"}), Misuse);
    EXPECT_THROW(check_key_conditions({"n:>1"}), Misuse);
}

TEST(Placeholders, stand_for_each_name_once_and_for_each_value) {
    Placeholders placeholders;
    EXPECT_EQ(placeholders.all_of({"a=1", "b^=x", "a<>2"}), "#n0 = :v0 AND begins_with(#n1, :v1) AND #n0 <> :v2");
    EXPECT_EQ(placeholders.list({"b", "c"}), "#n1, #n2");
    EXPECT_EQ(placeholders.all_of({}), "");
    EXPECT_EQ(placeholders.names(), (ExpressionNames{{"#n0", "a"}, {"#n1", "b"}, {"#n2", "c"}}));
    EXPECT_EQ(placeholders.values().size(), 3U);
}

}  // namespace
}  // namespace dynoxx::cli
