// What a write leaves behind when one of its steps fails.
#include "support/loopback_server.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;

struct Letter {
    std::string id{};
    S3Value scan{};

    static constexpr auto dynoxx_model =
        model("letters", partition_key<&Letter::id>, s3_attribute<&Letter::scan>("letters"));
};

Letter make_letter() {
    Letter letter;
    letter.id = "l#1";
    letter.scan = S3File::from_bytes("scan", "words");
    return letter;
}

class FailedWrite : public testing::Test {
 protected:
    FailedWrite() { aws.create_bucket("letters"); }

    [[nodiscard]] AwsOptions options() {
        return aws.options().log([this](LogLevel level, std::string_view line) {
            if (level == LogLevel::Warning) {
                warnings.emplace_back(line);
            }
        });
    }

    local::LocalAws aws;
    std::vector<std::string> warnings;
};

TEST_F(FailedWrite, removes_the_new_object_when_the_condition_is_false) {
    const DynamoDBClient client(options());
    const auto letters = client.table<Letter>();
    letters.create_table().wait().run();
    const Letter letter = make_letter();
    letters.put(letter).run();
    const Result<Letter> refused = letters.put(letter).when(field<&Letter::id>.not_exists()).try_run();
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code(), ErrorCode::ConditionalCheckFailed);
    EXPECT_EQ(aws.requests("s3", "PutObject"), 2U);
    EXPECT_EQ(aws.requests("s3", "DeleteObject"), 1U);
    EXPECT_EQ(letters.get("l#1").run()->scan.read().run().size(), 5U);
}

TEST_F(FailedWrite, leaves_the_new_object_and_logs_it_when_the_outcome_is_unknown) {
    const auto closed = [](test::LoopbackServer::Peer& peer) {
        peer.read_request();
        peer.reset();
    };
    test::LoopbackServer dynamodb(closed);
    AwsOptions at_work = options();
    at_work.endpoint(AwsService::DynamoDB, "http://127.0.0.1:" + std::to_string(dynamodb.port()));
    const DynamoDBClient client(at_work);
    const Letter letter = make_letter();
    const Result<Letter> failed = client.table<Letter>().put(letter).retry(Retry::None).try_run();
    ASSERT_TRUE(failed.has_error());
    EXPECT_EQ(failed.error().kind(), ErrorKind::Connection);
    EXPECT_EQ(aws.requests("s3", "PutObject"), 1U);
    EXPECT_EQ(aws.requests("s3", "DeleteObject"), 0U);
    EXPECT_THAT(warnings, testing::Contains(testing::AllOf(testing::HasSubstr("letters/l/1/"),
                                                           testing::HasSubstr("the item may point to it"))));
}

TEST_F(FailedWrite, ends_in_time_when_the_upload_gets_no_answer) {
    test::LoopbackServer s3([](test::LoopbackServer::Peer& peer) { peer.wait_for_close(); });
    AwsOptions at_work = options();
    at_work.endpoint(AwsService::S3, "http://127.0.0.1:" + std::to_string(s3.port()));
    const DynamoDBClient client(at_work);
    const Letter letter = make_letter();
    const Result<Letter> failed = client.table<Letter>().put(letter).timeout(50ms).try_run();
    ASSERT_TRUE(failed.has_error());
    EXPECT_EQ(failed.error().code(), ErrorCode::TimedOut);
    EXPECT_EQ(failed.error().service().service, "S3");
    EXPECT_EQ(aws.requests("dynamodb"), 0U);
}

}  // namespace
}  // namespace dynoxx::tests
