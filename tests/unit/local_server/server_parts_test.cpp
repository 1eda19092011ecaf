#include "local/arguments.hpp"
#include "local/server/counters.hpp"
#include "local/server/response_head.hpp"
#include "local/server/route.hpp"
#include "local/support/json_writer.hpp"
#include "local/support/query_string.hpp"
#include "local/support/xml_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace dynoxx::local {
namespace {

using server::Destination;
using testing::HasSubstr;

http::Request request_of(std::string_view method, std::string_view path, std::string_view header = {},
                         std::string_view value = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    if (!header.empty()) {
        request.headers.add(std::string(header), std::string(value));
    }
    return request;
}

Destination destination_of(const http::Request& request) {
    return server::route_of(request).destination;
}

TEST(Route, follows_the_target) {
    const http::Request put = request_of("POST", "/", "x-amz-target", "DynamoDB_20120810.PutItem");
    EXPECT_EQ(destination_of(put), Destination::DynamoDB);
    EXPECT_EQ(server::route_of(put).operation, "PutItem");
    EXPECT_EQ(destination_of(request_of("POST", "/", "X-Amz-Target", "TrentService.Encrypt")), Destination::Kms);
}

TEST(Route, tells_the_target_of_another_service_apart) {
    EXPECT_EQ(destination_of(request_of("POST", "/", "X-Amz-Target", "AmazonSSM.GetParameter")),
              Destination::OtherTarget);
}

TEST(Route, sends_forms_to_sts) {
    EXPECT_EQ(
        destination_of(request_of("POST", "/", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8")),
        Destination::Sts);
    http::Request query = request_of("GET", "/");
    query.query = "Version=2011-06-15&Action=GetCallerIdentity";
    EXPECT_EQ(destination_of(query), Destination::Sts);
}

TEST(Route, tells_a_health_check_from_a_list_of_buckets) {
    EXPECT_EQ(destination_of(request_of("GET", "/")), Destination::Health);
    EXPECT_EQ(destination_of(request_of("GET", "/", "Authorization", "AWS4-HMAC-SHA256 ...")), Destination::S3);
    EXPECT_EQ(destination_of(request_of("GET", "/", "Host", "photos.localhost:8000")), Destination::S3);
}

TEST(Route, sends_the_rest_to_s3) {
    EXPECT_EQ(destination_of(request_of("PUT", "/bucket/key")), Destination::S3);
    EXPECT_EQ(destination_of(request_of("GET", "/_local/requests")), Destination::Control);
    EXPECT_EQ(destination_of(request_of("OPTIONS", "/bucket/key")), Destination::Preflight);
}

TEST(ResponseHead, adds_a_length_where_it_may_stand) {
    http::Response response;
    response.status = 200;
    response.body = "hello";
    EXPECT_EQ(server::response_head(response, server::Connection::KeepAlive),
              "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    response.status = 304;
    EXPECT_EQ(server::response_head(response, server::Connection::Close),
              "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
}

TEST(Counters, count_by_service_and_operation) {
    server::Counters counters;
    counters.count("dynamodb", "PutItem");
    counters.count("dynamodb", "PutItem");
    counters.count("dynamodb", "GetItem");
    counters.count("dynamodb", server::refused);
    EXPECT_EQ(counters.get("dynamodb", "PutItem"), 2U);
    EXPECT_EQ(counters.get("dynamodb", ""), 3U);
    EXPECT_EQ(counters.get("kms", "Encrypt"), 0U);
    EXPECT_EQ(counters.to_json(), R"({"dynamodb":{"GetItem":1,"PutItem":2,"refused":1}})");
    counters.reset();
    EXPECT_EQ(counters.to_json(), "{}");
}

Arguments parsed(std::vector<std::string_view> words) {
    return parse_arguments(words);
}

TEST(ArgumentsOf, are_read_in_both_forms) {
    const Arguments arguments = parsed({"--port", "0", "--region=eu-west-1", "--no-verify"});
    EXPECT_EQ(arguments.action, Arguments::Action::Serve);
    EXPECT_EQ(arguments.options.port, 0);
    EXPECT_EQ(arguments.options.region, "eu-west-1");
    EXPECT_FALSE(arguments.options.verify_signatures);
}

TEST(ArgumentsOf, have_defaults) {
    EXPECT_EQ(parsed({}).options.port, 8000);
    EXPECT_TRUE(parsed({}).options.verify_signatures);
}

TEST(ArgumentsOf, are_complained_about) {
    EXPECT_EQ(parsed({"--port", "x"}).complaint, "The port \"x\" is not a number from 0 to 65535.");
    EXPECT_EQ(parsed({"--port", "65536"}).action, Arguments::Action::Complain);
    EXPECT_EQ(parsed({"--port"}).complaint, "The option --port must not be empty.");
    EXPECT_EQ(parsed({"--colour", "red"}).complaint, "There is no option --colour.");
    EXPECT_EQ(parsed({"8000"}).complaint, "The argument \"8000\" is not an option.");
}

TEST(HelpText, shows_how_to_point_the_aws_command_line_here) {
    EXPECT_THAT(help_text(), HasSubstr("export AWS_ENDPOINT_URL=http://127.0.0.1:8000"));
    EXPECT_THAT(help_text(), HasSubstr(LocalOptions().access_key_id));
}

TEST(QueryParameters, are_decoded) {
    const auto parameters = support::Parameters::parse("a=1%202&flag&b=x+y&=&c=%zz", support::Plus::IsBlank);
    EXPECT_EQ(parameters.get("a"), "1 2");
    EXPECT_TRUE(parameters.has("flag"));
    EXPECT_EQ(parameters.get("b"), "x y");
    EXPECT_EQ(parameters.get("c"), "%zz");
    EXPECT_EQ(support::Parameters::parse("b=x+y", support::Plus::IsPlus).get("b"), "x+y");
}

TEST(XmlText, is_escaped) {
    EXPECT_EQ(support::xml_escaped("a<b>&\"'\x01"), "a&lt;b&gt;&amp;&quot;'&#x1;");
}

TEST(JsonText, is_escaped) {
    EXPECT_EQ(support::json_quoted("a\"\\\n\x01"), "\"a\\\"\\\\\\n\\u0001\"");
    EXPECT_EQ(support::JsonWriter().take(), "{}");
}

}  // namespace
}  // namespace dynoxx::local
