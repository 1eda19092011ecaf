#include "http/message.hpp"

#include <gtest/gtest.h>

namespace dynoxx::http {
namespace {

TEST(Headers, find_names_without_regard_to_case) {
    Headers headers;
    headers.add("X-Amz-Date", "1");
    EXPECT_EQ(headers.get("x-amz-date"), "1");
    EXPECT_EQ(headers.find("x-amz-dat"), nullptr);
    EXPECT_EQ(headers.get("x-amz-dat"), "");
}

TEST(Headers, give_the_first_of_several_values) {
    Headers headers;
    headers.add("A", "1");
    headers.add("a", "2");
    EXPECT_EQ(headers.get("A"), "1");
    EXPECT_EQ(headers.size(), 2U);
}

TEST(Headers, replace_every_value_when_one_is_set) {
    Headers headers;
    headers.add("A", "1");
    headers.add("B", "2");
    headers.add("a", "3");
    headers.set("a", "4");
    ASSERT_EQ(headers.size(), 2U);
    EXPECT_EQ(headers.begin()->first, "A");
    EXPECT_EQ(headers.get("A"), "4");
    headers.set("C", "5");
    EXPECT_EQ(headers.get("C"), "5");
}

TEST(Headers, forget_a_name_when_it_is_erased) {
    Headers headers;
    headers.add("A", "1");
    headers.add("a", "2");
    headers.erase("A");
    EXPECT_EQ(headers.size(), 0U);
}

TEST(Origin, names_the_port_in_the_host_header_only_if_it_is_not_the_schemes_own) {
    EXPECT_EQ(Origin("https", "kms.eu-west-1.amazonaws.com", 443).host_header(), "kms.eu-west-1.amazonaws.com");
    EXPECT_EQ(Origin("http", "localhost", 80).host_header(), "localhost");
    EXPECT_EQ(Origin("http", "localhost", 443).host_header(), "localhost:443");
    EXPECT_EQ(Origin("https", "localhost", 80).host_header(), "localhost:80");
}

TEST(Origin, puts_an_ipv6_address_in_brackets) {
    EXPECT_EQ(Origin("https", "::1", 443).host_header(), "[::1]");
    EXPECT_EQ(Origin("http", "fe80::1", 8000).host_header(), "[fe80::1]:8000");
}

}  // namespace
}  // namespace dynoxx::http
