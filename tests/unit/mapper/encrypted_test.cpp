#include <dynoxx/dynoxx.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <sstream>

namespace dynoxx {
namespace {

using Secret = Encrypted<std::string>;

TEST(Encrypted, holds_nothing_plaintext_or_sealed_text) {
    const Secret nothing;
    EXPECT_FALSE(nothing.has_value());
    EXPECT_EQ(nothing.value(), "");
    const Secret empty = "";
    EXPECT_TRUE(empty.has_value());
    const Secret plain = "07-42";
    EXPECT_EQ(*plain, "07-42");
    EXPECT_EQ(plain->size(), 5U);
    EXPECT_FALSE(plain.is_sealed());
    const Secret sealed = Secret::from_sealed("ENC:AAAA");
    EXPECT_TRUE(sealed.is_sealed());
    EXPECT_EQ(sealed.sealed_text(), "ENC:AAAA");
}

TEST(Encrypted, gives_no_plaintext_while_it_is_sealed) {
    const Secret sealed = Secret::from_sealed("ENC:AAAA");
    EXPECT_THROW((void)sealed.value(), EncryptionException);
}

/// Writes a value, and gives what would be sealed.
template <class T>
std::string plaintext_of(const T& value) {
    WriteContext out;
    const AttributeValue written = Converter<Encrypted<T>>::write(Encrypted<T>(value), out);
    EXPECT_EQ(written, AttributeValue(seal_marker));
    return out.seals().at(0).plaintext.text();
}

template <class T>
T opened(const std::string& plaintext) {
    Encrypted<T> value = Encrypted<T>::from_sealed("ENC:AAAA");
    ReadContext in;
    detail::open_sealed(value, plaintext, in);
    EXPECT_FALSE(in.failed());
    EXPECT_FALSE(value.is_sealed());
    return value.value();
}

struct Account {
    std::string number{};
    std::optional<double> limit{};
    friend bool operator==(const Account&, const Account&) = default;
};

TEST(Encrypted, seals_a_text_as_it_is_and_other_types_as_typed_json) {
    EXPECT_EQ(plaintext_of(std::string("07-42 \"x\"")), "07-42 \"x\"");
    EXPECT_EQ(plaintext_of(std::int64_t{-42}), R"({"N":"-42"})");
    EXPECT_EQ(plaintext_of(true), R"({"BOOL":true})");
    EXPECT_EQ(plaintext_of(Bytes{std::byte{0}, std::byte{255}}), R"({"B":"AP8="})");
    EXPECT_EQ(plaintext_of(std::vector<std::string>{"a", "\xC3\xBC"}), "{\"L\":[{\"S\":\"a\"},{\"S\":\"\xC3\xBC\"}]}");
    Account account;
    account.number = "DE02";
    EXPECT_EQ(plaintext_of(account), R"({"M":{"number":{"S":"DE02"}}})");
}

TEST(Encrypted, opens_what_it_sealed) {
    EXPECT_EQ(opened<std::string>(plaintext_of(std::string("{}"))), "{}");
    EXPECT_EQ(opened<std::int64_t>(plaintext_of(std::int64_t{-42})), -42);
    const Bytes bytes{std::byte{0}, std::byte{255}};
    EXPECT_EQ(opened<Bytes>(plaintext_of(bytes)), bytes);
    Account account;
    account.number = std::string(5000, '\x01');
    account.limit = 0.5;
    EXPECT_EQ(opened<Account>(plaintext_of(account)), account);
}

TEST(Encrypted, names_no_part_of_a_plaintext_of_another_type) {
    for (const char* plaintext : {"0742", "", R"({"S":"0742"})", R"({"N":"0742e99"})", R"({"X":"0742"})"}) {
        Encrypted<std::int8_t> value = Encrypted<std::int8_t>::from_sealed("ENC:AAAA");
        ReadContext in;
        ReadContext here(in, "pin");
        detail::open_sealed(value, plaintext, here);
        ASSERT_TRUE(in.failed()) << plaintext;
        EXPECT_EQ(in.error().message().find("0742"), std::string::npos) << in.error().message();
        EXPECT_NE(in.error().message().find("pin"), std::string::npos) << in.error().message();
        EXPECT_TRUE(value.is_sealed());
    }
}

TEST(Encrypted, reads_stored_plaintext_by_the_rules_of_its_type) {
    AttributeValue stored(std::int64_t{7});
    Encrypted<std::int64_t> value;
    ReadContext in;
    Converter<Encrypted<std::int64_t>>::read(stored, value, in);
    EXPECT_EQ(*value, 7);
    AttributeValue other("seven");
    Converter<Encrypted<std::int64_t>>::read(other, value, in);
    EXPECT_TRUE(in.failed());
}

TEST(Encrypted, never_prints_its_text) {
    std::ostringstream out;
    out << Secret("07-42") << Secret() << Secret::from_sealed("ENC:AAAA");
    EXPECT_EQ(out.str(), "<encrypted><encrypted><encrypted>");
}

TEST(Encrypted, compares_what_it_holds) {
    EXPECT_EQ(Secret("a"), Secret("a"));
    EXPECT_NE(Secret("a"), Secret("b"));
    EXPECT_NE(Secret(""), Secret());
    EXPECT_EQ(Secret::from_sealed("ENC:A"), Secret::from_sealed("ENC:A"));
    EXPECT_NE(Secret::from_sealed("ENC:A"), Secret("ENC:A"));
}

TEST(Encrypted, keeps_its_text_when_copied_and_leaves_none_when_moved) {
    Secret first("a text that is longer than the small buffer");
    Secret copy = first;
    Secret moved = std::move(first);
    EXPECT_EQ(copy, moved);
    copy = Secret("short");
    EXPECT_EQ(copy.value(), "short");
    copy = std::move(moved);
    EXPECT_EQ(copy.value(), "a text that is longer than the small buffer");
}

TEST(SecretText, wipes_small_texts_in_their_place) {
    alignas(detail::SecretText) unsigned char place[sizeof(detail::SecretText)];
    auto* text = new (place) detail::SecretText(std::string_view("0742-0742"));
    const char* data = text->text().data();
    ASSERT_EQ(std::memcmp(data, "0742-0742", 9), 0);
    text->clear();
    EXPECT_EQ(std::memcmp(data, "\0\0\0\0\0\0\0\0\0", 9), 0);
    text->~SecretText();
}

TEST(SecretText, wipes_the_text_that_it_took) {
    std::string taken = "0742-0742";
    const char* data = taken.data();
    const detail::SecretText text(std::move(taken));
    EXPECT_EQ(text.text(), "0742-0742");
    EXPECT_NE(std::string_view(data, 4), "0742");
}

}  // namespace
}  // namespace dynoxx
