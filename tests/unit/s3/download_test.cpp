#include "s3/download.hpp"

#include "runtime/encoding.hpp"
#include "s3/checksum.hpp"
#include "unit/s3/transfer_world.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace dynoxx::s3 {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TextSink final : public Sink {
 public:
    void expect(std::uint64_t bytes) override { expected = bytes; }
    void write(std::span<const std::byte> bytes) override {
        if (text.size() >= fails_at) {
            throw std::runtime_error("the disk is full");
        }
        text += runtime::text_of(bytes);
    }
    [[nodiscard]] std::uint64_t begun() const override { return had.size(); }
    [[nodiscard]] std::string read_back(std::uint64_t offset, std::size_t count) const override {
        return had.substr(offset, count);
    }

    std::string had;   ///< before
    std::string text;  ///< written now
    std::uint64_t expected = 0;
    std::size_t fails_at = std::string::npos;
};

class Downloads : public TransferTest {
 protected:
    Downloads() {
        store.object = "The quick brown fox jumps over the lazy dog.";
        store.checksum.emplace("x-amz-checksum-crc64nvme", checksum_of(Checksum::Crc64Nvme, *store.object));
        object.bucket = "letters";
        object.key = "one";
        object.etag = "tag-1";
        object.size = store.object->size();
        object.settings.part_bytes = 10;
        object.settings.parts_at_once = 3;
    }

    auto into_sink() {
        return [this](const Client& used, runtime::Context context) { return download(context, used, object, sink); };
    }

    /// `FakeDriver::run` wants a result.
    static runtime::task<bool> range_into_sink(runtime::Context context, Downloads& self, std::uint64_t offset,
                                               std::uint64_t count) {
        co_await download_range(context, self.client, self.object, offset, count, self.sink);
        co_return true;
    }

    Download object{};
    TextSink sink{};
};

TEST_F(Downloads, get_a_small_object_by_one_request) {
    object.settings.part_bytes = 44;
    EXPECT_EQ(run(into_sink()), 44U);
    EXPECT_EQ(sink.text, *store.object);
    EXPECT_EQ(store.requests.size(), 1U);
}

TEST_F(Downloads, get_an_empty_object) {
    store.object = "";
    store.checksum.reset();
    object.size = 0;
    EXPECT_EQ(run(into_sink()), 0U);
    EXPECT_EQ(sink.text, "");
}

TEST_F(Downloads, deliver_parts_in_order_however_they_arrive) {
    std::chrono::milliseconds pause = 60ms;
    store.delay = [&pause](const http::Request&) { return pause -= 10ms; };
    EXPECT_EQ(run(into_sink()), 44U);
    EXPECT_EQ(sink.text, *store.object);
    EXPECT_EQ(sink.expected, 44U);
    EXPECT_EQ(store.count("GetObject"), 5U);
    EXPECT_EQ(store.most_in_flight, 3U);
}

TEST_F(Downloads, repeat_the_part_that_failed_alone) {
    bool failed = false;
    store.fault = [&failed](const http::Request& request) -> std::optional<FakeStore::Answer> {
        if (request.headers.get("range") != "bytes=20-29" || std::exchange(failed, true)) {
            return std::nullopt;
        }
        return FakeStore::Answer(http::Failure(http::FailureKind::Io, "a connection broke"));
    };
    EXPECT_EQ(run(into_sink()), 44U);
    EXPECT_EQ(sink.text, *store.object);
    EXPECT_EQ(store.count("GetObject"), 6U);
}

TEST_F(Downloads, never_mix_two_objects) {
    for (const std::size_t part : {10U, 100U}) {
        store.etag = "tag-1";
        object.settings.part_bytes = part;
        int gets = 0;
        store.fault = [&](const http::Request& request) -> std::optional<FakeStore::Answer> {
            if (FakeStore::operation_of(request) == "GetObject" && ++gets == (part == 10 ? 2 : 1)) {
                store.etag = "tag-2";
            }
            return std::nullopt;
        };
        const Error failed = error_of(into_sink());
        EXPECT_EQ(failed.code(), ErrorCode::ObjectChanged);
        EXPECT_THAT(failed.message(), HasSubstr("'letters/one' was changed: its etag is not tag-1"));
        EXPECT_THAT(failed.message(), HasSubstr("Get the item again"));
    }
}

TEST_F(Downloads, see_a_change_also_where_the_store_ignores_conditions) {
    store.fault = [this](const http::Request& request) -> std::optional<FakeStore::Answer> {
        const bool whole = FakeStore::operation_of(request) == "GetObject";
        return FakeStore::Answer(test::answer(200, whole ? *store.object : "", {{"ETag", "\"tag-2\""}}));
    };
    object.settings.part_bytes = 100;
    EXPECT_THAT(error_of(into_sink()).message(), HasSubstr("its etag is not tag-1 but tag-2"));
    object.settings.part_bytes = 10;
    EXPECT_THAT(error_of(into_sink()).message(), HasSubstr("its etag is not tag-1 but tag-2"));
    EXPECT_EQ(sink.text, "");
}

TEST_F(Downloads, say_that_an_object_is_gone) {
    store.object.reset();
    EXPECT_EQ(error_of(into_sink()).code(), ErrorCode::ResourceNotFound);
    object.settings.part_bytes = 100;
    EXPECT_EQ(error_of(into_sink()).code(), ErrorCode::ResourceNotFound);
}

TEST_F(Downloads, refuse_bytes_that_were_not_stored) {
    store.checksum->second = checksum_of(Checksum::Crc64Nvme, "other bytes");
    const Error failed = error_of(into_sink());
    EXPECT_EQ(failed.code(), ErrorCode::ChecksumMismatch);
    EXPECT_THAT(failed.message(), HasSubstr("CRC64NVME of all 44 bytes"));
}

TEST_F(Downloads, refuse_a_part_that_is_too_short) {
    store.fault = [this](const http::Request& request) -> std::optional<FakeStore::Answer> {
        if (request.headers.get("range") != "bytes=10-19") {
            return std::nullopt;
        }
        return FakeStore::Answer(test::answer(206, store.object->substr(10, 5),
                                              {{"ETag", "\"tag-1\""}, {"Content-Range", "bytes 10-14/44"}}));
    };
    EXPECT_EQ(error_of(into_sink()).code(), ErrorCode::InvalidResponse);
}

TEST_F(Downloads, end_if_the_sink_or_the_listener_throws) {
    store.delay = [](const http::Request&) { return 10ms; };
    sink.fails_at = 20;
    EXPECT_THROW(static_cast<void>(run(into_sink())), std::runtime_error);
    EXPECT_EQ(sink.text.size(), 20U);
    sink.fails_at = std::string::npos;
    object.progress = [](std::uint64_t, std::optional<std::uint64_t>) { throw std::logic_error("enough"); };
    EXPECT_THROW(static_cast<void>(run(into_sink())), std::logic_error);
}

TEST_F(Downloads, go_on_where_the_sink_has_begun_and_check_the_whole) {
    sink.had = store.object->substr(0, 23);
    std::vector<std::uint64_t> told;
    object.progress = [&told](std::uint64_t done, std::optional<std::uint64_t>) { told.push_back(done); };
    EXPECT_EQ(run(into_sink()), 44U);
    EXPECT_EQ(sink.had + sink.text, *store.object);
    EXPECT_THAT(told, ElementsAre(33U, 43U, 44U));
    sink.had[3] = '#';
    sink.text.clear();
    EXPECT_EQ(error_of(into_sink()).code(), ErrorCode::ChecksumMismatch);
    sink.had = *store.object;
    sink.text.clear();
    EXPECT_EQ(run(into_sink()), 44U);
    EXPECT_EQ(sink.text, "");
    sink.had += "more";
    EXPECT_EQ(error_of(into_sink()).code(), ErrorCode::ChecksumMismatch);
}

TEST_F(Downloads, deliver_a_range_without_what_is_beyond_the_end) {
    struct Case {
        std::uint64_t offset;
        std::uint64_t count;
    };
    for (const Case& tried : {Case{4, 5}, Case{4, 30}, Case{40, 100}, Case{44, 1}, Case{100, 5}, Case{3, 0}}) {
        sink.text.clear();
        ASSERT_TRUE(driver.run(range_into_sink(machine.context(driver), *this, tried.offset, tried.count)));
        const std::string expected = tried.offset < 44 ? store.object->substr(tried.offset, tried.count) : "";
        EXPECT_EQ(sink.text, expected) << tried.offset << " " << tried.count;
    }
}

}  // namespace
}  // namespace dynoxx::s3
