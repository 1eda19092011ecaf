#include "sigv4/canonical.hpp"

#include <gtest/gtest.h>

#include <array>

namespace dynoxx::sigv4 {
namespace {

TEST(CanonicalPath, removes_dot_segments_and_doubled_slashes_when_asked) {
    EXPECT_EQ(canonical_path("", {}), "/");
    EXPECT_EQ(canonical_path("//a//b/./c/../d//", {}), "/a/b/d/");
    EXPECT_EQ(canonical_path("/../..", {}), "/");
    EXPECT_EQ(canonical_path("/a/./b", {.normalize = false, .encode = true}), "/a/./b");
}

TEST(CanonicalPath, encodes_once_more_except_for_s3) {
    EXPECT_EQ(canonical_path("/a%20b", {}), "/a%2520b");
    EXPECT_EQ(canonical_path("/a%20b/../c", PathRules::s3()), "/a%20b/../c");
}

TEST(CanonicalQuery, sorts_by_name_then_value_in_encoded_form) {
    EXPECT_EQ(canonical_query("b=2&a=2&a=1&B=0"), "B=0&a=1&a=2&b=2");
    EXPECT_EQ(canonical_query("p-=1&p=2"), "p=2&p-=1");
}

TEST(CanonicalQuery, encodes_in_one_way_only) {
    EXPECT_EQ(canonical_query("a=%2f&b=/&c=%zz&d=e f"), "a=%2F&b=%2F&c=%25zz&d=e%20f");
    EXPECT_EQ(canonical_query("acl&b="), "acl=&b=");
    EXPECT_EQ(canonical_query("&a=1&&"), "a=1");
}

TEST(CanonicalQuery, leaves_one_parameter_out) {
    EXPECT_EQ(canonical_query("a=1&X-Amz-Signature=ff", "X-Amz-Signature"), "a=1");
}

TEST(CanonicalRequest, joins_trims_and_lowers_headers) {
    std::array<HeaderView, 4> headers{HeaderView("X-B", "  two   words\t"), HeaderView("Host", "h"),
                                      HeaderView("x-a", "1"), HeaderView("X-A", "0")};
    sort_headers(headers);
    std::string text;
    append_canonical_request(text, {.method = "PUT", .path = "/x"}, {}, "q=1", headers, signed_names(headers));
    EXPECT_EQ(text, "PUT\n/x\nq=1\nhost:h\nx-a:1,0\nx-b:two words\n\nhost;x-a;x-b\n");
}

TEST(NeverSigned, names_what_proxies_change) {
    EXPECT_TRUE(is_never_signed("User-Agent"));
    EXPECT_TRUE(is_never_signed("proxy-authorization"));
    EXPECT_TRUE(is_never_signed("Sec-WebSocket-Key"));
    EXPECT_FALSE(is_never_signed("host"));
    EXPECT_FALSE(is_never_signed("x-amz-target"));
}

}  // namespace
}  // namespace dynoxx::sigv4
