// What becomes of the items of a batch that the service leaves undone.
#include "client/client_core.hpp"
#include "http/transport.hpp"
#include "integration/mapper/session.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/hasty_random.hpp"

namespace dynoxx::tests {
namespace {

/// A local AWS whose batches can be left unfinished, and a client that does not wait before it asks again.
class UnfinishedBatch : public testing::Test {
 protected:
    void SetUp() override {
        aws_.create_bucket("acme-avatars");
        aws_.create_key("alias/acme");
        users_.create_table().run();
        for (int i = 0; i < 60; ++i) {
            many_.push_back(make_user("u#" + std::to_string(i)));
            many_.back().avatar = S3Value();
            keys_.emplace_back(many_.back().id, many_.back().place);
        }
    }

    /// Lets the service do only some items of each request of an operation.
    void leave_undone(const std::string& operation, std::size_t processed, std::uint64_t times) {
        local::LocalFault fault;
        fault.kind = local::LocalFaultKind::PartialBatch;
        fault.service = "dynamodb";
        fault.operation = operation;
        fault.processed = processed;
        fault.times = times;
        aws_.add_fault(fault);
    }

    local::LocalAws aws_{};
    std::vector<User> many_{};
    std::vector<std::pair<std::string, std::string>> keys_{};

 private:
    static runtime::System hasty_system(test::HastyRandom& random) {
        runtime::System system = runtime::system();
        system.random = &random;
        return system;
    }

    test::HastyRandom random_{};
    runtime::System system_ = hasty_system(random_);

 protected:
    DynamoDBClient client_{std::make_shared<detail::ClientCore>(aws_.options(), runtime::RuntimeMaker::make(system_),
                                                                http::network_transport())};
    Table<User> users_ = client_.table<User>();
};

TEST_F(UnfinishedBatch, is_written_to_the_end) {
    leave_undone("BatchWriteItem", 7, 4);
    const BatchResult done = users_.batch_put(many_).run();
    EXPECT_EQ(done.written, 60U);
    EXPECT_TRUE(done.unwritten.empty());
    EXPECT_EQ(users_.scan().count().run(), 60);
    EXPECT_GT(aws_.requests("dynamodb", "BatchWriteItem"), 3U);
}

TEST_F(UnfinishedBatch, names_what_is_not_written_after_all_attempts) {
    leave_undone("BatchWriteItem", 1, 0);
    const BatchResult done = users_.batch_put(many_).at_once(1).run();
    // Three requests, each sent eight times, each time one item less.
    EXPECT_EQ(done.written, 24U);
    EXPECT_EQ(done.unwritten.size(), 36U);
    EXPECT_EQ(aws_.requests("dynamodb", "BatchWriteItem"), 24U);
    aws_.clear_faults();
    std::vector<User> rest;
    for (const std::size_t position : done.unwritten) {
        EXPECT_FALSE(users_.get(many_[position].id, many_[position].place).run());
        rest.push_back(many_[position]);
    }
    EXPECT_EQ(users_.batch_put(rest).run().written, 36U);
    EXPECT_EQ(users_.scan().count().run(), 60);
}

TEST_F(UnfinishedBatch, is_read_to_the_end) {
    static_cast<void>(users_.batch_put(many_).run());
    leave_undone("BatchGetItem", 11, 4);
    const BatchGetResult<User> found = users_.batch_get(keys_).run();
    EXPECT_TRUE(found.unread.empty());
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        ASSERT_TRUE(found.items[i]) << i;
        EXPECT_EQ(found.items[i]->id, keys_[i].first);
    }
}

TEST_F(UnfinishedBatch, names_what_is_not_read_after_all_attempts) {
    static_cast<void>(users_.batch_put(many_).run());
    leave_undone("BatchGetItem", 2, 0);
    const BatchGetResult<User> found = users_.batch_get(keys_).run();
    EXPECT_EQ(found.unread.size(), 44U);
    for (const std::size_t position : found.unread) {
        EXPECT_FALSE(found.items[position]);
    }
}

}  // namespace
}  // namespace dynoxx::tests
