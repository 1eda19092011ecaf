// Two writers of one item with an object at the same time, in a local AWS.
#include "client/client_core.hpp"
#include "runtime/encoding.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/faulty_transport.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace dynoxx::tests {
namespace {

using test::FaultyTransport;

struct Photo {
    std::string id{};
    std::string text{};
    S3Value file{};

    static constexpr auto dynoxx_model =
        model("photos", partition_key<&Photo::id>, s3_attribute<&Photo::file>("photos"));
};
namespace photo_field {
constexpr auto id = field<&Photo::id>;
constexpr auto text = field<&Photo::text>;
constexpr auto file = field<&Photo::file>;
}  // namespace photo_field

Photo make_photo(const std::string& text) {
    Photo photo;
    photo.id = "p#1";
    photo.text = text;
    photo.file = S3File::from_bytes("file", text);
    return photo;
}

class TwoWriters : public ::testing::Test {
 protected:
    TwoWriters() {
        aws_.create_bucket("photos");
        photos_.create_table().wait().run();
    }

    /// Expects that the item is of this text, and that its object is there and the only one.
    void expect_only(const std::string& text) {
        const std::optional<Photo> stored = photos_.get("p#1").consistent().run();
        ASSERT_TRUE(stored);
        EXPECT_EQ(stored->text, text);
        EXPECT_EQ(runtime::text_of(stored->file.read().run()), text);
        EXPECT_EQ(transport_.objects(), std::set<std::string>{"/photos/" + stored->file.key()});
    }

    local::LocalAws aws_;
    FaultyTransport transport_;
    DynamoDBClient client_{std::make_shared<detail::ClientCore>(
        aws_.options(), runtime::RuntimeMaker::make(runtime::system()), transport_)};
    Table<Photo> photos_ = client_.table<Photo>();
};

TEST_F(TwoWriters, leave_the_object_of_the_one_who_wrote_last) {
    transport_.before("PutItem", [this] {
        const Photo second = make_photo("second");
        photos_.put(second).run();
    });
    const Photo first = make_photo("first");
    photos_.put(first).run();
    expect_only("first");
}

TEST_F(TwoWriters, leave_the_object_of_the_one_whose_condition_held) {
    transport_.before("PutItem", [this] {
        const Photo second = make_photo("second");
        photos_.put(second).when(!photo_field::id.exists()).run();
    });
    const Photo first = make_photo("first");
    const Result<Photo> refused = photos_.put(first).when(!photo_field::id.exists()).try_run();
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code(), ErrorCode::ConditionalCheckFailed);
    expect_only("second");
}

TEST_F(TwoWriters, leave_one_object_when_an_update_meets_a_put) {
    transport_.before("UpdateItem", [this] {
        const Photo second = make_photo("second");
        photos_.put(second).run();
    });
    const Photo first = make_photo("first");
    photos_.update("p#1").set(photo_field::text.set("first"), photo_field::file.set(first.file)).run();
    expect_only("first");
}

TEST_F(TwoWriters, leave_one_object_when_an_update_meets_a_removal) {
    const Photo before = make_photo("before");
    photos_.put(before).run();
    transport_.before("UpdateItem", [this] { photos_.remove("p#1").run(); });
    const Photo first = make_photo("first");
    photos_.update("p#1").set(photo_field::text.set("first"), photo_field::file.set(first.file)).run();
    expect_only("first");
}

TEST_F(TwoWriters, leave_no_object_when_a_removal_comes_last) {
    transport_.before("DeleteItem", [this] {
        const Photo second = make_photo("second");
        photos_.put(second).run();
    });
    photos_.remove("p#1").run();
    EXPECT_FALSE(photos_.get("p#1").consistent().run());
    EXPECT_TRUE(transport_.objects().empty());
}

TEST_F(TwoWriters, let_a_reader_know_that_what_it_loaded_was_replaced) {
    const Photo before = make_photo("before");
    const Photo loaded = photos_.put(before).run();
    const Photo after = make_photo("after");
    photos_.put(after).run();
    const Result<Bytes> gone = loaded.file.read().try_run();
    ASSERT_TRUE(gone.has_error());
    EXPECT_EQ(gone.error().code(), ErrorCode::ResourceNotFound) << gone.error().what();
    expect_only("after");
}

TEST_F(TwoWriters, many_at_once_leave_one_object_that_fits_its_item) {
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 4; ++writer) {
        writers.emplace_back([this, writer] {
            for (int turn = 0; turn < 8; ++turn) {
                const Photo photo = make_photo(std::to_string(writer) + "." + std::to_string(turn));
                photos_.put(photo).run();
            }
        });
    }
    for (std::thread& writer : writers) {
        writer.join();
    }
    expect_only(photos_.get("p#1").consistent().run()->text);
}

}  // namespace
}  // namespace dynoxx::tests
