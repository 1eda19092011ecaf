#include "runtime/data_files.hpp"

#include "runtime/encoding.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

namespace dynoxx::runtime {
namespace {

using ::testing::HasSubstr;

class DataFilesOfMachine : public ::testing::Test {
 protected:
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path), {}));
    }
    [[nodiscard]] static std::string text_of(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    [[nodiscard]] static std::string read(const auto& file, std::uint64_t offset, std::size_t bytes) {
        std::string text(bytes, '\0');
        text.resize(file.read_at(offset, std::as_writable_bytes(std::span(text.data(), text.size()))).value());
        return text;
    }

    const DataFiles& files = machine_data_files();
    test::TemporaryDirectory folder{};
    const std::string path = (folder.path / "picture.png").string();
};

TEST_F(DataFilesOfMachine, are_read_from_any_place_up_to_their_end) {
    std::ofstream(path) << "0123456789";
    const std::unique_ptr<OpenFile> file = files.open(path).value();
    EXPECT_EQ(file->size(), 10U);
    EXPECT_EQ(read(*file, 2, 3), "234");
    EXPECT_EQ(read(*file, 8, 5), "89");
    EXPECT_EQ(read(*file, 10, 5), "");
}

TEST_F(DataFilesOfMachine, say_why_they_cannot_be_read) {
    EXPECT_THAT(files.open(path).error().message(), HasSubstr("picture.png: No such file or directory."));
    EXPECT_THAT(files.open(folder.path.string()).error().message(), HasSubstr("it is not a regular file"));
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    EXPECT_THAT(files.open(path).error().message(), HasSubstr("S3File::from_source"));
}

TEST_F(DataFilesOfMachine, take_their_place_in_one_step) {
    std::ofstream(path) << "the old one";
    const std::unique_ptr<Draft> draft = files.create(path, "1").value();
    ASSERT_TRUE(draft->append(bytes_of("the ")));
    ASSERT_TRUE(draft->append(bytes_of("new one")));
    EXPECT_EQ(text_of(path), "the old one");
    EXPECT_EQ(draft->size(), 11U);
    EXPECT_EQ(read(*draft, 4, 3), "new");
    ASSERT_TRUE(draft->take_place());
    EXPECT_EQ(text_of(path), "the new one");
    EXPECT_EQ(count(), 1U);
}

TEST_F(DataFilesOfMachine, are_removed_unless_they_took_their_place_or_are_kept) {
    static_cast<void>(files.create(path, "1").value()->append(bytes_of("text")));
    EXPECT_EQ(count(), 0U);
    {
        const std::unique_ptr<Draft> draft = files.create(path, "2").value();
        EXPECT_TRUE(files.create(path, "2").has_error()) << "the name is taken";
        EXPECT_TRUE(files.create(path, "3")) << "another name is not";
        draft->keep();
    }
    EXPECT_EQ(count(), 1U);
}

TEST_F(DataFilesOfMachine, go_on_where_they_were_left) {
    {
        const std::unique_ptr<Draft> draft = files.reopen(path, "tag").value();
        ASSERT_TRUE(draft->append(bytes_of("first ")));
        EXPECT_EQ(files.reopen(path, "tag").value(), nullptr) << "somebody is at it";
        draft->keep();
    }
    const std::unique_ptr<Draft> draft = files.reopen(path, "tag").value();
    ASSERT_NE(draft, nullptr);
    EXPECT_EQ(draft->size(), 6U);
    ASSERT_TRUE(draft->append(bytes_of("second")));
    ASSERT_TRUE(draft->take_place());
    EXPECT_EQ(text_of(path), "first second");
}

TEST_F(DataFilesOfMachine, say_why_they_cannot_be_written) {
    const std::string nowhere = (folder.path / "nowhere" / "file").string();
    EXPECT_THAT(files.create(nowhere, "1").error().message(), HasSubstr("No such file or directory."));
    EXPECT_THAT(files.reopen(nowhere, "1").error().message(), HasSubstr("No such file or directory."));
    std::filesystem::create_directories(path + "/full");
    const std::unique_ptr<Draft> draft = files.create(path, "1").value();
    EXPECT_THAT(draft->take_place().error().message(), HasSubstr("Cannot write the file"));
}

}  // namespace
}  // namespace dynoxx::runtime
