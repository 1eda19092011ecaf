#include "local/records/fields.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynoxx::local::records {
namespace {

TEST(Fields, read_what_was_written) {
    const std::string bytes("a:1,\0\xff", 6);
    FieldWriter writer;
    writer.text(bytes).number(-12).text("").number(7);
    const std::string value = std::move(writer).take();
    FieldReader reader(value);
    EXPECT_EQ(reader.text(), bytes);
    EXPECT_EQ(reader.number(), -12);
    EXPECT_EQ(reader.text(), "");
    EXPECT_EQ(reader.count(), 7U);
    EXPECT_NO_THROW(reader.end());
}

TEST(Fields, say_what_is_wrong_with_a_value) {
    EXPECT_THROW(static_cast<void>(FieldReader("").text()), Damaged);
    EXPECT_THROW(static_cast<void>(FieldReader("x").text()), Damaged);
    EXPECT_THROW(static_cast<void>(FieldReader("5:abc,").text()), Damaged);
    EXPECT_THROW(static_cast<void>(FieldReader("3:abc").text()), Damaged);
    EXPECT_THROW(static_cast<void>(FieldReader("99999999999999999999:abc,").text()), Damaged);
    EXPECT_THROW(static_cast<void>(FieldReader("2:1x,").number()), Damaged);
    EXPECT_THROW(static_cast<void>(FieldReader("2:-1,").count()), Damaged);
    EXPECT_THROW(FieldReader("1:1,").end(), Damaged);
}

}  // namespace
}  // namespace dynoxx::local::records
