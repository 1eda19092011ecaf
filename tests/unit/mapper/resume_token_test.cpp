#include <dynoxx/resume_token.hpp>

#include <gtest/gtest.h>

#include <string>

namespace dynoxx {
namespace {

TEST(ResumeToken, is_read_back_from_its_text) {
    const Item key{{"id", "ü?/+"}, {"place", Number("12345678901234567890123456789012345678")}, {"raw", Bytes(3)}};
    const ResumeToken token("users", "by-status", key);
    const std::string text = token.text();
    EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    const Result<ResumeToken> read = ResumeToken::parse(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, token);
}

TEST(ResumeToken, refuses_what_it_did_not_write) {
    const std::string text = ResumeToken("users", "", Item{{"id", "a"}}).text();
    for (const std::string& wrong :
         {std::string(), std::string("%"), text + "=", text + "A", text.substr(1), std::string("e30"),
          ResumeToken("users", "", Item()).text(), std::string("eyJ2IjoyLCJ0IjoiYSIsImkiOiIiLCJrIjp7fX0"),
          std::string("eyJ2IjoxLCJ0IjoiYSIsImkiOiIiLCJrIjp7ImEiOnsiUyI6MX19fQ")}) {
        const Result<ResumeToken> read = ResumeToken::parse(wrong);
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().code(), ErrorCode::InvalidOption);
        EXPECT_TRUE(read.error().message().starts_with("This is not a resume token of dynoxx: "))
            << read.error().message();
    }
}

}  // namespace
}  // namespace dynoxx
