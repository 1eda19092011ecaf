#include "aws/trace_id.hpp"

#include "support/fake_system.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

/// Gives the header of a request from a function, each of whose variables is set unless it is empty.
std::string trace_id_of(const char* function, const char* trace_id, http::Headers headers = {}) {
    test::FakeEnvironment environment;
    environment.set("AWS_LAMBDA_FUNCTION_NAME", function);
    environment.set("_X_AMZN_TRACE_ID", trace_id);
    add_trace_id(headers, environment);
    return std::string(headers.get("x-amzn-trace-id"));
}

TEST(TraceId, is_sent_inside_a_function_only) {
    EXPECT_EQ(trace_id_of("", "Root=1"), "");
    EXPECT_EQ(trace_id_of("f", ""), "");
    EXPECT_EQ(trace_id_of("f", "Root=1;P=2"), "Root=1;P=2");
}

TEST(TraceId, does_not_replace_one_that_is_there) {
    http::Headers headers;
    headers.add("x-amzn-trace-id", "Root=2");
    EXPECT_EQ(trace_id_of("f", "Root=1", headers), "Root=2");
}

TEST(TraceId, cannot_end_the_header) {
    EXPECT_EQ(trace_id_of("f", "a\r\nb\x7F"), "a%0D%0Ab%7F");
}

}  // namespace
}  // namespace dynoxx::aws
