#include "dynamodb/codec/attribute_value.hpp"

#include "dynamodb/codec.hpp"
#include "runtime/encoding.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::dynamodb {
namespace {

std::string written(const AttributeMap& item) {
    json::Writer writer;
    write_item(writer, item);
    return writer.take();
}

AttributeMap read(const std::string& text) {
    return read_item(json::Document::parse(text).value().root());
}

Bytes bytes(std::string_view text) {
    const auto view = runtime::bytes_of(text);
    return {view.begin(), view.end()};
}

AttributeMap every_type() {
    AttributeValue::StringSet strings;
    strings.values = {"b", "a"};
    AttributeValue::NumberSet numbers;
    numbers.values = {Number("2"), Number("-1.5E+10")};
    AttributeValue::BinarySet binaries;
    binaries.values = {bytes("x"), bytes("")};
    AttributeMap item;
    item.set("z", "te\"xt");
    item.set("n", Number("12345678901234567890123456789012345678"));
    item.set("b", bytes("foobar"));
    item.set("t", true);
    item.set("f", false);
    item.set("0", nullptr);
    item.set("l", AttributeValue::List{AttributeValue("x"), AttributeValue(1), AttributeValue(AttributeValue::List{})});
    item.set("m", AttributeMap{{"k", AttributeValue(AttributeMap{})}});
    item.set("ss", strings);
    item.set("ns", numbers);
    item.set("bs", binaries);
    return item;
}

constexpr std::string_view every_type_text =
    R"({"z":{"S":"te\"xt"},"n":{"N":"12345678901234567890123456789012345678"},"b":{"B":"Zm9vYmFy"},"t":{"BOOL":true},)"
    R"("f":{"BOOL":false},"0":{"NULL":true},"l":{"L":[{"S":"x"},{"N":"1"},{"L":[]}]},"m":{"M":{"k":{"M":{}}}},)"
    R"("ss":{"SS":["b","a"]},"ns":{"NS":["2","-1.5E+10"]},"bs":{"BS":["eA==",""]}})";

AttributeValue nested(std::size_t depth) {
    AttributeValue value("x");
    for (std::size_t i = 0; i < depth; ++i) {
        value = i % 2 == 0 ? AttributeValue(AttributeValue::List{value}) : AttributeValue(AttributeMap{{"k", value}});
    }
    return value;
}

TEST(AttributeValueCodec, writes_every_type_in_order) {
    EXPECT_EQ(written(every_type()), every_type_text);
}

TEST(AttributeValueCodec, reads_every_type_in_order) {
    const AttributeMap item = read(std::string(every_type_text));
    EXPECT_EQ(item, every_type());
    EXPECT_EQ(item.begin()->first, "z");
    EXPECT_EQ(written(item), every_type_text);
}

TEST(AttributeValueCodec, takes_deep_values_up_to_its_limit) {
    const AttributeMap item{{"a", nested(max_value_depth)}};
    EXPECT_EQ(read(written(item)), item);
    EXPECT_THROW((void)written({{"a", nested(max_value_depth + 1)}}), ModelException);
}

TEST(AttributeValueCodec, refuses_answers_that_are_nested_too_deeply) {
    std::string text = R"({"S":"x"})";
    for (std::size_t i = 0; i <= max_value_depth; ++i) {
        text = R"({"L":[)" + text + "]}";
    }
    EXPECT_THROW((void)read("{\"a\":" + text + "}"), ResponseException);
}

TEST(AttributeValueCodec, refuses_what_is_no_value) {
    for (const char* value :
         {R"({})",         R"("x")",        R"({"S":"x","N":"1"})", R"({"X":"x"})",      R"({"S":1})",
          R"({"N":1})",    R"({"N":""})",   R"({"N":"1x"})",        R"({"N":"+1"})",     R"({"N":"NaN"})",
          R"({"N":"1e"})", R"({"B":"x"})",  R"({"BOOL":"true"})",   R"({"NULL":false})", R"({"L":{}})",
          R"({"M":[]})",   R"({"SS":"x"})", R"({"SS":[1]})",        R"({"NS":["x"]})",   R"({"BS":["="]})",
          R"({"L":[1]})",  "null"}) {
        EXPECT_THROW((void)read(std::string("{\"a\":") + value + "}"), ResponseException) << value;
    }
    EXPECT_THROW((void)read("[]"), ResponseException);
}

TEST(AttributeValueCodec, names_the_attribute_whose_text_is_not_utf8) {
    const AttributeMap item{
        {"ok", AttributeValue("x")},
        {"tags", AttributeValue(AttributeValue::List{AttributeValue("a"),
                                                     AttributeValue(AttributeMap{{"name", AttributeValue("\xFF")}})})}};
    try {
        (void)written(item);
        FAIL();
    } catch (const ModelException& exception) {
        EXPECT_EQ(exception.error().code(), ErrorCode::InvalidItem);
        EXPECT_THAT(exception.error().message(), testing::HasSubstr("\"tags[1].name\""));
    }
}

}  // namespace
}  // namespace dynoxx::dynamodb
