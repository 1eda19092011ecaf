#include "quickstart/request_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

namespace {

using quickstart::parse_request_counts;
using quickstart::RequestCounts;

TEST(RequestCounts, are_read_as_the_server_prints_them) {
    const RequestCounts expected{{"dynamodb", {{"PutItem", 12}, {"Query", 3}}}, {"sts", {{"AssumeRole", 1}}}};
    EXPECT_EQ(parse_request_counts(R"({"dynamodb":{"PutItem":12, "Query": 3},"sts":{"AssumeRole":1}})"), expected);
}

TEST(RequestCounts, may_be_empty) {
    EXPECT_EQ(parse_request_counts("{}\n"), RequestCounts());
    EXPECT_EQ(parse_request_counts(R"({"s3":{}})"), (RequestCounts{{"s3", {}}}));
}

TEST(RequestCounts, of_another_form_are_an_error_with_the_text) {
    for (const char* text : {"", "[]", R"({"s3":1})", R"({"s3":{"PutObject":-1}})", R"({"s3":{}} x)", R"({"s3)"}) {
        try {
            (void)parse_request_counts(text);
            ADD_FAILURE() << "accepted: " << text;
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(), testing::HasSubstr(text));
        }
    }
}

TEST(RequestCounts, are_counted_from_the_log_of_the_client) {
    RequestCounts counts;
    for (const char* line : {"DynamoDB PutItem: 200 after 3 ms", "DynamoDB PutItem: connection reset after 1 ms",
                             "STS AssumeRole: 200 after 5 ms", "waiting", "credentials are old: refresh", ""}) {
        quickstart::count_log_line(counts, line);
    }
    EXPECT_EQ(counts, (RequestCounts{{"dynamodb", {{"PutItem", 2}}}, {"sts", {{"AssumeRole", 1}}}}));
}

TEST(RequestCounts, are_printed_side_by_side_with_what_differs) {
    std::ostringstream out;
    quickstart::print_request_counts(out, {{"dynamodb", {{"PutItem", 12}}}, {"sts", {{"AssumeRole", 1}}}},
                                     {{"dynamodb", {{"PutItem", 12}}}, {"kms", {{"Decrypt", 2}}}});
    EXPECT_EQ(out.str(),
              "service   operation              server   client\n"
              "dynamodb  PutItem                    12       12\n"
              "kms       Decrypt                     0        2  differs\n"
              "sts       AssumeRole                  1        0  differs\n");
}

}  // namespace
