#include "mapper/flows/contents.hpp"

#include "runtime/encoding.hpp"
#include "support/fake_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace dynoxx::mapper {
namespace {

using ::testing::HasSubstr;

/// A file that may end early.
class FakeFile final : public runtime::OpenFile {
 public:
    FakeFile(std::string text, std::uint64_t size) : text_(std::move(text)), size_(size) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override {
        const std::string part = text_.substr(std::min<std::size_t>(offset, text_.size()), into.size());
        std::ranges::copy(runtime::bytes_of(part), into.begin());
        return part.size();
    }

 private:
    std::string text_;
    std::uint64_t size_;
};

class FakeDataFiles final : public runtime::DataFiles {
 public:
    [[nodiscard]] Result<std::unique_ptr<runtime::OpenFile>> open(const std::string& path) const override {
        if (path != "letter.txt") {
            return Error(ErrorCode::UnreadableFile, "no such file");
        }
        return std::make_unique<FakeFile>(text, size);
    }
    [[nodiscard]] Result<std::unique_ptr<runtime::Draft>> create(const std::string&,
                                                                 const std::string&) const override {
        return Error(ErrorCode::UnreadableFile, "nothing is written here");
    }
    [[nodiscard]] Result<std::unique_ptr<runtime::Draft>> reopen(const std::string&,
                                                                 const std::string&) const override {
        return Error(ErrorCode::UnreadableFile, "nothing is written here");
    }

    std::string text = "0123456789";
    std::uint64_t size = 10;
};

class Contents : public ::testing::Test {
 protected:
    std::string next(s3::Source& source, std::size_t bytes) {
        return driver.run(source.read(machine.context(driver), bytes));
    }
    std::unique_ptr<s3::Source> of(const S3File& file) { return contents_of(file, files); }

    FakeDataFiles files{};
    test::FakeMachine machine{};
    test::FakeDriver driver{machine.clock};
};

/// Fills a buffer with so many letters.
std::size_t fill(std::span<std::byte> buffer, std::size_t bytes, char letter) {
    std::ranges::fill(buffer.first(bytes), static_cast<std::byte>(letter));
    return bytes;
}

TEST_F(Contents, come_from_memory) {
    const auto source = of(S3File::from_bytes("f", "0123456789"));
    EXPECT_EQ(source->size(), 10U);
    EXPECT_EQ(next(*source, 4), "0123");
    EXPECT_EQ(next(*source, 10), "456789");
    EXPECT_EQ(next(*source, 10), "");
}

TEST_F(Contents, come_from_a_file_piece_by_piece) {
    const auto source = of(S3File::from_path("letter.txt"));
    EXPECT_EQ(source->size(), 10U);
    EXPECT_EQ(next(*source, 4), "0123");
    EXPECT_EQ(next(*source, 10), "456789");
    EXPECT_EQ(next(*source, 10), "");
    EXPECT_THROW(static_cast<void>(of(S3File::from_path("other.txt"))), ConfigurationException);
}

TEST_F(Contents, of_a_file_that_became_shorter_are_an_error) {
    files.size = 12;
    const auto source = of(S3File::from_path("letter.txt"));
    EXPECT_EQ(next(*source, 8), "01234567");
    try {
        static_cast<void>(next(*source, 8));
        ADD_FAILURE() << "it was read";
    } catch (const ConfigurationException& exception) {
        EXPECT_THAT(exception.error().message(), HasSubstr("it had 12 bytes and ends after 10 now"));
    }
}

TEST_F(Contents, of_a_source_fill_each_part) {
    int calls = 0;
    const auto source = of(S3File::from_source("f", [&calls](std::span<std::byte> buffer) {
        return ++calls > 5 ? 0 : fill(buffer, std::min<std::size_t>(3, buffer.size()), static_cast<char>('a' + calls));
    }));
    EXPECT_EQ(source->size(), std::nullopt);
    EXPECT_EQ(next(*source, 7), "bbbcccd");
    EXPECT_EQ(next(*source, 7), "eeefff");
}

TEST_F(Contents, of_a_source_are_read_once) {
    const S3File file = S3File::from_source("f", [](std::span<std::byte>) -> std::size_t { return 0; });
    EXPECT_EQ(next(*of(file), 3), "");
    const S3File copy = file;
    EXPECT_THROW(static_cast<void>(of(copy)), ModelException);
}

TEST_F(Contents, that_do_not_fit_are_an_error) {
    const auto source = of(S3File::from_source("f", [](std::span<std::byte> buffer) { return buffer.size() + 1; }));
    EXPECT_THROW(static_cast<void>(next(*source, 3)), ModelException);
    const auto other = of(S3File::from_source(
        "f", [](std::span<std::byte> buffer, const S3ReadDone& done) { done(nullptr, buffer.size() + 1); }));
    EXPECT_THROW(static_cast<void>(next(*other, 3)), ModelException);
}

TEST_F(Contents, of_an_asynchronous_source_come_later_and_from_another_thread) {
    int calls = 0;
    const auto source = of(S3File::from_source("f", [&calls](std::span<std::byte> buffer, const S3ReadDone& done) {
        ++calls;
        std::thread([=] { done(nullptr, calls > 3 ? 0 : fill(buffer, 2, 'x')); }).join();
    }));
    EXPECT_EQ(next(*source, 4), "xxxx");
    EXPECT_EQ(next(*source, 4), "xx");
    EXPECT_EQ(calls, 4);
}

TEST_F(Contents, pass_on_what_a_source_throws) {
    const auto blocking =
        of(S3File::from_source("f", [](std::span<std::byte>) -> std::size_t { throw std::runtime_error("no more"); }));
    EXPECT_THROW(static_cast<void>(next(*blocking, 3)), std::runtime_error);
    const auto failing = of(S3File::from_source("f", [](std::span<std::byte>, const S3ReadDone& done) {
        done(std::make_exception_ptr(std::runtime_error("no more")), 0);
    }));
    EXPECT_THROW(static_cast<void>(next(*failing, 3)), std::runtime_error);
}

TEST_F(Contents, of_a_source_that_forgets_to_answer_are_an_error) {
    const auto source = of(S3File::from_source("f", [](std::span<std::byte>, const S3ReadDone&) {}));
    EXPECT_THROW(static_cast<void>(next(*source, 3)), ModelException);
}

TEST_F(Contents, leave_the_buffer_to_a_read_that_outlives_a_cancelled_call) {
    S3ReadDone late;
    std::span<std::byte> room;
    const auto source = of(S3File::from_source("f", [&](std::span<std::byte> buffer, S3ReadDone done) {
        room = buffer;
        late = std::move(done);
    }));
    const auto running = driver.launch(source->read(machine.context(driver), 3));
    driver.cancel();
    driver.finish();
    EXPECT_THROW(static_cast<void>(running->get()), CancelledException);
    late(nullptr, fill(room, 3, 'x'));
}

}  // namespace
}  // namespace dynoxx::mapper
