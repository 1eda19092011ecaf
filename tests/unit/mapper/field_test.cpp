#include "mapper/expression.hpp"
#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dynoxx {
namespace {

namespace f = test::user_field;
using test::Status;

// May be compared, may not be compared.
static_assert(Comparable<int, int> && Comparable<int, double> && Comparable<double, int> && Comparable<int, Number>);
static_assert(!Comparable<int, std::string> && !Comparable<int, bool> && !Comparable<int, char> &&
              !Comparable<bool, int>);
static_assert(Comparable<std::string, char[3]> && Comparable<std::string, std::string_view> &&
              !Comparable<std::string, int>);
static_assert(Comparable<std::optional<int>, int> && !Comparable<std::optional<int>, std::optional<std::string>>);
static_assert(Comparable<Status, Status> && !Comparable<Status, int> && !Comparable<Status, std::string>);
static_assert(Comparable<int, AttributeValue> && Comparable<Status, AttributeValue>);
static_assert(!Comparable<Encrypted<std::string>, std::string> && !Comparable<S3Value, S3Value>);
static_assert(Assignable<Encrypted<std::string>, std::string> && Assignable<S3Value, S3File>);
static_assert(!std::is_constructible_v<bool, Condition> && !std::is_convertible_v<Condition, bool>);

// Types.
static_assert(std::is_same_v<decltype(f::logins), const Field<std::int64_t>>);
static_assert(std::is_same_v<decltype(f::zip), const Field<int>>);
static_assert(std::is_same_v<decltype(f::tags[0]), Field<std::string>>);
static_assert(std::is_same_v<decltype(f::counts["k"]), Field<int>>);
static_assert(std::is_same_v<decltype(f::logins > 1), Condition>);

TEST(Field, prints_comparisons) {
    EXPECT_EQ((f::logins == 1).text(), "logins = :v0");
    EXPECT_EQ((f::logins != 1).text(), "logins <> :v0");
    EXPECT_EQ((f::logins < 1).text(), "logins < :v0");
    EXPECT_EQ((f::logins <= 1).text(), "logins <= :v0");
    EXPECT_EQ((f::logins > 1).text(), "logins > :v0");
    EXPECT_EQ((f::logins >= 1).text(), "logins >= :v0");
    EXPECT_EQ((f::id == f::email).text(), "id = e-mail");
}

TEST(Field, prints_functions) {
    EXPECT_EQ(f::id.exists().text(), "attribute_exists(id)");
    EXPECT_EQ(f::id.not_exists().text(), "attribute_not_exists(id)");
    EXPECT_EQ(f::id.begins_with("u").text(), "begins_with(id, :v0)");
    EXPECT_EQ(f::roles.contains("admin").text(), "contains(roles, :v0)");
    EXPECT_EQ(f::logins.between(1, 2).text(), "logins BETWEEN :v0 AND :v1");
    EXPECT_EQ(f::status.in(Status::Active, Status::Closed).text(), "status IN (:v0, :v1)");
    EXPECT_EQ(f::logins.in_list(std::vector<int>{1, 2, 3}).text(), "logins IN (:v0, :v1, :v2)");
    EXPECT_EQ((f::tags.size() > 3).text(), "size(tags) > :v0");
    EXPECT_EQ(f::tags.size().between(1, 3).text(), "size(tags) BETWEEN :v0 AND :v1");
    EXPECT_EQ(f::id.attribute_type(AttributeValue::Type::S).text(), "attribute_type(id, :v0)");
}

TEST(Field, prints_combinations) {
    EXPECT_EQ((!f::id.exists() || (f::logins > 1 && f::active == true)).text(),
              "((NOT attribute_exists(id)) OR (logins > :v0 AND active = :v1))");
}

TEST(Field, prints_paths) {
    EXPECT_EQ(f::zip.path().text(), "address.postal_code");
    EXPECT_EQ(f::tags[2].path().text(), "tags[2]");
    EXPECT_EQ(f::counts["a b"].path().text(), "counts.a b");
    const std::string key = "k";
    EXPECT_EQ(f::counts[key].path().text(), "counts.k");
}

TEST(Field, absorbs_empty_conditions) {
    EXPECT_TRUE(Condition().empty());
    EXPECT_TRUE((!Condition()).empty());
    EXPECT_EQ((Condition() && f::logins > 1).text(), "logins > :v0");
    EXPECT_EQ((f::logins > 1 || Condition()).text(), "logins > :v0");
}

TEST(Field, converts_values_as_its_member) {
    mapper::ExpressionPrinter printer;
    (void)printer.print(f::status == Status::Closed && f::joined < std::chrono::system_clock::time_point() &&
                        f::phone == "1" && f::logins > 1.5 && f::id.attribute_type(AttributeValue::Type::NS));
    const ExpressionValues expected{
        {":v0", "Closed"}, {":v1", "1970-01-01T00:00:00+00:00"}, {":v2", "1"}, {":v3", Number("1.5")}, {":v4", "NS"}};
    EXPECT_EQ(printer.values(), expected);
}

TEST(Field, gives_names_once_and_values_each_time) {
    mapper::ExpressionPrinter printer;
    EXPECT_EQ(printer.print((f::logins > 1 && f::zip == 1) || f::logins < 1),
              "((#n0 > :v0 AND #n1.#n2 = :v1) OR #n0 < :v2)");
    EXPECT_EQ(printer.names(), (ExpressionNames{{"#n0", "logins"}, {"#n1", "address"}, {"#n2", "postal_code"}}));
    EXPECT_EQ(printer.values().size(), 3U);
}

TEST(Field, keeps_the_error_of_a_value) {
    mapper::ExpressionPrinter printer;
    (void)printer.print(f::logins > std::nan(""));
    ASSERT_TRUE(printer.error());
    EXPECT_EQ(printer.error()->code(), ErrorCode::InvalidItem);
    mapper::ExpressionPrinter empty;
    (void)empty.print(f::logins.in_list(std::vector<int>()));
    EXPECT_EQ(empty.error()->message(), "A condition IN takes 1 to 100 values, found 0.");
}

TEST(Condition, compares_trees) {
    EXPECT_EQ(f::logins > 1, f::logins > 1);
    EXPECT_FALSE((f::logins > 1) == (f::logins > 2));
    EXPECT_FALSE((f::logins > 1) == Condition());
    EXPECT_EQ(f::logins > 1 && f::id.exists(), f::logins > 1 && f::id.exists());
}

}  // namespace
}  // namespace dynoxx
