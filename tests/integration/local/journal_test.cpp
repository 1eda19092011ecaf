#include "local/storage/journal.hpp"

#include "local/records/fields.hpp"
#include "support/temporary_directory.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

namespace dynoxx::local::storage {
namespace {

using records::Kind;
using records::Record;
using testing::ContainsRegex;
using testing::HasSubstr;

const Owner owner("us-east-1", "123456789012");

class JournalTest : public testing::Test {
 protected:
    using Contents = std::map<std::string, std::string>;

    /// Gives the items by key, and of objects the bytes of their file.
    Contents load(Journal& journal) {
        Contents found;
        journal.load([&](const Record& record, const records::FileReader& reader) {
            std::string& content = found[record.scope + "/" + record.key];
            content = record.value;
            if (record.kind == Kind::Object) {
                held.push_back(reader(std::stoull(record.value)));
                content = *held.back().bytes;
            }
        });
        return found;
    }

    Contents reopened() {
        Journal journal(directory.path, owner);
        return load(journal);
    }

    /// Gives the sentence with which a directory is refused.
    std::string complaint(const Owner& by = owner) {
        try {
            Journal journal(directory.path, by);
            load(journal);
            return "opened";
        } catch (const LocalException& refused) {
            return refused.error().message();
        }
    }

    void write_file(const std::string& name, const std::string& bytes) {
        std::ofstream(directory.path / name, std::ios::binary) << bytes;
    }

    /// Lets SQLite do something to the database.
    void change_database(const std::string& pragma, int value) {
        std::fstream file(directory.path / "dynoxx-local.sqlite3", std::ios::binary | std::ios::in | std::ios::out);
        // The file format of SQLite: user_version is at 60, application_id at 68, both big-endian.
        file.seekp(pragma == "user_version" ? 60 : 68);
        for (int shift = 24; shift >= 0; shift -= 8) {
            file.put(static_cast<char>(value >> shift));
        }
    }

    static std::size_t files_in(const std::filesystem::path& folder) {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
    }

    test::TemporaryDirectory directory{};
    std::vector<records::StoredBytes> held{};  // so that the files stay in use
};

TEST_F(JournalTest, keeps_records_and_files) {
    {
        Journal journal(directory.path, owner);
        EXPECT_EQ(load(journal), Contents());
        records::Recorder& recorder = journal.start();
        recorder.put(Kind::Item, "t", std::string("a\0b", 3), "1");
        recorder.put(Kind::Item, "t", "gone", "1");
        const records::FilePointer file = recorder.add_file(std::make_shared<const std::string>("bytes"));
        recorder.put(Kind::Object, "b", "k", std::to_string(file->number()));
        journal.wait(journal.take());
        recorder.put(Kind::Item, "t", std::string("a\0b", 3), "2");
        recorder.erase(Kind::Item, "t", "gone");
        journal.wait(journal.take());
    }
    EXPECT_EQ(reopened(), (Contents{{std::string("t/a\0b", 5), "2"}, {"b/k", "bytes"}}));
}

TEST_F(JournalTest, erases_scopes_and_kinds) {
    {
        Journal journal(directory.path, owner);
        records::Recorder& recorder = journal.start();
        for (const Kind kind : {Kind::Item, Kind::Token}) {
            for (const char* scope : {"a", "b"}) {
                recorder.put(kind, scope, "k", "v");
            }
        }
        recorder.erase_scope(Kind::Item, "a");
        recorder.erase_kind(Kind::Token);
        recorder.put(Kind::Token, "c", "k", "v");
        journal.wait(journal.take());
    }
    EXPECT_EQ(reopened(), (Contents{{"b/k", "v"}, {"c/k", "v"}}));
}

TEST_F(JournalTest, has_nothing_to_wait_for_when_nothing_changed) {
    Journal journal(directory.path, owner);
    records::Recorder& recorder = journal.start();
    EXPECT_EQ(journal.take(), 0U);
    recorder.put(Kind::Item, "t", "a", "1");
    const Commit first = journal.take();
    EXPECT_EQ(first, 1U);
    journal.wait(first);
    EXPECT_EQ(journal.take(), 0U);
}

TEST_F(JournalTest, tells_its_listener_of_what_is_on_disk) {
    Journal journal(directory.path, owner);
    records::Recorder& recorder = journal.start();
    std::mutex mutex;
    Commit told = 0;
    journal.listen([&](Commit commit, Outcome outcome) {
        const std::lock_guard lock(mutex);
        EXPECT_EQ(outcome, Outcome::OnDisk);
        told = commit;
    });
    for (int i = 0; i < 5; ++i) {
        recorder.put(Kind::Item, "t", std::to_string(i), "v");
        static_cast<void>(journal.take());
    }
    journal.close();
    const std::lock_guard lock(mutex);
    EXPECT_EQ(told, 5U);
}

TEST_F(JournalTest, writes_what_several_threads_hand_in) {
    {
        Journal journal(directory.path, owner);
        records::Recorder& recorder = journal.start();
        std::mutex taking;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 5; ++i) {
                    Commit commit = 0;
                    {
                        const std::lock_guard lock(taking);
                        recorder.put(Kind::Item, std::to_string(thread), std::to_string(i), "v");
                        commit = journal.take();
                    }
                    journal.wait(commit);
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    }
    EXPECT_EQ(reopened().size(), 20U);
}

TEST_F(JournalTest, removes_files_that_nothing_refers_to) {
    const std::filesystem::path objects = directory.path / "objects";
    {
        Journal journal(directory.path, owner);
        records::Recorder& recorder = journal.start();
        records::FilePointer file = recorder.add_file(std::make_shared<const std::string>("bytes"));
        recorder.put(Kind::Object, "b", "k", std::to_string(file->number()));
        journal.wait(journal.take());
        EXPECT_EQ(files_in(objects), 1U);
        recorder.erase(Kind::Object, "b", "k");
        file.reset();
        journal.wait(journal.take());
        EXPECT_EQ(files_in(objects), 0U);
    }
    write_file("objects/7", "left behind by a crash");
    write_file("objects/8.tmp", "left behind by a crash");
    {
        Journal journal(directory.path, owner);
        load(journal);
        journal.start();
    }
    EXPECT_EQ(files_in(objects), 0U);
}

TEST_F(JournalTest, goes_on_with_numbers_that_no_file_has) {
    {
        Journal journal(directory.path, owner);
        records::Recorder& recorder = journal.start();
        const records::FilePointer file = recorder.add_file(std::make_shared<const std::string>("old"));
        recorder.put(Kind::Object, "b", "old", std::to_string(file->number()));
        journal.wait(journal.take());
    }
    {
        Journal journal(directory.path, owner);
        load(journal);
        records::Recorder& recorder = journal.start();
        const records::FilePointer file = recorder.add_file(std::make_shared<const std::string>("new"));
        recorder.put(Kind::Object, "b", "new", std::to_string(file->number()));
        journal.wait(journal.take());
    }
    EXPECT_EQ(reopened(), (Contents{{"b/old", "old"}, {"b/new", "new"}}));
}

TEST_F(JournalTest, writes_nothing_more_after_a_failure) {
    Journal journal(directory.path, owner);
    records::Recorder& recorder = journal.start();
    std::filesystem::remove(directory.path / "objects");
    const records::FilePointer file = recorder.add_file(std::make_shared<const std::string>("bytes"));
    recorder.put(Kind::Object, "b", "k", std::to_string(file->number()));
    const Commit commit = journal.take();
    EXPECT_THROW(journal.wait(commit), LocalException);
    EXPECT_THAT(journal.failure(), HasSubstr("cannot write"));
    std::filesystem::create_directory(directory.path / "objects");
    recorder.put(Kind::Item, "t", "a", "v");
    EXPECT_THROW(journal.wait(journal.take()), LocalException);
    std::atomic<Outcome> told = Outcome::OnDisk;  // the journal's own thread may tell it once more
    journal.listen([&](Commit, Outcome outcome) { told = outcome; });
    EXPECT_EQ(told.load(), Outcome::Failed);
    journal.close();
    EXPECT_EQ(reopened(), Contents());
}

TEST_F(JournalTest, takes_nothing_after_it_was_closed) {
    Journal journal(directory.path, owner);
    records::Recorder& recorder = journal.start();
    journal.close();
    EXPECT_EQ(journal.take(), 0U);
    recorder.put(Kind::Item, "t", "a", "v");
    EXPECT_THROW(static_cast<void>(journal.take()), LocalException);
    EXPECT_EQ(reopened(), Contents());
}

TEST_F(JournalTest, refuses_a_directory_that_another_one_works_on) {
    Journal journal(directory.path, owner);
    EXPECT_THAT(complaint(), ContainsRegex("is in use by another dynoxx-local \\(process [0-9]+\\)"));
    journal.close();
    EXPECT_EQ(complaint(), "opened");
}

TEST_F(JournalTest, refuses_a_directory_of_another_owner) {
    EXPECT_EQ(complaint(), "opened");
    EXPECT_THAT(complaint(Owner("eu-west-1", "123456789012")),
                HasSubstr("belongs to account 123456789012 in region us-east-1, not to account 123456789012 in region "
                          "eu-west-1. Start with that account and region, or choose another directory."));
}

TEST_F(JournalTest, refuses_a_directory_with_other_files) {
    write_file("thesis.txt", "important");
    EXPECT_THAT(complaint(), HasSubstr("holds other files and nothing of dynoxx-local. Choose an empty directory"));
    EXPECT_FALSE(std::filesystem::exists(directory.path / "dynoxx-local.sqlite3"));
}

TEST_F(JournalTest, refuses_what_is_no_directory) {
    write_file("file", "x");
    try {
        const Journal journal(directory.path / "file", owner);
        FAIL() << "opened";
    } catch (const LocalException& refused) {
        EXPECT_THAT(refused.error().message(), HasSubstr("cannot be made"));
    }
}

TEST_F(JournalTest, refuses_a_newer_format) {
    EXPECT_EQ(complaint(), "opened");
    change_database("user_version", 7);
    EXPECT_THAT(complaint(),
                HasSubstr("is of format 7, and this dynoxx-local knows format 1. Use the version that wrote "
                          "it, or another directory."));
}

TEST_F(JournalTest, refuses_the_database_of_another_program) {
    EXPECT_EQ(complaint(), "opened");
    change_database("application_id", 1);
    EXPECT_THAT(complaint(), HasSubstr("of another program. Choose another directory."));
}

TEST_F(JournalTest, refuses_a_file_that_is_no_database) {
    write_file("dynoxx-local.sqlite3", std::string(5000, 'x'));
    EXPECT_THAT(complaint(), HasSubstr("is damaged: dynoxx-local.sqlite3: file is not a database. Put a copy of the "
                                       "directory in its place, or start with an empty one."));
}

TEST_F(JournalTest, refuses_a_database_with_a_broken_page) {
    {
        Journal journal(directory.path, owner);
        records::Recorder& recorder = journal.start();
        for (int i = 0; i < 200; ++i) {
            recorder.put(Kind::Item, "t", std::to_string(i), std::string(200, 'v'));
        }
        journal.wait(journal.take());
    }
    const auto size = std::filesystem::file_size(directory.path / "dynoxx-local.sqlite3");
    std::fstream file(directory.path / "dynoxx-local.sqlite3", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096));
    file << std::string(4096, '\xff');
    file.close();
    EXPECT_THAT(complaint(), HasSubstr("is damaged"));
}

TEST_F(JournalTest, names_the_record_that_is_damaged_or_misses_its_file) {
    {
        Journal journal(directory.path, owner);
        records::Recorder& recorder = journal.start();
        const records::FilePointer file = recorder.add_file(std::make_shared<const std::string>("bytes"));
        recorder.put(Kind::Object, "b", "k\x01", std::to_string(file->number()));
        journal.wait(journal.take());
    }
    std::filesystem::remove(directory.path / "objects" / "1");
    EXPECT_THAT(complaint(), ContainsRegex("is damaged: in objects, \"b\", \"k.\": its file .*/objects/1 is missing or "
                                           "cannot be read"));
}

TEST_F(JournalTest, makes_what_only_its_owner_can_read) {
    const std::filesystem::path inner = directory.path / "new" / "deep";
    { const Journal journal(inner, owner); }
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(inner).permissions() & (perms::group_all | perms::others_all), perms::none);
    EXPECT_EQ(
        std::filesystem::status(inner / "dynoxx-local.sqlite3").permissions() & (perms::group_all | perms::others_all),
        perms::none);
}

}  // namespace
}  // namespace dynoxx::local::storage
