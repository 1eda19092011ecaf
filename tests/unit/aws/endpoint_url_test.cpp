#include "aws/endpoint_url.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

EndpointUrl parse(const std::string& url) {
    return parse_endpoint_url("endpoint", {url, SettingOrigin::code()}).value();
}

std::string failure(const std::string& url) {
    const auto result = parse_endpoint_url("endpoint_url", {url, SettingOrigin::environment("AWS_ENDPOINT_URL")});
    EXPECT_TRUE(result.has_error()) << url;
    EXPECT_EQ(result.error().code(), ErrorCode::InvalidEndpoint);
    return result.error().message();
}

TEST(EndpointUrl, knows_the_port_of_the_scheme) {
    EXPECT_EQ(parse("http://localhost").origin, http::Origin("http", "localhost", 80));
    EXPECT_EQ(parse("https://localhost").origin, http::Origin("https", "localhost", 443));
    EXPECT_EQ(parse("HTTP://LocalHost:8000/").origin, http::Origin("http", "localhost", 8000));
    EXPECT_EQ(parse("http://dynamodb_local:65535").origin.port, 65535);
}

TEST(EndpointUrl, takes_brackets_off_an_ipv6_address) {
    EXPECT_EQ(parse("http://[FD00:ec2::254]").origin, http::Origin("http", "fd00:ec2::254", 80));
    EXPECT_EQ(parse("http://[::1]:9000/a").origin, http::Origin("http", "::1", 9000));
}

TEST(EndpointUrl, keeps_the_path_without_its_last_slash) {
    EXPECT_EQ(parse("http://h").base_path, "");
    EXPECT_EQ(parse("http://h/").base_path, "");
    EXPECT_EQ(parse("http://h/a%20b/c/").base_path, "/a%20b/c");
}

TEST(EndpointUrl, names_the_origin_of_a_wrong_url) {
    EXPECT_EQ(failure("ftp://h"),
              "environment variable AWS_ENDPOINT_URL is 'ftp://h': expected a URL that begins with "
              "http:// or https://");
}

TEST(EndpointUrl, refuses_everything_else) {
    for (const char* url : {"h",
                            "//h",
                            "://h",
                            "http:/h",
                            "http://",
                            "http://:80",
                            "http:///a",
                            "http://h:",
                            "http://h:0",
                            "http://h:65536",
                            "http://h:8a",
                            "http://h:-1",
                            "http://h h",
                            "http://h/a b",
                            "http://h/%",
                            "http://h/%4",
                            "http://h/%zz",
                            "http://h?x",
                            "http://h#x",
                            "http://h/\n",
                            "http://[::1",
                            "http://[1]",
                            "http://[::g]",
                            "http://[::1]x",
                            "http://a..b",
                            "http://.a",
                            "http://h\xC3\xA9"}) {
        failure(url);
    }
}

TEST(EndpointUrl, never_prints_a_password) {
    EXPECT_EQ(failure("http://ada:secret@h").find("secret"), std::string::npos);
    EXPECT_EQ(failure("ada:secret@h").find("secret"), std::string::npos);
}

}  // namespace
}  // namespace dynoxx::aws
