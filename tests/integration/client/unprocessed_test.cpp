// A batch of which the service leaves items undone.
#include "integration/client/setting.hpp"
#include "support/loopback_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <atomic>

namespace dynoxx::tests {
namespace {

using test::LoopbackServer;

/// Leaves the one item of each batch undone.
constexpr const char* undone = R"({"UnprocessedItems":{"notes":[{"PutRequest":{"Item":{"id":{"S":"n#1"}}}}]}})";

struct Note {
    std::string id{};
    static constexpr auto dynoxx_model = model("notes", partition_key<&Note::id>);
};

AwsOptions options_for(const LoopbackServer& server) {
    return AwsOptions()
        .region("us-east-1")
        .credentials("AKIDEXAMPLE", "secret")
        .endpoint("http://127.0.0.1:" + std::to_string(server.port()));
}

BatchWrite<Note> batch_of(const DynamoDBClient& client) {
    Note note;
    note.id = "n#1";
    return client.table<Note>().batch_put(std::vector<Note>{note});
}

class Unprocessed : public BothEndings {
 protected:
    LoopbackServer server{[](LoopbackServer::Peer& peer) {
        while (peer.read_request()) {
            peer.answer(undone);
        }
    }};
};
DYNOXX_BOTH_ENDINGS(Unprocessed);

TEST_P(Unprocessed, items_are_sent_again_and_named_in_the_end) {
    const DynamoDBClient client = setting.client(options_for(server));
    setting.expect_success(batch_of(client));
    EXPECT_EQ(server.requests(), 8);
    const BatchResult result = batch_of(client).run();
    EXPECT_EQ(result.written, 0U);
    EXPECT_EQ(result.unwritten, std::vector<std::size_t>{0});
}

TEST(UnprocessedItems, are_not_sent_again_by_a_call_that_is_cancelled_meanwhile) {
    boost::asio::io_context context;
    boost::asio::cancellation_signal signal;
    LoopbackServer server([](LoopbackServer::Peer& peer) {
        while (peer.read_request()) {
            peer.answer(undone);
        }
    });
    const DynamoDBClient client(options_for(server), Runtime(context));  // with jitter: it waits up to a second
    std::optional<Result<BatchResult>> result;
    batch_of(client).try_async(boost::asio::bind_executor(
        context, boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr, Result<BatchResult> given) {
            result = std::move(given);
        })));
    while (client.requests().empty() || server.requests() == 0) {
        context.poll_one();
    }
    signal.emit(boost::asio::cancellation_type::terminal);
    context.run();
    ASSERT_TRUE(result);
    ASSERT_TRUE(result->has_error());
    EXPECT_EQ(result->error().code(), ErrorCode::Cancelled);
}

}  // namespace
}  // namespace dynoxx::tests
