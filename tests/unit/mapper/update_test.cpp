#include "mapper/expression.hpp"
#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

namespace dynoxx {
namespace {

namespace f = test::user_field;

std::string text(UpdateAction action) {
    return Update(std::move(action)).text();
}

TEST(Update, prints_each_action) {
    EXPECT_EQ(text(f::email.set("x")), "SET e-mail = :v0");
    EXPECT_EQ(text(f::email.set(f::id)), "SET e-mail = id");
    EXPECT_EQ(text(f::email.if_not_exists("x")), "SET e-mail = if_not_exists(e-mail, :v0)");
    EXPECT_EQ(text(f::logins += 1), "SET logins = if_not_exists(logins, :v0) + :v1");
    EXPECT_EQ(text(f::logins -= 2.5), "SET logins = if_not_exists(logins, :v0) - :v1");
    EXPECT_EQ(text(f::tags.append({"a", "b"})), "SET tags = list_append(if_not_exists(tags, :v0), :v1)");
    EXPECT_EQ(text(f::tags.prepend({"a"})), "SET tags = list_append(:v1, if_not_exists(tags, :v0))");
    EXPECT_EQ(text(f::tags[0].remove()), "REMOVE tags[0]");
    EXPECT_EQ(text(f::logins.add(1)), "ADD logins :v0");
    EXPECT_EQ(text(f::roles.add("admin")), "ADD roles :v0");
    EXPECT_EQ(text(f::roles.erase_from_set(std::set<std::string>{"admin"})), "DELETE roles :v0");
    EXPECT_EQ(text(f::zip.set(1)), "SET address.postal_code = :v0");
}

TEST(Update, collects_the_actions_of_a_clause) {
    const Update update =
        Update().add(f::roles.add("a")).add(f::email.set("x")).add(f::phone.remove()).add(f::logins += 1);
    EXPECT_EQ(update.text(), "SET e-mail = :v1, logins = if_not_exists(logins, :v2) + :v3 REMOVE phone ADD roles :v0");
}

TEST(Update, converts_values_as_members_are) {
    mapper::ExpressionPrinter printer;
    (void)printer.print(Update()
                            .add(f::status.set(test::Status::Closed))
                            .add(f::address.set(test::Address{"x", 1}))
                            .add(f::roles.add("admin"))
                            .add(f::logins += 2));
    const ExpressionValues expected{{":v0", "Closed"},
                                    {":v1", AttributeMap{{"street", "x"}, {"postal_code", 1}}},
                                    {":v2", AttributeValue::StringSet{{"admin"}}},
                                    {":v3", 0},
                                    {":v4", 2}};
    EXPECT_EQ(printer.values(), expected);
}

TEST(Update, removes_what_is_set_to_nothing) {
    EXPECT_EQ(text(f::phone.set(std::nullopt)), "REMOVE phone");
    EXPECT_EQ(text(f::phone.set(std::optional<std::string>())), "REMOVE phone");
    EXPECT_EQ(text(f::phone.set(std::optional<std::string>("1"))), "SET phone = :v0");
    EXPECT_EQ(text(f::roles.set(std::set<std::string>())), "REMOVE roles");
    EXPECT_EQ(text(f::tax_id.set(Encrypted<std::string>())), "REMOVE tax_id");
}

TEST(Update, lists_what_is_to_be_uploaded_and_sealed_by_placeholder) {
    mapper::ExpressionPrinter printer;
    EXPECT_EQ(
        printer.print(
            Update(f::logins.set(1)).add(f::tax_id.set("07-42")).add(f::avatar.set(S3File::from_bytes("f", "x")))),
        "SET #n0 = :v0, #n1 = :v1, #n2 = :v2");
    ASSERT_EQ(printer.seals().size(), 1U);
    EXPECT_EQ(printer.seals()[0].attribute, "tax_id");
    EXPECT_EQ(printer.seals()[0].placeholder, ":v1");
    EXPECT_EQ(printer.seals()[0].plaintext.text(), "07-42");
    ASSERT_EQ(printer.uploads().size(), 1U);
    EXPECT_EQ(printer.uploads()[0].placeholder, ":v2");
    EXPECT_EQ(printer.values().at(":v1"), AttributeValue(seal_marker));
}

TEST(Update, keeps_the_error_of_a_value) {
    mapper::ExpressionPrinter printer;
    (void)printer.print(Update(f::phone.if_not_exists(std::nullopt)));
    EXPECT_EQ(printer.error()->message(),
              "Cannot write attribute 'phone': if_not_exists needs a value that is not empty.");
}

}  // namespace
}  // namespace dynoxx
