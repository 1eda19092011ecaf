#include "integration/local/open_server.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ControlTest : public testing::Test {
 protected:
    http::Response get(const std::string& path) { return client.send("GET", "/_local/" + path); }
    http::Response post(const std::string& path, std::string body = {}) {
        return client.send("POST", "/_local/" + path, std::move(body));
    }

    /// Expects the sentence that a wrong request is answered with.
    void expect_refused(const std::string& path, const std::string& body, const std::string& sentence) {
        const http::Response got = post(path, body);
        EXPECT_EQ(got.status, 400) << path << " " << body;
        EXPECT_EQ(got.body, sentence + "\n");
    }

    LocalAws aws{open_options()};
    OpenClient client{aws};
};

TEST_F(ControlTest, says_what_there_is_and_how_it_is_asked_for) {
    EXPECT_EQ(get("nonsense").status, 404);
    EXPECT_THAT(get("nonsense").body, HasSubstr("\n  POST /_local/snapshot/restore"));
    EXPECT_EQ(get("reset").status, 405);
    EXPECT_EQ(get("reset").body, "Use POST for /_local/reset.\n");
    EXPECT_EQ(client.send("POST", "/moto-api/reset").status, 200);
    EXPECT_FALSE(get("clock").headers.get("Date").empty());
}

TEST_F(ControlTest, answers_a_wrong_body_with_a_sentence) {
    expect_refused("clock/set", "{", "The body is no JSON.");
    expect_refused("clock/set", "[]", "The body is no JSON object.");
    expect_refused("clock/set", "", "The member \"time\" is missing.");
    expect_refused("clock/set", R"({"time":5})", "The member \"time\" is not a text.");
    expect_refused("clock/set", R"({"time":"noon"})", "The time \"noon\" does not have the form 2026-01-31T23:59:59Z.");
    expect_refused("clock/set", R"({"time":"1800-01-01T00:00:00Z"})",
                   "The clock cannot be set before 1970 or after 2199.");
    expect_refused("clock/set", R"({"time":"2026-01-31T00:00:00Z","zone":1})", "There is no member \"zone\" here.");
    expect_refused("clock/advance", "{}",
                   "The clock is advanced by \"seconds\" or \"milliseconds\"; both are missing.");
    expect_refused("clock/advance", R"({"seconds":1.5})", "The member \"seconds\" is not a whole number.");
    expect_refused("clock/advance", R"({"seconds":"1"})", "The member \"seconds\" is not a whole number.");
    expect_refused("clock/advance", R"({"seconds":9000000000000000000})",
                   "The member \"seconds\" is out of its range.");
    expect_refused("clock/advance", R"({"seconds":9000000000})", "The clock is moved by at most 100 years at once.");
    expect_refused("clock/release", R"({"now":true})", "There is no member \"now\" here.");
    expect_refused("reset", R"({"all":true})", "There is no member \"all\" here.");
    expect_refused("snapshot/take", "{}", "The member \"name\" is missing.");
    expect_refused("snapshot/take", R"({"name":"a b"})",
                   "The name of a snapshot is 1 to 128 of the characters A-Z a-z 0-9 . _ -; \"a b\" is not.");
    expect_refused("snapshot/restore", R"({"name":"a"})", "There is no snapshot \"a\".");
    expect_refused("snapshot/delete", R"({"name":"a"})", "There is no snapshot \"a\".");
    expect_refused("faults/add", "{}", "The member \"kind\" is missing.");
    EXPECT_THAT(post("faults/add", R"({"kind":"oops"})").body,
                HasSubstr("There is no kind \"oops\"; there are error,"));
    expect_refused("faults/add", R"({"kind":"throttle","service":"dynamodb","operation":"PutItm"})",
                   "There is no operation \"PutItm\" of dynamodb.");
    expect_refused("faults/add", R"({"kind":"throttle","executes":"yes"})",
                   "The member \"executes\" is not true or false.");
    expect_refused("faults/add", R"({"kind":"throttle","times":-1})", "The member \"times\" is out of its range.");
    expect_refused("faults/clear", R"({"id":9})", "There is no fault 9.");
}

TEST_F(ControlTest, takes_lists_restores_and_deletes_snapshots) {
    client.create_table();
    client.put("a", "before");
    aws.create_bucket("photos");
    aws.create_key("alias/app");
    client.send("PUT", "/photos/k", "before");
    EXPECT_EQ(post("clock/set", R"({"time":"2030-01-01T00:00:00Z"})").status, 200);
    EXPECT_EQ(post("snapshot/take", R"({"name":"start"})").status, 200);
    EXPECT_EQ(get("snapshot").body,
              R"({"snapshots":[{"name":"start","taken":"2030-01-01T00:00:00Z","tables":1,"items":1,)"
              R"("buckets":1,"objects":1,"keys":1}]})");
    client.put("a", "after");
    client.send("PUT", "/photos/k", "after");
    aws.create_key("alias/more");
    for (int time = 0; time < 2; ++time) {
        EXPECT_EQ(post("snapshot/restore", R"({"name":"start"})").status, 200);
        EXPECT_THAT(client.get("a"), HasSubstr("before"));
        EXPECT_EQ(client.send("GET", "/photos/k").body, "before");
        EXPECT_THAT(client.kms("ListAliases", "{}").body, Not(HasSubstr("alias/more")));
        EXPECT_EQ(post("reset").status, 200);
        EXPECT_EQ(client.send("GET", "/photos/k").status, 404);
    }
    EXPECT_EQ(post("snapshot/delete", R"({"name":"start"})").status, 200);
    EXPECT_EQ(get("snapshot").body, R"({"snapshots":[]})");
}

TEST_F(ControlTest, replaces_a_snapshot_of_the_same_name) {
    aws.take_snapshot("s");
    client.create_table();
    aws.take_snapshot("s");
    ASSERT_EQ(aws.snapshots().size(), 1U);
    EXPECT_EQ(aws.snapshots().front().tables, 1U);
    aws.reset();
    aws.restore_snapshot("s");
    EXPECT_EQ(client.put("a").status, 200);
    aws.delete_snapshot("s");
    EXPECT_THROW(aws.restore_snapshot("s"), LocalException);
    EXPECT_THROW(aws.delete_snapshot("s"), LocalException);
    EXPECT_THROW(aws.take_snapshot(""), LocalException);
}

TEST_F(ControlTest, sets_advances_and_releases_the_clock) {
    EXPECT_THAT(get("clock").body, HasSubstr("\"stands_still\":false"));
    EXPECT_EQ(post("clock/set", R"({"time":"2030-01-01T00:00:00+01:00"})").body,
              R"({"time":"2029-12-31T23:00:00Z","stands_still":true})");
    EXPECT_EQ(post("clock/advance", R"({"seconds":60,"milliseconds":-500})").body,
              R"({"time":"2029-12-31T23:00:59.500Z","stands_still":true})");
    EXPECT_EQ(get("clock").headers.get("Date"), "Mon, 31 Dec 2029 23:00:59 GMT");
    EXPECT_THAT(post("clock/release").body, HasSubstr("\"stands_still\":false"));
    const auto real = std::chrono::system_clock::now();
    EXPECT_LT(std::chrono::abs(aws.clock().time - real), 1min);
}

TEST_F(ControlTest, offers_the_clock_in_process) {
    const auto time = std::chrono::system_clock::now() + 48h;
    aws.set_clock(time);
    EXPECT_TRUE(aws.clock().stands_still);
    EXPECT_EQ(aws.clock().time, time);
    aws.advance_clock(1500ms);
    EXPECT_EQ(aws.clock().time, time + 1500ms);
    aws.release_clock();
    EXPECT_FALSE(aws.clock().stands_still);
    EXPECT_THROW(aws.advance_clock(std::chrono::hours(24 * 365 * 120)), LocalException);
    EXPECT_THROW(aws.set_clock(std::chrono::system_clock::time_point(-1s)), LocalException);
}

TEST_F(ControlTest, adds_lists_and_clears_faults) {
    EXPECT_EQ(post("faults/add", R"({"kind":"error","service":"dynamodb","operation":"ListTables","skip":1,"times":2,)"
                                 R"("status":503,"code":"Oops","message":"no","executes":true})")
                  .body,
              R"({"id":1})");
    EXPECT_EQ(post("faults/add", R"({"kind":"latency","latency_ms":20,"times":0})").body, R"({"id":2})");
    EXPECT_EQ(post("faults/add", R"({"kind":"clock_skew","skew_seconds":-600,"service":"kms"})").body, R"({"id":3})");
    EXPECT_EQ(
        post("faults/add", R"({"kind":"partial_batch","service":"dynamodb","operation":"BatchGetItem","processed":2})")
            .body,
        R"({"id":4})");
    EXPECT_EQ(post("faults/clear", R"({"id":2})").status, 200);
    client.dynamodb("ListTables", "{}");
    EXPECT_EQ(client.dynamodb("ListTables", "{}").status, 503);
    EXPECT_EQ(get("faults").body,
              R"({"faults":[{"id":1,"kind":"error","service":"dynamodb","operation":"ListTables","skip":1,"times":2,)"
              R"("status":503,"code":"Oops","message":"no","executes":true,"seen":2,"met":1},)"
              R"({"id":3,"kind":"clock_skew","service":"kms","skip":0,"times":1,"skew_seconds":-600,"seen":0,"met":0},)"
              R"({"id":4,"kind":"partial_batch","service":"dynamodb","operation":"BatchGetItem","skip":0,"times":1,)"
              R"("processed":2,"seen":0,"met":0}]})");
    EXPECT_EQ(post("faults/clear").status, 200);
    EXPECT_EQ(get("faults").body, R"({"faults":[]})");
}

TEST_F(ControlTest, forgets_faults_and_counts_with_a_reset_but_not_snapshots_and_clock) {
    client.dynamodb("ListTables", "{}");
    aws.take_snapshot("s");
    aws.set_clock(std::chrono::system_clock::now());
    LocalFault fault;
    aws.add_fault(fault);
    EXPECT_EQ(post("reset").status, 200);
    EXPECT_TRUE(aws.faults().empty());
    EXPECT_EQ(aws.requests("dynamodb"), 0U);
    EXPECT_EQ(aws.snapshots().size(), 1U);
    EXPECT_TRUE(aws.clock().stands_still);
}

}  // namespace
}  // namespace dynoxx::local
