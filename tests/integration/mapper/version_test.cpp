#include "integration/mapper/session.hpp"

namespace dynoxx::tests {
namespace {

/// A table of sessions in a local AWS; dynalite has no time to live, so these run against ours only.
class Versions : public testing::Test {
 protected:
    local::LocalAws aws_{};
    DynamoDBClient client_{aws_.options(), Runtime()};
    Table<Session> sessions_ = client_.table<Session>();

    void SetUp() override { sessions_.create_table().run(); }
};

TEST_F(Versions, start_at_one_and_rise_with_every_write) {
    const Session fresh = make_session("ada", 1);
    const Session first = sessions_.put(fresh).run();
    EXPECT_EQ(fresh.version, 0);  // the argument is never changed
    EXPECT_EQ(first.version, 1);
    EXPECT_EQ(sessions_.put(first).run().version, 2);
    EXPECT_EQ(sessions_.update("ada", 1).set(session_field::hits += 1).run().version, 3);
    EXPECT_EQ(sessions_.get("ada", 1).run()->version, 3);
}

TEST_F(Versions, of_a_stale_object_are_refused_with_the_item_that_is_there) {
    const Session first = sessions_.put(make_session("ada", 1)).run();
    Session other = first;
    other.note = "theirs";
    sessions_.put(other).run();
    Session mine = first;
    mine.note = "mine";
    const Result<Session> refused = sessions_.put(mine).try_run();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::ConditionalCheckFailed);
    ASSERT_NE(refused.error().item(), nullptr);
    EXPECT_EQ(from_item<Session>(*refused.error().item()).note, "theirs");
    EXPECT_EQ(mine.version, 1);  // a failed write moves nothing: a second try is refused as well
    EXPECT_FALSE(sessions_.put(mine).try_run());
    EXPECT_EQ(sessions_.get("ada", 1).run()->note, "theirs");
}

TEST_F(Versions, keep_a_new_object_from_replacing_one_that_is_there) {
    sessions_.put(make_session("ada", 1)).run();
    EXPECT_THROW(sessions_.put(make_session("ada", 1)).run(), ConditionalCheckFailedException);
}

TEST_F(Versions, join_the_condition_of_the_user) {
    const Session first = sessions_.put(make_session("ada", 1)).run();
    EXPECT_THROW(sessions_.put(first).when(session_field::hits > 100).run(), ConditionalCheckFailedException);
    EXPECT_EQ(sessions_.put(first).when(session_field::hits < 100 || session_field::hits > 1000).run().version, 2);
}

TEST_F(Versions, guard_the_removal_of_an_object_but_not_of_a_key) {
    const Session first = sessions_.put(make_session("ada", 1)).run();
    sessions_.put(first).run();
    EXPECT_THROW(sessions_.remove(first).run(), ConditionalCheckFailedException);
    sessions_.remove("ada", 1).run();
    EXPECT_FALSE(sessions_.get("ada", 1).run());
}

TEST_F(Versions, are_no_attribute_to_set_and_never_negative) {
    const Result<Session> set = sessions_.update("ada", 1).set(session_field::version.set(7)).try_run();
    ASSERT_FALSE(set);
    EXPECT_EQ(
        set.error().message(),
        "The version 'version' of an object of table 'sessions' is raised by every update; leave it out of set().");
    Session negative = make_session("ada", 1);
    negative.version = -1;
    EXPECT_THROW(sessions_.put(negative).run(), ModelException);
}

TEST_F(Versions, are_not_checked_by_batches_unless_that_is_said_to_be_fine) {
    const std::vector<Session> batch{make_session("ada", 1), make_session("ada", 2)};
    const Result<BatchResult> refused = sessions_.batch_put(batch).try_run();
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message().find("unchecked()"), std::string::npos);
    EXPECT_EQ(aws_.requests("dynamodb", "BatchWriteItem"), 0U);
    EXPECT_EQ(sessions_.batch_put(batch).unchecked().run().written, 2U);
    EXPECT_EQ(sessions_.get("ada", 2).run()->version, 1);
}

TEST_F(Versions, rise_in_transactions) {
    const Session first = sessions_.put(make_session("ada", 1)).run();
    const auto [stored, updated] =
        client_
            .transact_write(sessions_.put(first), sessions_.update("ada", 2).set(session_field::device.set("tablet")))
            .run();
    EXPECT_EQ(stored.version, 2);
    EXPECT_EQ(sessions_.get("ada", 2).run()->version, 1);
    EXPECT_THROW(client_.transact_write(sessions_.put(first)).run(), TransactionCanceledException);
}

TEST_F(Versions, time_to_live_is_switched_on_with_the_table_and_stored_in_seconds) {
    DescribeTimeToLiveRequest request;
    request.table_name = "sessions";
    const DescribeTimeToLiveResponse setting = client_.describe_time_to_live(request).run();
    EXPECT_EQ(setting.status, TimeToLiveStatus::Enabled);
    EXPECT_EQ(setting.attribute_name, "expires");
    EXPECT_EQ(sessions_.enable_time_to_live().run(), "expires");  // on already: no error

    Session session = make_session("ada", 1);
    const auto moment = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'900'000'000'500));
    session.expires = TimeToLive::at(moment);
    sessions_.put(session).run();
    GetItemRequest get;
    get.table_name = "sessions";
    get.key = make_key<Session>("ada", 1).value();
    EXPECT_EQ(*client_.get_item(get).run().item->find("expires"), AttributeValue(Number("1900000000")));
    const std::vector<Session> found =
        sessions_.query("ada").filter(session_field::expires < TimeToLive::at(moment)).run();
    EXPECT_TRUE(found.empty());
    EXPECT_EQ(sessions_.get("ada", 1).run()->expires->remaining(moment - std::chrono::seconds(10)).count(), 10);
}

}  // namespace
}  // namespace dynoxx::tests
