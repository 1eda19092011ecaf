#include "json/writer.hpp"

#include "json/reader.hpp"
#include "json/utf8.hpp"
#include "runtime/encoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::json {
namespace {

std::string written(std::string_view text) {
    return Writer().string(text).take();
}

TEST(Writer, puts_commas_between_members_and_elements) {
    Writer writer(1);
    writer.begin_object().member("a", "1").key("b").begin_array().integer(-1).boolean(true).null().end_array();
    writer.key("c")
        .begin_object()
        .end_object()
        .key("d")
        .begin_array()
        .begin_object()
        .end_object()
        .string("")
        .end_array();
    EXPECT_EQ(writer.end_object().take(), R"({"a":"1","b":[-1,true,null],"c":{},"d":[{},""]})");
}

TEST(Writer, starts_anew_after_take) {
    Writer writer;
    EXPECT_EQ(writer.string("a").take(), "\"a\"");
    EXPECT_EQ(writer.string("b").take(), "\"b\"");
}

TEST(Writer, escapes_only_what_must_be) {
    EXPECT_EQ(written("\"\\\b\f\n\r\t/\x01\x1F\x7F"), "\"\\\"\\\\\\b\\f\\n\\r\\t/\\u0001\\u001f\x7F\"");
    EXPECT_EQ(written(std::string_view("\0", 1)), "\"\\u0000\"");
    EXPECT_EQ(written("gr\xC3\xBC\xC3\x9F"
                      "e \xE2\x82\xAC \xF0\x9F\x98\x80"),
              "\"gr\xC3\xBC\xC3\x9F"
              "e \xE2\x82\xAC \xF0\x9F\x98\x80\"");
}

TEST(Writer, writes_what_the_reader_reads_at_every_length_and_place) {
    for (std::size_t length = 1; length < 40; ++length) {
        for (std::size_t place = 0; place < length; ++place) {
            for (const char special : {'"', '\\', '\n', '\x02', ' ', '\x7F'}) {
                std::string text(length, 'x');
                text[place] = special;
                const Document document = Document::parse(written(text)).value();
                ASSERT_EQ(document.root().string(), text);
            }
        }
    }
}

TEST(Writer, grows_when_every_character_is_escaped) {
    const std::string text(10000, '\x01');
    Writer writer(64);
    EXPECT_EQ(writer.string(text).take().size(), 2 + 6 * text.size());
}

TEST(Writer, writes_base64_and_raw_beginnings) {
    Writer writer;
    writer.begin_array().raw("{\"B\":").continue_value().base64(runtime::bytes_of("foobar")).end_object();
    writer.raw("{\"B\":").continue_value().base64({}).end_object().end_array();
    EXPECT_EQ(writer.take(), R"([{"B":"Zm9vYmFy"},{"B":""}])");
}

TEST(Writer, refuses_text_that_is_not_utf8_and_says_where) {
    Writer writer;
    writer.begin_object().key("name");
    try {
        writer.string("ab\xFF");
        FAIL();
    } catch (const ModelException& exception) {
        EXPECT_EQ(exception.error().code(), ErrorCode::InvalidItem);
        EXPECT_THAT(exception.error().message(), testing::HasSubstr("\"name\""));
        EXPECT_THAT(exception.error().message(), testing::HasSubstr("byte 2"));
    }
}

TEST(Utf8, refuses_overlong_forms_surrogates_and_cut_sequences) {
    for (const std::string_view text :
         {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80", "\xE2\x82", "\xC3", "\xC3x"}) {
        EXPECT_FALSE(is_utf8(text));
    }
    for (const std::string_view text :
         {"", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf8(text));
    }
}

}  // namespace
}  // namespace dynoxx::json
