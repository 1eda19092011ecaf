#include "runtime/system.hpp"
#include "support/temporary_directory.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <thread>

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

void ignore(int) {}

TEST_F(Files, may_be_pipes_whose_writer_is_slow_and_signals_may_come_meanwhile) {
    struct sigaction interrupts {};  // without SA_RESTART
    interrupts.sa_handler = ignore;
    ASSERT_EQ(::sigaction(SIGUSR1, &interrupts, nullptr), 0);
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    ASSERT_EQ(::write(ends[1], "first ", 6), 6);
    const pthread_t reader = ::pthread_self();
    std::thread writer([&] {
        for (int unread = 6; unread != 0; ::ioctl(ends[0], FIONREAD, &unread)) {
            std::this_thread::yield();
        }
        ::pthread_kill(reader, SIGUSR1);
        EXPECT_EQ(::write(ends[1], "second", 6), 6);
        ::close(ends[1]);
    });
    const auto text = files.read("/proc/self/fd/" + std::to_string(ends[0]));
    writer.join();
    ::close(ends[0]);
    ::signal(SIGUSR1, SIG_DFL);
    ASSERT_TRUE(text) << text.error().message();
    EXPECT_EQ(*text, "first second");
}

TEST_F(Files, that_are_pipes_without_a_word_are_given_up) {
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    EXPECT_THAT(files.read(path).error().message(), HasSubstr("it is a pipe, and nobody writes to it"));
    ::close(writer);
}

}  // namespace
}  // namespace dynoxx::runtime
