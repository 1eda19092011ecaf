#include "s3/upload.hpp"

#include "unit/s3/transfer_world.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace dynoxx::s3 {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Contents of which the size is told or not.
class TextSource final : public Source {
 public:
    TextSource(std::string text, bool tells_size) : text_(std::move(text)), tells_size_(tells_size) {}

    [[nodiscard]] std::optional<std::uint64_t> size() const override {
        return tells_size_ ? std::optional<std::uint64_t>(text_.size()) : std::nullopt;
    }
    [[nodiscard]] runtime::task<std::string> read(runtime::Context, std::size_t bytes) override {
        return give(*this, bytes);
    }

    std::size_t fails_at = std::string::npos;  ///< position

 private:
    static runtime::task<std::string> give(TextSource& self, std::size_t bytes) {
        if (self.position_ >= self.fails_at) {
            throw std::runtime_error("the source failed");
        }
        std::string part = self.text_.substr(self.position_, bytes);
        self.position_ += part.size();
        co_return part;
    }

    std::string text_;
    bool tells_size_;
    std::size_t position_ = 0;
};

std::string digits(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += static_cast<char>('0' + i % 10);
    }
    return text;
}

class Uploads : public TransferTest {
 protected:
    Uploads() {
        object.bucket = "letters";
        object.key = "one";
        object.settings.threshold = 20;
        object.settings.part_bytes = 10;
        object.settings.parts_at_once = 3;
        object.log = [this](LogLevel, std::string_view line) { logged.emplace_back(line); };
    }

    /// Gives what starts the upload of a source.
    auto of(Source& source) {
        return [this, &source](const Client& used, runtime::Context context) {
            return upload(context, used, object, source, places);
        };
    }

    Upload object{};
    runtime::Gate places{3};
};

TEST_F(Uploads, put_small_contents_by_one_request) {
    TextSource source(digits(19), true);
    const Stored stored = run(of(source));
    EXPECT_EQ(store.object, digits(19));
    EXPECT_EQ(stored.etag, "tag-1");
    EXPECT_EQ(stored.size, 19U);
    EXPECT_EQ(store.requests.size(), 1U);
}

TEST_F(Uploads, put_nothing_by_one_request) {
    object.settings.threshold = 0;
    TextSource known("", true);
    EXPECT_EQ(run(of(known)).size, 0U);
    TextSource unknown("", false);
    EXPECT_EQ(run(of(unknown)).size, 0U);
    EXPECT_EQ(store.object, "");
    EXPECT_EQ(store.count("PutObject"), 2U);
}

TEST_F(Uploads, send_large_contents_in_parts_some_at_once) {
    store.delay = [](const http::Request&) { return 10ms; };
    TextSource source(digits(55), true);
    const Stored stored = run(of(source));
    EXPECT_EQ(store.object, digits(55));
    EXPECT_EQ(store.parts.size(), 6U);
    EXPECT_EQ(store.most_in_flight, 3U);
    EXPECT_EQ(stored.etag, "whole-1");
    EXPECT_EQ(stored.size, 55U);
}

TEST_F(Uploads, end_where_contents_of_unknown_length_end) {
    for (const std::size_t size : {1U, 9U, 10U, 11U, 20U, 30U}) {
        store.parts.clear();
        TextSource source(digits(size), false);
        EXPECT_EQ(run(of(source)).size, size);
        EXPECT_EQ(store.object, digits(size)) << size;
    }
}

TEST_F(Uploads, put_parts_in_order_however_they_arrive) {
    store.delay = [](const http::Request& request) { return 1ms * (20 - FakeStore::part_number(request)); };
    TextSource source(digits(60), false);
    static_cast<void>(run(of(source)));
    EXPECT_EQ(store.object, digits(60));
}

TEST_F(Uploads, share_their_places) {
    store.delay = [](const http::Request&) { return 10ms; };
    TextSource first(digits(60), true);
    TextSource second(digits(60), false);
    const auto one = driver.launch(upload(machine.context(driver), client, object, first, places));
    const auto other = driver.launch(upload(machine.context(driver), client, object, second, places));
    driver.finish();
    EXPECT_EQ(one->get().size, 60U);
    EXPECT_EQ(other->get().size, 60U);
    EXPECT_EQ(store.most_in_flight, 3U);
}

TEST_F(Uploads, go_through_one_place) {
    runtime::Gate one(1);
    TextSource source(digits(40), false);
    const Stored stored =
        run([&](const Client& used, runtime::Context context) { return upload(context, used, object, source, one); });
    EXPECT_EQ(stored.size, 40U);
}

TEST_F(Uploads, repeat_the_part_that_failed_alone) {
    bool failed = false;
    store.fault = [&failed](const http::Request& request) -> std::optional<FakeStore::Answer> {
        if (FakeStore::part_number(request) != 2 || std::exchange(failed, true)) {
            return std::nullopt;
        }
        return FakeStore::Answer(http::Failure(http::FailureKind::Io, "a connection broke"));
    };
    TextSource source(digits(40), true);
    static_cast<void>(run(of(source)));
    EXPECT_EQ(store.object, digits(40));
    EXPECT_EQ(store.count("UploadPart"), 5U);
}

TEST_F(Uploads, are_aborted_if_a_part_fails) {
    store.fault = [](const http::Request& request) -> std::optional<FakeStore::Answer> {
        if (FakeStore::part_number(request) != 2) {
            return std::nullopt;
        }
        return FakeStore::Answer(test::answer(403, "<Error><Code>AccessDenied</Code></Error>"));
    };
    TextSource source(digits(90), true);
    EXPECT_EQ(error_of(of(source)).code(), ErrorCode::AccessDenied);
    EXPECT_EQ(store.count("Abort"), 1U);
    EXPECT_LT(store.count("UploadPart"), 9U);
    EXPECT_FALSE(store.object);
    EXPECT_THAT(logged, ElementsAre());
}

TEST_F(Uploads, are_aborted_if_the_source_or_the_listener_throws) {
    TextSource source(digits(90), true);
    source.fails_at = 30;
    EXPECT_THROW(static_cast<void>(run(of(source))), std::runtime_error);
    EXPECT_EQ(store.count("Abort"), 1U);
    object.progress = [](std::uint64_t, std::optional<std::uint64_t>) { throw std::logic_error("enough"); };
    TextSource other(digits(90), true);
    EXPECT_THROW(static_cast<void>(run(of(other))), std::logic_error);
    EXPECT_EQ(store.count("Abort"), 2U);
}

TEST_F(Uploads, say_what_stays_if_the_abort_fails) {
    store.fault = [](const http::Request& request) -> std::optional<FakeStore::Answer> {
        const std::string operation = FakeStore::operation_of(request);
        if (operation != "Abort" && operation != "Complete") {
            return std::nullopt;
        }
        return FakeStore::Answer(test::answer(403, "<Error><Code>AccessDenied</Code></Error>"));
    };
    TextSource source(digits(40), true);
    EXPECT_THAT(error_of(of(source)).cause(), HasSubstr("The upload u1 of letters/one could not be aborted"));
    EXPECT_THAT(logged, ElementsAre(HasSubstr("The upload u1 of letters/one could not be aborted")));
}

TEST_F(Uploads, are_not_left_unnamed_by_a_call_that_was_cancelled) {
    store.delay = [](const http::Request&) { return 10ms; };
    TextSource source(digits(90), true);
    const auto running = driver.launch(upload(machine.context(driver), client, object, source, places));
    machine.clock.advance(10ms);
    driver.pump();
    driver.cancel();
    driver.finish();
    try {
        static_cast<void>(running->get());
        ADD_FAILURE() << "the call succeeded";
    } catch (const Exception& exception) {
        EXPECT_EQ(exception.error().code(), ErrorCode::Cancelled);
        EXPECT_THAT(exception.error().cause(), HasSubstr("The upload u1"));
    }
    EXPECT_EQ(logged.size(), 1U);
}

TEST_F(Uploads, find_out_whether_a_completion_without_an_answer_was_done) {
    int completions = 0;
    store.fault = [&](const http::Request& request) -> std::optional<FakeStore::Answer> {
        if (FakeStore::operation_of(request) != "Complete") {
            return std::nullopt;
        }
        if (++completions == 1) {
            store.object = digits(40);
            return FakeStore::Answer(http::Failure(http::FailureKind::Io, "the answer was lost"));
        }
        return FakeStore::Answer(test::answer(404, "<Error><Code>NoSuchUpload</Code></Error>"));
    };
    TextSource source(digits(40), true);
    const Stored stored = run(of(source));
    EXPECT_EQ(stored.etag, "tag-1");
    EXPECT_EQ(stored.size, 40U);
    store.object = "something else";
    completions = 1;
    TextSource other(digits(40), true);
    EXPECT_EQ(error_of(of(other)).service().aws_code, "NoSuchUpload");
}

TEST_F(Uploads, refuse_more_than_ten_thousand_parts_of_unknown_contents) {
    object.settings.part_bytes = 1;
    TextSource more(digits(10'001), false);
    const Error failed = error_of(of(more));
    EXPECT_EQ(failed.code(), ErrorCode::InvalidOption);
    EXPECT_THAT(failed.message(), HasSubstr("after 10,000 parts of 1 bytes there is more"));
    EXPECT_EQ(store.count("UploadPart"), 10'000U);
    EXPECT_EQ(store.count("Abort"), 1U);
}

TEST_F(Uploads, make_parts_larger_where_ten_thousand_were_not_enough) {
    EXPECT_EQ(part_size(100, 10), 10U);
    EXPECT_EQ(part_size(100'000, 10), 10U);
    EXPECT_EQ(part_size(100'001, 10), 11U);
}

TEST_F(Uploads, tell_how_far_they_are) {
    std::vector<std::uint64_t> told;
    object.progress = [&told](std::uint64_t done, std::optional<std::uint64_t> total) {
        told.push_back(done);
        EXPECT_EQ(total, 25U);
    };
    TextSource source(digits(25), true);
    static_cast<void>(run(of(source)));
    EXPECT_THAT(told, ElementsAre(10U, 20U, 25U));
}

}  // namespace
}  // namespace dynoxx::s3
