#include "runtime/system.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

namespace dynoxx::runtime {
namespace {

using ::testing::HasSubstr;

class Files : public ::testing::Test {
 protected:
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path), {}));
    }

    const FileSystem& files = *system().files;
    test::TemporaryDirectory folder{};
    const std::string path = (folder.path / "token.json").string();
};

TEST_F(Files, are_replaced_whole_and_readable_by_their_owner_only) {
    std::ofstream(path) << "a longer text that was there";
    ::chmod(path.c_str(), 0644);
    ASSERT_TRUE(files.replace(path, "new"));
    EXPECT_EQ(files.read(path).value(), "new");
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_EQ(count(), 1U) << "the file beside it is gone";
}

TEST_F(Files, are_made_where_there_was_none) {
    ASSERT_TRUE(files.replace(path, ""));
    EXPECT_EQ(files.read(path).value(), "");
}

TEST_F(Files, that_cannot_be_written_say_why_and_leave_nothing_behind) {
    const Result<void> missing = files.replace((folder.path / "nowhere" / "file").string(), "text");
    ASSERT_TRUE(missing.has_error());
    EXPECT_EQ(missing.error().code(), ErrorCode::UnreadableFile);
    EXPECT_THAT(missing.error().message(), HasSubstr("nowhere/file: No such file or directory."));
    std::filesystem::create_directory(path);
    EXPECT_THAT(files.replace(path, "text").error().message(), HasSubstr("directory"));
    EXPECT_EQ(count(), 1U);
}

}  // namespace
}  // namespace dynoxx::runtime
