#include "runtime/encoding.hpp"

#include <gtest/gtest.h>

namespace dynoxx::runtime {
namespace {

std::optional<std::string> decoded(std::string_view base64) {
    const std::optional<Bytes> bytes = base64_decode(base64);
    return bytes ? std::optional(std::string(text_of(*bytes))) : std::nullopt;
}

TEST(Hex, writes_lower_case_and_reads_both) {
    EXPECT_EQ(hex_encode(bytes_of(std::string_view("\0\x7F\xFF", 3))), "007fff");
    EXPECT_EQ(text_of(*hex_decode("4a4B")), "JK");
    EXPECT_EQ(hex_decode("")->size(), 0U);
}

TEST(Hex, refuses_odd_counts_and_other_characters) {
    EXPECT_FALSE(hex_decode("abc"));
    EXPECT_FALSE(hex_decode("0g"));
    EXPECT_FALSE(hex_decode("0x"));
}

TEST(Base64, writes_the_vectors_of_rfc_4648) {
    const std::pair<std::string_view, std::string_view> vectors[] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, text] : vectors) {
        EXPECT_EQ(base64_encode(bytes_of(plain)), text);
        EXPECT_EQ(decoded(text), plain);
    }
}

TEST(Base64, round_trips_every_byte) {
    Bytes all;
    for (int i = 0; i < 256; ++i) {
        all.push_back(static_cast<std::byte>(i));
        EXPECT_EQ(base64_decode(base64_encode(all)), all);
    }
}

TEST(Base64, refuses_what_it_would_not_write) {
    for (const std::string_view text :
         {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "=m9v", "Zg=v"}) {
        EXPECT_FALSE(base64_decode(text)) << text;
    }
}

TEST(Base64Url, has_no_padding_and_no_signs_that_mean_something_in_urls) {
    EXPECT_EQ(base64url_encode(bytes_of("")), "");
    EXPECT_EQ(base64url_encode(bytes_of("f")), "Zg");
    EXPECT_EQ(base64url_encode(bytes_of("fo")), "Zm8");
    EXPECT_EQ(base64url_encode(bytes_of("foo")), "Zm9v");
    EXPECT_EQ(base64url_encode(bytes_of("\xfb\xff\xfe")), "-__-");
}

TEST(PercentEncoding, keeps_only_unreserved_characters) {
    EXPECT_EQ(percent_encode("aZ0-._~"), "aZ0-._~");
    EXPECT_EQ(percent_encode("a b/c+%\xE1"), "a%20b%2Fc%2B%25%E1");
    EXPECT_EQ(percent_encode("a/b", Slash::Keep), "a/b");
}

TEST(PercentEncoding, reads_digits_of_either_case_and_keeps_the_plus) {
    EXPECT_EQ(percent_decode("a%2fb%2Fc+d"), "a/b/c+d");
    EXPECT_FALSE(percent_decode("%"));
    EXPECT_FALSE(percent_decode("%2"));
    EXPECT_FALSE(percent_decode("%zz"));
}

TEST(Crc32, is_that_of_zlib) {
    EXPECT_EQ(crc32(bytes_of("123456789")), 0xCBF43926U);
    EXPECT_EQ(crc32({}), 0U);
}

}  // namespace
}  // namespace dynoxx::runtime
