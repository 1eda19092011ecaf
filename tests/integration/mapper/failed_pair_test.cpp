// What is in the bucket and in the table after each step of a write at which something can fail.
#include "client/client_core.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/faulty_transport.hpp"
#include "support/hasty_random.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::tests {
namespace {

using test::Fault;
using test::FaultyTransport;

struct Letter {
    std::string id{};
    std::string text{};
    S3Value scan{};
    Encrypted<std::string> secret{};

    static constexpr auto dynoxx_model =
        model("letters", partition_key<&Letter::id>, s3_attribute<&Letter::scan>("letters"),
              encrypted_attribute<&Letter::secret>("alias/letters"));
};
namespace letter_field {
constexpr auto id = field<&Letter::id>;
constexpr auto text = field<&Letter::text>;
constexpr auto scan = field<&Letter::scan>;
}  // namespace letter_field

Letter make_letter(const std::string& id, const std::string& text) {
    Letter letter;
    letter.id = id;
    letter.text = text;
    letter.scan = S3File::from_bytes("scan", "words");
    letter.secret = "secret";
    return letter;
}

/// What is done to the letter `l#1`, whose text is "old".
enum class Write { Put, PutIfNew, Update, Remove, BatchPut, BatchRemove, Transact };

/// Which objects there are after a write, besides those of other items.
enum class Objects {
    None,
    Old,   // that of the item before the write
    New,   // that which the write uploaded
    Both,  // one of which nothing points to
};

struct Scenario {
    const char* name;
    Write write;
    const char* operation;  ///< whose requests fail
    Fault fault;
    int times;  ///< below 0: all but those before the given one
    // What comes of it:
    std::optional<ErrorCode> failure;
    const char* text;  ///< of the item; null: there is no item
    Objects objects;
    int logged;  ///< how many objects the log names, of those that may be too many
};

constexpr int always = 1000;
constexpr std::nullopt_t succeeds = std::nullopt;

const Scenario scenarios[] = {
    {"put", Write::Put, "", Fault::NotSent, 0, succeeds, "new", Objects::New, 0},
    {"put_without_kms", Write::Put, "GenerateDataKey", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old",
     Objects::Old, 0},
    {"put_without_upload", Write::Put, "PutObject", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old",
     Objects::Old, 0},
    {"put_after_a_lost_upload", Write::Put, "PutObject", Fault::AnswerLost, 1, succeeds, "new", Objects::New, 0},
    {"put_with_uploads_lost", Write::Put, "PutObject", Fault::AnswerLost, always, ErrorCode::ConnectionFailed, "old",
     Objects::Both, 0},
    {"put_refused", Write::Put, "PutItem", Fault::Refused, always, ErrorCode::ValidationFailed, "old", Objects::Old, 0},
    {"put_not_sent", Write::Put, "PutItem", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old", Objects::Both,
     1},
    {"put_failed_inside", Write::Put, "PutItem", Fault::ServerError, always, ErrorCode::ServiceError, "old",
     Objects::Both, 1},
    {"put_lost_once", Write::Put, "PutItem", Fault::AnswerLost, 1, succeeds, "new", Objects::Both, 0},
    {"put_lost", Write::Put, "PutItem", Fault::AnswerLost, always, succeeds, "new", Objects::Both, 0},
    {"put_lost_and_not_read", Write::Put, "PutItem+GetItem", Fault::AnswerLost, always, ErrorCode::ConnectionFailed,
     "new", Objects::Both, 1},
    {"put_without_removal", Write::Put, "DeleteObject", Fault::NotSent, always, succeeds, "new", Objects::Both, 1},
    {"put_with_removal_lost_once", Write::Put, "DeleteObject", Fault::AnswerLost, 1, succeeds, "new", Objects::New, 0},
    {"put_if_new", Write::PutIfNew, "", Fault::NotSent, 0, ErrorCode::ConditionalCheckFailed, "old", Objects::Old, 0},
    {"put_if_new_and_removal_fails", Write::PutIfNew, "DeleteObject", Fault::NotSent, always,
     ErrorCode::ConditionalCheckFailed, "old", Objects::Both, 1},
    {"update", Write::Update, "", Fault::NotSent, 0, succeeds, "new", Objects::New, 0},
    {"update_without_upload", Write::Update, "PutObject", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old",
     Objects::Old, 0},
    {"update_refused", Write::Update, "UpdateItem", Fault::Refused, always, ErrorCode::ValidationFailed, "old",
     Objects::Old, 0},
    {"update_failed_inside", Write::Update, "UpdateItem", Fault::ServerError, always, ErrorCode::ServiceError, "old",
     Objects::Both, 1},
    {"update_lost_once", Write::Update, "UpdateItem", Fault::AnswerLost, 1, succeeds, "new", Objects::Both, 0},
    {"update_lost", Write::Update, "UpdateItem", Fault::AnswerLost, always, succeeds, "new", Objects::Both, 0},
    {"update_lost_and_not_read", Write::Update, "UpdateItem+GetItem", Fault::AnswerLost, always,
     ErrorCode::ConnectionFailed, "new", Objects::Both, 1},
    {"update_not_read_back", Write::Update, "GetItem", Fault::NotSent, always, ErrorCode::ConnectionFailed, "new",
     Objects::Both, 1},
    {"update_without_removal", Write::Update, "DeleteObject", Fault::NotSent, always, succeeds, "new", Objects::Both,
     1},
    {"remove", Write::Remove, "", Fault::NotSent, 0, succeeds, nullptr, Objects::None, 0},
    {"remove_not_sent", Write::Remove, "DeleteItem", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old",
     Objects::Old, 0},
    {"remove_refused", Write::Remove, "DeleteItem", Fault::Refused, always, ErrorCode::ValidationFailed, "old",
     Objects::Old, 0},
    {"remove_lost_once", Write::Remove, "DeleteItem", Fault::AnswerLost, 1, succeeds, nullptr, Objects::Old, 0},
    {"remove_lost", Write::Remove, "DeleteItem", Fault::AnswerLost, always, ErrorCode::ConnectionFailed, nullptr,
     Objects::Old, 0},
    {"remove_without_removal", Write::Remove, "DeleteObject", Fault::NotSent, always, succeeds, nullptr, Objects::Old,
     1},
    {"batch_put", Write::BatchPut, "", Fault::NotSent, 0, succeeds, "new", Objects::New, 0},
    {"batch_put_not_read", Write::BatchPut, "BatchGetItem", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old",
     Objects::Old, 0},
    {"batch_put_without_removal", Write::BatchPut, "DeleteObject", Fault::NotSent, always, succeeds, "new",
     Objects::Both, 1},
    {"batch_put_without_kms", Write::BatchPut, "GenerateDataKey", Fault::NotSent, always, ErrorCode::ConnectionFailed,
     "old", Objects::Old, 0},
    {"batch_put_without_upload", Write::BatchPut, "PutObject", Fault::NotSent, always, ErrorCode::ConnectionFailed,
     "old", Objects::Old, 0},
    {"batch_put_refused", Write::BatchPut, "BatchWriteItem", Fault::Refused, always, ErrorCode::ValidationFailed, "old",
     Objects::Old, 0},
    {"batch_put_failed_inside", Write::BatchPut, "BatchWriteItem", Fault::ServerError, always, ErrorCode::ServiceError,
     "old", Objects::Both, 1},
    {"batch_put_lost_once", Write::BatchPut, "BatchWriteItem", Fault::AnswerLost, 1, succeeds, "new", Objects::New, 0},
    {"batch_put_lost", Write::BatchPut, "BatchWriteItem", Fault::AnswerLost, always, succeeds, "new", Objects::New, 0},
    {"batch_remove", Write::BatchRemove, "", Fault::NotSent, 0, succeeds, nullptr, Objects::None, 0},
    {"batch_remove_lost_once", Write::BatchRemove, "BatchWriteItem", Fault::AnswerLost, 1, succeeds, nullptr,
     Objects::None, 0},
    {"transact", Write::Transact, "", Fault::NotSent, 0, succeeds, "new", Objects::New, 0},
    {"transact_not_read", Write::Transact, "BatchGetItem", Fault::NotSent, always, ErrorCode::ConnectionFailed, "old",
     Objects::Old, 0},
    {"transact_without_kms", Write::Transact, "GenerateDataKey", Fault::NotSent, always, ErrorCode::ConnectionFailed,
     "old", Objects::Old, 0},
    {"transact_without_upload", Write::Transact, "PutObject", Fault::NotSent, always, ErrorCode::ConnectionFailed,
     "old", Objects::Old, 0},
    {"transact_refused", Write::Transact, "TransactWriteItems", Fault::Refused, always, ErrorCode::ValidationFailed,
     "old", Objects::Old, 0},
    {"transact_failed_inside", Write::Transact, "TransactWriteItems", Fault::ServerError, always,
     ErrorCode::ServiceError, "old", Objects::Both, 1},
    {"transact_lost_once", Write::Transact, "TransactWriteItems", Fault::AnswerLost, 1, succeeds, "new", Objects::New,
     0},
    {"transact_lost", Write::Transact, "TransactWriteItems", Fault::AnswerLost, always, succeeds, "new", Objects::New,
     0},
    {"transact_not_read_back", Write::Transact, "BatchGetItem", Fault::NotSent, -2, succeeds, "new", Objects::Both, 1},
    {"transact_without_removal", Write::Transact, "DeleteObject", Fault::NotSent, always, succeeds, "new",
     Objects::Both, 1},
};

/// A local AWS with one letter, and a client whose requests can be made to fail.
class World {
 public:
    World() {
        aws_.create_bucket("letters");
        aws_.create_key("alias/letters");
        system_.random = &random_;
        client_.table<Letter>().create_table().wait().run();
        const Letter old = make_letter("l#1", "old");
        letters_.put(old).run();
        before = transport.objects();
    }

    /// Makes a client that has no data key yet, so that each write asks KMS.
    [[nodiscard]] DynamoDBClient make_client() {
        const AwsOptions options = aws_.options().log([this](LogLevel level, std::string_view line) {
            if (level == LogLevel::Warning && line.starts_with("The object ")) {
                logged.emplace_back(line);
            }
        });
        return DynamoDBClient(
            std::make_shared<detail::ClientCore>(options, runtime::RuntimeMaker::make(system_), transport));
    }

    /// Gives a handle that notes what writes leave behind.
    [[nodiscard]] Table<Letter> letters_of(const DynamoDBClient& client) {
        return client.table<Letter>(
            TableOptions().on_left_object([this](const LeftObject& object) { left.push_back(object); }));
    }

    [[nodiscard]] std::optional<Letter> stored() {
        transport.fail("", Fault::NotSent);
        return letters_.get("l#1").consistent().run();
    }

    FaultyTransport transport;
    std::set<std::string> before;
    std::vector<std::string> logged;
    std::vector<LeftObject> left;

 private:
    local::LocalAws aws_;
    test::HastyRandom random_;
    runtime::System system_ = runtime::system();
    DynamoDBClient client_ = make_client();
    Table<Letter> letters_ = client_.table<Letter>();
};

std::optional<Error> write(const DynamoDBClient& client, const Table<Letter>& letters, Write kind) {
    const auto failure_of = [](const auto& result) { return result ? std::nullopt : std::optional(result.error()); };
    const Letter letter = make_letter("l#1", "new");
    switch (kind) {
        case Write::Put:
            return failure_of(letters.put(letter).try_run());
        case Write::PutIfNew:
            return failure_of(letters.put(letter).when(!letter_field::id.exists()).try_run());
        case Write::Update:
            return failure_of(letters.update("l#1")
                                  .set(letter_field::text.set("new"), letter_field::scan.set(letter.scan))
                                  .try_run());
        case Write::Remove:
            return failure_of(letters.remove("l#1").try_run());
        case Write::BatchRemove:
            return failure_of(letters.batch_write().remove("l#1").try_run());
        case Write::Transact:
            return failure_of(client.transact_write(letters.put(letter)).try_run());
        default:
            return failure_of(letters.batch_put(std::vector<Letter>{letter}).try_run());
    }
}

class FailedPair : public ::testing::TestWithParam<Scenario> {};

INSTANTIATE_TEST_SUITE_P(Each, FailedPair, ::testing::ValuesIn(scenarios),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(FailedPair, leaves_what_the_table_says) {
    const Scenario& scenario = GetParam();
    World world;
    const DynamoDBClient client = world.make_client();
    const bool later = scenario.times < 0;
    world.transport.fail(scenario.operation, scenario.fault, later ? -scenario.times : 1,
                         later ? always : scenario.times);
    const std::optional<Error> failure = write(client, world.letters_of(client), scenario.write);
    ASSERT_EQ(failure.has_value(), scenario.failure.has_value()) << (failure ? failure->what() : "it succeeded");
    if (failure) {
        EXPECT_EQ(failure->code(), *scenario.failure) << failure->what();
    }

    const std::set<std::string> objects = world.transport.objects();
    const bool has_old = objects.contains(*world.before.begin());
    EXPECT_EQ(has_old, scenario.objects == Objects::Old || scenario.objects == Objects::Both);
    const bool has_new = scenario.objects == Objects::New || scenario.objects == Objects::Both;
    EXPECT_EQ(objects.size(), (has_old ? 1U : 0U) + (has_new ? 1U : 0U));
    EXPECT_EQ(static_cast<int>(world.logged.size()), scenario.logged) << ::testing::PrintToString(world.logged);
    EXPECT_EQ(static_cast<int>(world.left.size()), scenario.logged);
    for (const LeftObject& left : world.left) {
        EXPECT_TRUE(objects.contains("/" + left.location.bucket + "/" + left.location.key)) << left.location.key;
    }

    const std::optional<Letter> stored = world.stored();
    ASSERT_EQ(stored.has_value(), scenario.text != nullptr);
    if (stored) {
        EXPECT_EQ(stored->text, scenario.text);
        EXPECT_EQ(stored->scan.read().run().size(), 5U) << "an item never points to an object that is not there";
    }
}

TEST(LeftObjects, say_why_they_stay) {
    World world;
    const DynamoDBClient client = world.make_client();
    const Table<Letter> letters = world.letters_of(client);
    const auto why = [&world](const char* operation, Fault fault) {
        world.left.clear();
        world.transport.fail(operation, fault);
    };
    why("DeleteObject", Fault::NotSent);
    EXPECT_FALSE(write(client, letters, Write::Put));
    ASSERT_EQ(world.left.size(), 1U);
    EXPECT_EQ(world.left[0].because, LeftBecause::NotRemoved);
    EXPECT_THAT(world.left[0].failure, testing::HasSubstr("Connection failed to S3"));
    why("PutItem", Fault::ServerError);
    EXPECT_TRUE(write(client, letters, Write::Put));
    ASSERT_EQ(world.left.size(), 1U);
    EXPECT_EQ(world.left[0].because, LeftBecause::UnknownOutcome);
    why("GetItem", Fault::NotSent);
    EXPECT_TRUE(write(client, letters, Write::Update));
    ASSERT_EQ(world.left.size(), 1U);
    EXPECT_EQ(world.left[0].because, LeftBecause::UnreadItem);
}

TEST(LeftObjects, do_not_make_a_write_fail_whose_handler_throws) {
    World world;
    const DynamoDBClient client = world.make_client();
    const Table<Letter> letters = client.table<Letter>(
        TableOptions().on_left_object([](const LeftObject&) { throw std::runtime_error("the queue is full"); }));
    world.transport.fail("DeleteObject", Fault::NotSent);
    EXPECT_FALSE(write(client, letters, Write::Put));
    EXPECT_EQ(world.stored()->text, "new");
    ASSERT_EQ(world.logged.size(), 2U);
    EXPECT_THAT(world.logged[1], testing::HasSubstr("could not be told to on_left_object: the queue is full"));
}

TEST(Report, names_the_objects_that_were_removed_and_those_that_were_left) {
    World world;
    const DynamoDBClient client = world.make_client();
    const Table<Letter> letters = client.table<Letter>();
    const Letter letter = make_letter("l#1", "new");
    const std::string first = world.stored()->scan.key();
    world.transport.fail("DeleteObject", Fault::NotSent);
    const WriteReport<Letter> left = letters.put(letter).reporting().run();
    EXPECT_EQ(left.item.text, "new");
    EXPECT_TRUE(left.objects_removed.empty());
    ASSERT_EQ(left.objects_left.size(), 1U);
    EXPECT_EQ(left.objects_left[0].key, first);

    world.transport.fail("", Fault::NotSent);
    const WriteReport<Letter> removed =
        letters.update("l#1").set(letter_field::scan.set(letter.scan)).reporting().run();
    EXPECT_TRUE(removed.objects_left.empty());
    ASSERT_EQ(removed.objects_removed.size(), 1U);
    EXPECT_EQ(removed.objects_removed[0].key, left.item.scan.key());
    EXPECT_NE(removed.item.scan.key(), left.item.scan.key());
}

/// A batch of two letters, of which the object of the second cannot be uploaded.
TEST(FailedBatch, removes_the_objects_of_other_items_when_an_upload_fails) {
    World world;
    const DynamoDBClient client = world.make_client();
    world.transport.fail("PutObject", Fault::Refused, 2);
    const std::vector<Letter> letters{make_letter("l#2", "new"), make_letter("l#3", "new")};
    EXPECT_TRUE(client.table<Letter>().batch_put(letters).try_run().has_error());
    EXPECT_EQ(world.transport.objects(), world.before);
    EXPECT_EQ(world.transport.count("BatchWriteItem"), 0);
}

/// What may happen twice although it was asked for once.
TEST(LostAnswer, lets_an_increment_count_twice_unless_it_must_not_be_repeated) {
    for (const Retry retry : {Retry::Standard, Retry::None}) {
        World world;
        const DynamoDBClient client = world.make_client();
        UpdateItemRequest request;
        request.table_name = "letters";
        request.key.set("id", "l#1");
        request.update_expression = "ADD copies :one";
        request.values[":one"] = Number("1");
        world.transport.fail("UpdateItem", Fault::AnswerLost, 1, 1);
        EXPECT_EQ(client.update_item(request).retry(retry).try_run().has_value(), retry == Retry::Standard);
        GetItemRequest get;
        get.table_name = "letters";
        get.key = request.key;
        const GetItemResponse answer = client.get_item(get).run();
        EXPECT_EQ(*answer.item->find("copies")->get_if<Number>(), Number(retry == Retry::Standard ? "2" : "1"));
    }
}

/// The second attempt is refused because of what the first one wrote; the item says so.
TEST(LostAnswer, is_known_for_a_success_by_the_new_object_of_the_item) {
    World world;
    const DynamoDBClient client = world.make_client();
    world.transport.fail("PutItem", Fault::AnswerLost, 1, 1);
    const Letter fresh = make_letter("l#2", "new");
    const Result<Letter> result = client.table<Letter>().put(fresh).when(!letter_field::id.exists()).try_run();
    ASSERT_TRUE(result.has_value()) << result.error().what();
    EXPECT_EQ(world.transport.count("PutItem"), 2);
    EXPECT_EQ(result->scan.read().run().size(), 5U);
    EXPECT_EQ(*result->secret, "secret");
    EXPECT_TRUE(world.logged.empty());
}

TEST(LostAnswer, is_a_failure_where_the_answer_itself_was_asked_for) {
    for (const bool updates : {false, true}) {
        World world;
        const DynamoDBClient client = world.make_client();
        const Table<Letter> letters = client.table<Letter>();
        const Letter letter = make_letter("l#1", "new");
        world.transport.fail(updates ? "UpdateItem" : "PutItem", Fault::AnswerLost);
        const Result<std::optional<Letter>> result =
            updates ? letters.update("l#1")
                          .set(letter_field::scan.set(letter.scan))
                          .returning(ReturnValues::AllOld)
                          .try_run()
                    : letters.put(letter).returning(ReturnValues::AllOld).try_run();
        ASSERT_TRUE(result.has_error());
        EXPECT_EQ(result.error().code(), ErrorCode::ConnectionFailed);
        const std::optional<Letter> stored = world.stored();
        EXPECT_EQ(stored->scan.read().run().size(), 5U);
    }
}

/// A batch of two letters of which one is refused by every attempt and the other one was written.
TEST(LostAnswer, of_a_batch_leaves_out_what_the_items_show_to_be_written) {
    World world;
    const DynamoDBClient client = world.make_client();
    world.transport.fail("BatchWriteItem", Fault::AnswerLost);
    const std::vector<Letter> letters{make_letter("l#1", "new"), make_letter("l#2", "new")};
    const Result<BatchResult> result = client.table<Letter>().batch_put(letters).try_run();
    ASSERT_TRUE(result.has_value()) << result.error().what();
    EXPECT_EQ(result->written, 2U);
    EXPECT_TRUE(result->unwritten.empty());
    EXPECT_EQ(world.transport.objects().size(), 2U);
    EXPECT_FALSE(world.transport.objects().contains(*world.before.begin())) << "the replaced object is removed";
}

}  // namespace
}  // namespace dynoxx::tests
