#include "http/proxy.hpp"

#include <gtest/gtest.h>

namespace dynoxx::http {
namespace {

Origin https(std::string host, std::uint16_t port = 443) {
    return Origin("https", std::move(host), port);
}

TEST(ParseProxy, takes_a_url_apart) {
    const std::optional<Proxy> proxy = parse_proxy(" HTTP://Proxy.Example:3128/ ");
    ASSERT_TRUE(proxy);
    EXPECT_EQ(proxy->origin, Origin("http", "proxy.example", 3128));
    EXPECT_TRUE(proxy->authorization.empty());
    EXPECT_EQ(proxy->text(), "http://proxy.example:3128");
}

TEST(ParseProxy, takes_the_port_of_the_scheme_where_there_is_none) {
    EXPECT_EQ(parse_proxy("http://proxy")->origin.port, 80);
    EXPECT_EQ(parse_proxy("https://proxy")->origin.port, 443);
    EXPECT_EQ(parse_proxy("proxy:3128")->origin, Origin("http", "proxy", 3128));
}

TEST(ParseProxy, reads_ipv6_addresses) {
    EXPECT_EQ(parse_proxy("http://[::1]:3128")->origin, Origin("http", "::1", 3128));
    EXPECT_EQ(parse_proxy("http://[::1]")->origin, Origin("http", "::1", 80));
}

TEST(ParseProxy, decodes_user_and_password) {
    const std::optional<Proxy> proxy = parse_proxy("http://al%61ddin:open%3As%40same@proxy:1");
    ASSERT_TRUE(proxy);
    EXPECT_EQ(proxy->authorization.reveal(), "Basic YWxhZGRpbjpvcGVuOnNAc2FtZQ==");
    EXPECT_EQ(parse_proxy("http://user@proxy")->authorization.reveal(), "Basic dXNlcjo=");
}

TEST(ParseProxy, shows_no_password_in_text_or_key) {
    const std::optional<Proxy> proxy = parse_proxy("http://user:hunter2@proxy");
    ASSERT_TRUE(proxy);
    EXPECT_EQ(proxy->text(), "http://proxy");
    EXPECT_EQ(proxy->user_key.find("hunter2"), std::string::npos);
    EXPECT_EQ(proxy->user_key.find("dXNlcjpodW50ZXIy"), std::string::npos);
    EXPECT_NE(proxy->user_key, parse_proxy("http://user:hunter3@proxy")->user_key);
    EXPECT_EQ(proxy->user_key, parse_proxy("http://user:hunter2@other")->user_key);
}

TEST(ParseProxy, refuses_what_is_no_proxy) {
    for (const char* url : {"", "http://", "socks5://proxy:1080", "http://proxy:0", "http://proxy:x", "http://proxy:",
                            "http://proxy:65536", "http://pro xy", "http://proxy/path", "http://[::1", "http://[::1]x",
                            "http://us%zzer@proxy", "http://us%3Aer:word@proxy", "http://proxy\r\nX: y"}) {
        EXPECT_FALSE(parse_proxy(url)) << url;
    }
}

TEST(NoProxyList, covers_a_host_and_all_below_it) {
    for (const char* text :
         {"example.com", ".example.com", "*.example.com", "EXAMPLE.com", "a.b, example.com ,c", "a.b example.com"}) {
        const NoProxyList list(text);
        EXPECT_TRUE(list.covers(https("example.com"))) << text;
        EXPECT_TRUE(list.covers(https("Foo.Example.com"))) << text;
        EXPECT_TRUE(list.covers(https("example.com."))) << text;
        EXPECT_FALSE(list.covers(https("fooexample.com"))) << text;
        EXPECT_FALSE(list.covers(https("example.com.org"))) << text;
        EXPECT_FALSE(list.covers(https("com"))) << text;
    }
}

TEST(NoProxyList, covers_everything_by_a_star_alone) {
    EXPECT_TRUE(NoProxyList("*").covers(https("example.com")));
    EXPECT_TRUE(NoProxyList("a, *").covers(https("10.0.0.1")));
    EXPECT_FALSE(NoProxyList("**").covers(https("example.com")));
}

TEST(NoProxyList, covers_nothing_when_it_is_empty) {
    for (const char* text : {"", " ", ",", ".", "*.", ":443", "[", "10.0.0.0/33", "10.0.0.0/x", "name/8", "a:x"}) {
        EXPECT_FALSE(NoProxyList(text).covers(https("a"))) << text;
        EXPECT_FALSE(NoProxyList(text).covers(https("10.0.0.1"))) << text;
    }
}

TEST(NoProxyList, compares_a_port_if_there_is_one) {
    EXPECT_TRUE(NoProxyList("example.com:8080").covers(https("example.com", 8080)));
    EXPECT_FALSE(NoProxyList("example.com:8080").covers(https("example.com", 443)));
    EXPECT_TRUE(NoProxyList("10.0.0.1:443").covers(https("10.0.0.1")));
    EXPECT_TRUE(NoProxyList("[::1]:443").covers(https("::1")));
    EXPECT_FALSE(NoProxyList("[::1]:444").covers(https("::1")));
}

TEST(NoProxyList, compares_addresses_as_addresses) {
    EXPECT_TRUE(NoProxyList("127.0.0.1").covers(https("127.0.0.1")));
    EXPECT_FALSE(NoProxyList("127.0.0.1").covers(https("127.0.0.2")));
    EXPECT_FALSE(NoProxyList("0.0.1").covers(https("127.0.0.1")));
    EXPECT_TRUE(NoProxyList("fd00:0::1").covers(https("fd00::1")));
    EXPECT_TRUE(NoProxyList("[fd00::1]").covers(https("fd00::1")));
}

TEST(NoProxyList, covers_the_addresses_of_a_network) {
    EXPECT_TRUE(NoProxyList("10.0.0.0/8").covers(https("10.255.1.2")));
    EXPECT_FALSE(NoProxyList("10.0.0.0/8").covers(https("11.0.0.1")));
    EXPECT_TRUE(NoProxyList("192.168.16.0/20").covers(https("192.168.31.255")));
    EXPECT_FALSE(NoProxyList("192.168.16.0/20").covers(https("192.168.32.0")));
    EXPECT_TRUE(NoProxyList("192.168.1.7/32").covers(https("192.168.1.7")));
    EXPECT_TRUE(NoProxyList("0.0.0.0/0").covers(https("8.8.8.8")));
    EXPECT_FALSE(NoProxyList("0.0.0.0/0").covers(https("fd00::1")));
    EXPECT_TRUE(NoProxyList("fd00::/9").covers(https("fd7f::1")));
    EXPECT_FALSE(NoProxyList("fd00::/9").covers(https("fd80::1")));
    EXPECT_FALSE(NoProxyList("10.0.0.0/8").covers(https("10.example.com")));
}

TEST(ProxySettings, choose_by_scheme_and_exclusion) {
    ProxySettings settings;
    settings.https = parse_proxy("http://secure");
    EXPECT_EQ(settings.select(https("a.example")), &*settings.https);
    EXPECT_EQ(settings.select(Origin("http", "a.example", 80)), nullptr);
    settings.http = parse_proxy("http://plain");
    EXPECT_EQ(settings.select(Origin("http", "a.example", 80)), &*settings.http);
    settings.excluded = NoProxyList(".example");
    EXPECT_EQ(settings.select(https("a.example")), nullptr);
}

}  // namespace
}  // namespace dynoxx::http
