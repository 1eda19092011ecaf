#include "integration/local/open_server.hpp"
#include "runtime/encoding.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

namespace dynoxx::local {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

LocalFault fault_of(LocalFaultKind kind, std::string service = {}, std::string operation = {}) {
    LocalFault fault;
    fault.kind = kind;
    fault.service = std::move(service);
    fault.operation = std::move(operation);
    return fault;
}

class FaultTest : public testing::Test {
 protected:
    FaultTest() {
        client.create_table();
        client.put("a", "there");
        aws.create_bucket("photos");
        client.send("PUT", "/photos/k", "0123456789");
    }

    LocalAws aws{open_options()};
    OpenClient client{aws};
};

TEST_F(FaultTest, refuses_what_is_wrong_with_a_sentence) {
    try {
        aws.add_fault(fault_of(LocalFaultKind::Throttle, "ec2"));
        FAIL() << "added";
    } catch (const LocalException& refused) {
        EXPECT_EQ(refused.error().message(), "There is no service \"ec2\"; there are dynamodb, s3, kms and sts.");
    }
    EXPECT_THROW(aws.remove_fault(1), LocalException);
}

TEST_F(FaultTest, throttles_the_requests_after_those_to_be_skipped) {
    LocalFault fault = fault_of(LocalFaultKind::Throttle, "dynamodb", "PutItem");
    fault.skip = 1;
    fault.times = 2;
    aws.add_fault(fault);
    EXPECT_EQ(client.put("1").status, 200);
    for (int time = 0; time < 2; ++time) {
        const http::Response got = client.put("2");
        EXPECT_EQ(got.status, 400);
        EXPECT_THAT(got.body, HasSubstr("#ProvisionedThroughputExceededException"));
        EXPECT_EQ(got.headers.get("x-amz-crc32"), std::to_string(runtime::crc32(runtime::bytes_of(got.body))));
        EXPECT_EQ(got.headers.get("x-amzn-RequestId").size(), 52U);
    }
    EXPECT_EQ(client.get("2"), "{}");
    EXPECT_EQ(client.put("2").status, 200);
    EXPECT_EQ(aws.faults().front().seen, 4U);
    EXPECT_EQ(aws.faults().front().met, 2U);
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 5U);
}

TEST_F(FaultTest, answers_errors_in_the_form_of_each_service) {
    LocalFault fault = fault_of(LocalFaultKind::Error);
    fault.times = 0;
    fault.status = 503;
    fault.code = "Oops";
    fault.message = "not <now>";
    const std::uint64_t id = aws.add_fault(fault);
    const http::Response s3 = client.send("GET", "/photos/k");
    EXPECT_EQ(s3.status, 503);
    EXPECT_THAT(s3.body, HasSubstr("<Error><Code>Oops</Code><Message>not &lt;now&gt;</Message>"));
    EXPECT_FALSE(s3.headers.get("x-amz-request-id").empty());
    EXPECT_THAT(client.kms("ListKeys", "{}").body, HasSubstr(R"({"__type":"Oops","message":"not <now>"})"));
    EXPECT_THAT(client.dynamodb("ListTables", "{}").body,
                HasSubstr(R"({"__type":"com.amazonaws.dynamodb.v20120810#Oops","message":"not <now>"})"));
    const http::Response sts = client.send("GET", "/", {}, "Action=GetCallerIdentity");
    EXPECT_THAT(sts.body, HasSubstr("<Error><Type>Receiver</Type><Code>Oops</Code>"));
    const http::Request head = OpenClient::request("HEAD", "/photos/k");
    client.raw.send(test::wire_text(head));
    EXPECT_EQ(client.raw.read_response("HEAD").status, 503);
    aws.remove_fault(id);
    EXPECT_EQ(client.send("GET", "/photos/k").status, 200);
}

TEST_F(FaultTest, may_lose_only_the_answer) {
    LocalFault fault = fault_of(LocalFaultKind::Error, "dynamodb", "PutItem");
    fault.executes = true;
    aws.add_fault(fault);
    EXPECT_EQ(client.put("done").status, 500);
    EXPECT_THAT(client.get("done"), HasSubstr("Item"));
}

TEST_F(FaultTest, closes_the_connection_before_any_byte) {
    aws.add_fault(fault_of(LocalFaultKind::Close, "dynamodb"));
    try {
        client.put("lost");
        FAIL() << "answered";
    } catch (const std::runtime_error& ended) {
        EXPECT_STREQ(ended.what(), "the connection ended before an answer");
    }
    OpenClient other(aws);
    EXPECT_EQ(other.get("lost"), "{}");
}

TEST_F(FaultTest, cuts_the_body_in_the_middle) {
    aws.add_fault(fault_of(LocalFaultKind::Cut, "s3", "GetObject"));
    client.raw.send(test::wire_text(OpenClient::request("GET", "/photos/k")));
    EXPECT_THAT(client.raw.read_rest(), testing::EndsWith("\r\n\r\n01234"));
}

TEST_F(FaultTest, cuts_the_head_where_there_is_no_body) {
    aws.add_fault(fault_of(LocalFaultKind::Cut, "s3", "HeadObject"));
    client.raw.send(test::wire_text(OpenClient::request("HEAD", "/photos/k")));
    const std::string rest = client.raw.read_rest();
    EXPECT_THAT(rest, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(rest, testing::Not(HasSubstr("\r\n\r\n")));
}

TEST_F(FaultTest, sends_garbage) {
    aws.add_fault(fault_of(LocalFaultKind::Garbage, "kms"));
    client.raw.send(test::wire_text(OpenClient::json_request("TrentService.ListKeys", "{}")));
    const std::string rest = client.raw.read_rest();
    EXPECT_FALSE(rest.empty());
    EXPECT_THAT(rest, testing::Not(HasSubstr("HTTP")));
}

TEST_F(FaultTest, sends_a_checksum_that_does_not_fit) {
    aws.add_fault(fault_of(LocalFaultKind::WrongChecksum, "dynamodb"));
    const http::Response got = client.dynamodb("ListTables", "{}");
    EXPECT_EQ(got.status, 200);
    EXPECT_THAT(got.body, HasSubstr("tab"));
    EXPECT_NE(got.headers.get("x-amz-crc32"), std::to_string(runtime::crc32(runtime::bytes_of(got.body))));
}

TEST_F(FaultTest, shows_the_other_time_of_a_skewed_clock) {
    aws.set_clock(std::chrono::sys_days(std::chrono::year(2030) / 1 / 1));
    LocalFault fault = fault_of(LocalFaultKind::ClockSkew, "s3");
    fault.skew = 1h;
    aws.add_fault(fault);
    EXPECT_EQ(client.send("GET", "/photos/k").headers.get("Date"), "Tue, 01 Jan 2030 01:00:00 GMT");
    EXPECT_EQ(client.send("GET", "/photos/k").headers.get("Date"), "Tue, 01 Jan 2030 00:00:00 GMT");
}

TEST_F(FaultTest, leaves_a_part_of_a_batch_unprocessed) {
    LocalFault fault = fault_of(LocalFaultKind::PartialBatch, "dynamodb", "BatchWriteItem");
    aws.add_fault(fault);
    const std::string batch = R"({"RequestItems":{"tab":[{"PutRequest":{"Item":{"pk":{"S":"x"}}}},
                                                        {"PutRequest":{"Item":{"pk":{"S":"y"}}}}]}})";
    EXPECT_THAT(client.dynamodb("BatchWriteItem", batch).body,
                HasSubstr(R"("UnprocessedItems":{"tab":[{"PutRequest":{"Item":{"pk":{"S":"y"}}}}]})"));
    EXPECT_EQ(client.get("y"), "{}");
    EXPECT_THAT(client.dynamodb("BatchWriteItem", batch).body, HasSubstr(R"("UnprocessedItems":{})"));
}

TEST_F(FaultTest, holds_back_a_delayed_answer_but_no_other) {
    aws.set_clock(aws.clock().time);
    LocalFault fault = fault_of(LocalFaultKind::Latency, "dynamodb", "PutItem");
    fault.latency = 10min;
    aws.add_fault(fault);
    OpenClient slow(aws);
    slow.raw.send(test::wire_text(
        OpenClient::json_request("DynamoDB_20120810.PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"slow"}}})")));
    // Its request has been carried out once another client sees what it did.
    while (client.get("slow") == "{}") {
    }
    EXPECT_FALSE(slow.raw.has_bytes());
    aws.advance_clock(9min);
    EXPECT_EQ(client.put("other").status, 200);
    EXPECT_FALSE(slow.raw.has_bytes());
    aws.advance_clock(1min);
    EXPECT_EQ(slow.raw.read_response().status, 200);
}

TEST_F(FaultTest, lets_a_delayed_answer_go_when_the_clock_is_moved_over_http) {
    aws.set_clock(aws.clock().time);
    LocalFault fault = fault_of(LocalFaultKind::Latency, "s3");
    fault.latency = 1h;
    aws.add_fault(fault);
    OpenClient slow(aws);
    slow.raw.send(test::wire_text(OpenClient::request("GET", "/photos/k")));
    while (aws.faults().front().met == 0) {
        client.send("GET", "/_local/clock");
    }
    EXPECT_EQ(client.send("POST", "/_local/clock/advance", R"({"seconds":3600})").status, 200);
    EXPECT_EQ(slow.raw.read_response().body, "0123456789");
}

TEST_F(FaultTest, ends_delayed_answers_with_the_server) {
    aws.set_clock(aws.clock().time);
    LocalFault fault = fault_of(LocalFaultKind::Latency, "s3");
    fault.latency = 1h;
    aws.add_fault(fault);
    client.raw.send(test::wire_text(OpenClient::request("GET", "/photos/k")));
    while (aws.faults().front().met == 0) {
    }
    aws.stop();
    EXPECT_EQ(client.raw.read_rest(), "");
}

}  // namespace
}  // namespace dynoxx::local
