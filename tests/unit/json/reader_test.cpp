#include "json/reader.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynoxx::json {
namespace {

TEST(Reader, gives_each_type) {
    const Document document =
        Document::parse(R"({"s":"a\u00e9","i":-3,"d":1.5,"t":true,"n":null,"a":[1,2],"o":{}})").value();
    const Value root = document.root();
    EXPECT_EQ(root.type(), Value::Type::Object);
    EXPECT_EQ(root.find("s")->string(), "a\xC3\xA9");
    EXPECT_EQ(root.find("i")->integer(), -3);
    EXPECT_EQ(root.find("d")->number(), 1.5);
    EXPECT_EQ(root.find("t")->boolean(), true);
    EXPECT_EQ(root.find("n")->type(), Value::Type::Null);
    EXPECT_EQ(root.find("a")->size(), 2U);
    EXPECT_EQ(root.size(), 7U);
    EXPECT_FALSE(root.find("missing"));
}

TEST(Reader, gives_nothing_for_another_type) {
    const Document document = Document::parse("[\"1\"]").value();
    const Value root = document.root();
    EXPECT_FALSE(root.string());
    EXPECT_FALSE(root.integer());
    EXPECT_FALSE(root.find("a"));
    root.for_each_member([](std::string_view, Value) { FAIL(); });
    root.for_each_element([](Value element) { EXPECT_FALSE(element.integer()); });
}

TEST(Reader, goes_through_members_in_order) {
    const Document document = Document::parse(R"({"b":1,"a":2,"b":3})").value();
    std::vector<std::string> names;
    document.root().for_each_member([&](std::string_view name, Value) { names.emplace_back(name); });
    EXPECT_EQ(names, (std::vector<std::string>{"b", "a", "b"}));
}

TEST(Reader, refuses_what_is_not_one_json_value) {
    for (const char* text :
         {"", " ", "{", "{}x", "{} {}", "[1,]", "nul", "\"\xFF\"", "{\"a\":01}", "\"\n\"", "{'a':1}"}) {
        const Result<Document> document = Document::parse(text);
        ASSERT_TRUE(document.has_error()) << text;
        EXPECT_EQ(document.error().code(), ErrorCode::InvalidResponse);
    }
}

TEST(Reader, refuses_what_is_nested_too_deeply) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(Document::parse(nested(Document::default_max_depth - 1)).has_value());
    EXPECT_TRUE(Document::parse(nested(Document::default_max_depth + 1)).has_error());
    EXPECT_TRUE(Document::parse(std::string(100000, '[')).has_error());
}

}  // namespace
}  // namespace dynoxx::json
