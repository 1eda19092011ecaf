#include "cli/item_text.hpp"

#include "cli/invocation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::cli {
namespace {

std::string text_of(const Item& item, ItemForm form) {
    json::Writer writer;
    write_item(writer, item, form);
    return writer.take();
}

TEST(ItemText, keeps_every_digit_of_a_number) {
    const Item item{{"n", Number("1.23456789012345678901234567890123456789E-20")}};
    EXPECT_EQ(text_of(item, ItemForm::Plain), R"({"n":1.23456789012345678901234567890123456789E-20})");
}

TEST(ItemText, writes_a_number_that_is_none_as_text) {
    EXPECT_EQ(text_of({{"n", Number("1, \"admin\": true")}}, ItemForm::Plain), R"({"n":"1, \"admin\": true"})");
}

TEST(ItemText, reads_what_it_wrote_with_types) {
    const Item item{{"a", AttributeValue::StringSet{{"x"}}}, {"b", Bytes{std::byte{1}}}, {"c", nullptr}};
    EXPECT_EQ(read_item(text_of(item, ItemForm::Typed), ItemForm::Typed, "it"), item);
}

TEST(ItemText, refuses_a_name_that_stands_twice_and_says_where) {
    const struct {
        const char* text;
        ItemForm form;
        const char* name;
    } wrong[] = {
        {R"({"a": 1, "b": 2, "a": 1})", ItemForm::Plain, "it names 'a' twice"},
        {R"({"a": [0, {"b": {"c": 1, "\u0063": 2}}]})", ItemForm::Plain, "it names 'a[1].b.c' twice"},
        {R"({"a": {"S": "x"}, "a": {"S": "y"}})", ItemForm::Typed, "it names 'a' twice"},
    };
    for (const auto& one : wrong) {
        try {
            static_cast<void>(read_item(one.text, one.form, "it"));
            ADD_FAILURE() << one.text;
        } catch (const Misuse& misuse) {
            EXPECT_THAT(misuse.what(), testing::StartsWith(one.name));
        }
    }
    EXPECT_NO_THROW(
        static_cast<void>(read_item(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})", ItemForm::Plain, "it")));
}

TEST(ItemText, refuses_numbers_that_would_lose_digits_and_only_those) {
    for (const char* number : {"1234567890123456789", "0.1234567890123456", "1234567890123456.5"}) {
        EXPECT_THROW(static_cast<void>(read_item(R"({"n": )" + std::string(number) + "}", ItemForm::Plain, "it")),
                     Misuse)
            << number;
    }
    const Item fine =
        read_item(R"({"n": 123456789012345678, "d": 0.25, "t": "12345678901234567890 \" 0.1234567890123456"})",
                  ItemForm::Plain, "it");
    EXPECT_EQ(*fine.find("n"), AttributeValue(Number("123456789012345678")));
    EXPECT_EQ(*fine.find("d"), AttributeValue(Number("0.25")));
}

}  // namespace
}  // namespace dynoxx::cli
