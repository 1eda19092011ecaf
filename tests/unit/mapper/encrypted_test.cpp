#include <dynoxx/encrypted.hpp>
#include <dynoxx/error.hpp>

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
    const Secret sealed = Secret::from_stored("ENC:AAAA");
    EXPECT_TRUE(sealed.is_sealed());
    EXPECT_EQ(sealed.sealed_text(), "ENC:AAAA");
}

TEST(Encrypted, takes_stored_text_without_the_prefix_as_plaintext) {
    EXPECT_EQ(Secret::from_stored("old").value(), "old");
}

TEST(Encrypted, gives_no_plaintext_while_it_is_sealed) {
    Secret sealed = Secret::from_stored("ENC:AAAA");
    EXPECT_THROW((void)sealed.value(), EncryptionException);
    sealed.open("07-42");
    EXPECT_EQ(sealed.value(), "07-42");
    EXPECT_EQ(sealed.sealed_text(), "");
}

TEST(Encrypted, never_prints_its_text) {
    std::ostringstream out;
    out << Secret("07-42") << Secret() << Secret::from_stored("ENC:AAAA");
    EXPECT_EQ(out.str(), "<encrypted><encrypted><encrypted>");
}

TEST(Encrypted, compares_what_it_holds) {
    EXPECT_EQ(Secret("a"), Secret("a"));
    EXPECT_NE(Secret("a"), Secret("b"));
    EXPECT_NE(Secret(""), Secret());
    EXPECT_EQ(Secret::from_stored("ENC:A"), Secret::from_stored("ENC:A"));
    EXPECT_NE(Secret::from_stored("ENC:A"), Secret("ENC:A"));
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
