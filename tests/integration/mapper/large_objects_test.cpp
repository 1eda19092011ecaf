// Objects of more than one part, there and back, against the local AWS.
#include "support/temporary_directory.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace dynoxx::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Film {
    std::string id{};
    S3Value reel{};

    static constexpr auto dynoxx_model =
        model("films", partition_key<&Film::id>, s3_attribute<&Film::reel>("films", "reels/").sse_s3());
};

constexpr std::size_t mebibyte = 1024 * 1024;

/// Gives bytes of which no two parts are alike.
std::string noise(std::size_t bytes) {
    std::string text(bytes, '\0');
    std::uint32_t state = 1;
    for (char& c : text) {
        state = state * 1664525 + 1013904223;
        c = static_cast<char>(state >> 24);
    }
    return text;
}

std::string text_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class LargeObjects : public ::testing::Test {
 protected:
    LargeObjects() {
        aws.create_bucket("films");
        films.create_table().wait().run();
    }

    Film put(S3File file) {
        Film film;
        film.id = "f#" + std::to_string(++last);
        film.reel = std::move(file);
        return films.put(film).run();
    }

    [[nodiscard]] std::string file_text(const std::string& name) const {
        std::ifstream in(folder.path / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    [[nodiscard]] std::size_t count_files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path), {}));
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder.path / name).string(); }

    local::LocalAws aws{};
    DynamoDBClient client{aws.options(), Runtime()};
    Table<Film> films = client.table<Film>();
    test::TemporaryDirectory folder{};
    int last = 0;
};

TEST_F(LargeObjects, go_from_a_file_to_a_file) {
    const std::string text = noise(20 * mebibyte + 17);
    std::ofstream(path("in.mp4"), std::ios::binary) << text;
    const Film film = put(S3File::from_path(path("in.mp4")));
    EXPECT_EQ(film.reel.size(), text.size());
    EXPECT_EQ(film.reel.content_type(), "video/mp4");
    EXPECT_EQ(aws.requests("s3", "UploadPart"), 3U);
    EXPECT_EQ(film.reel.save(path("out")).run(), text.size());
    EXPECT_TRUE(file_text("out") == text);
    EXPECT_EQ(count_files(), 2U) << "nothing is left beside them";
    EXPECT_EQ(aws.requests("s3", "GetObject"), 3U);
    EXPECT_EQ(aws.requests("s3", "HeadObject"), 1U);
}

TEST_F(LargeObjects, come_from_sources_of_unknown_length) {
    const std::string text = noise(17 * mebibyte);
    std::size_t position = 0;
    const auto next = [&text, &position](std::span<std::byte> buffer) {
        const std::size_t count = std::min({buffer.size(), text.size() - position, std::size_t(100'000)});
        std::ranges::copy(std::as_bytes(std::span(text)).subspan(position, count), buffer.begin());
        position += count;
        return count;
    };
    const Film blocking = put(S3File::from_source("reel", next));
    EXPECT_TRUE(text_of(blocking.reel.read().run()) == text);
    position = 0;
    std::vector<std::thread> threads;
    const Film awaited = put(S3File::from_source("reel", [&](std::span<std::byte> buffer, S3ReadDone done) {
        threads.emplace_back([&next, buffer, done = std::move(done)] { done(nullptr, next(buffer)); });
    }));
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_TRUE(text_of(awaited.reel.read().run()) == text);
}

TEST_F(LargeObjects, are_read_in_ranges_and_pieces) {
    const std::string text = noise(9 * mebibyte);
    const Film film = put(S3File::from_bytes("reel", text));
    EXPECT_TRUE(text_of(film.reel.read(S3Range(100, 50)).run()) == text.substr(100, 50));
    EXPECT_TRUE(text_of(film.reel.read(S3Range(text.size() - 5, 50)).run()) == text.substr(text.size() - 5));
    EXPECT_TRUE(film.reel.read(S3Range(text.size() + 5, 50)).run().empty());
    std::string all;
    int chunks = 0;
    S3Stream stream = film.reel.stream().chunk_size(4 * mebibyte);
    while (std::optional<Bytes> chunk = stream.next().run()) {
        all += text_of(*chunk);
        ++chunks;
    }
    EXPECT_TRUE(all == text);
    EXPECT_EQ(chunks, 3);
    EXPECT_EQ(stream.next().run(), std::nullopt) << "the end stays the end";
}

TEST_F(LargeObjects, may_be_empty) {
    const Film film = put(S3File::from_source("reel", [](std::span<std::byte>) -> std::size_t { return 0; }));
    EXPECT_EQ(film.reel.size(), 0U);
    EXPECT_TRUE(film.reel.read().run().empty());
    EXPECT_EQ(film.reel.save(path("empty")).run(), 0U);
    EXPECT_EQ(film.reel.save(path("empty")).resume().run(), 0U);
    EXPECT_EQ(fs::file_size(path("empty")), 0U);
    EXPECT_EQ(film.reel.stream().next().run(), std::nullopt);
}

TEST_F(LargeObjects, are_saved_from_where_a_saver_was_interrupted) {
    const std::string text = noise(17 * mebibyte);
    const Film film = put(S3File::from_bytes("reel", text));
    S3Save save = film.reel.save(path("out")).resume();
    save.on_progress([](const S3Progress& progress) {
        if (progress.done > 9 * mebibyte) {
            throw std::runtime_error("the user left");
        }
    });
    EXPECT_THROW(save.run(), std::runtime_error);
    EXPECT_FALSE(fs::exists(path("out")));
    EXPECT_EQ(count_files(), 1U) << "what came is kept";
    const std::uint64_t before = aws.requests("s3", "GetObject");
    std::uint64_t first_told = 0;
    film.reel.save(path("out"))
        .resume()
        .on_progress(
            [&first_told](const S3Progress& progress) { first_told = first_told ? first_told : progress.done; })
        .run();
    EXPECT_TRUE(file_text("out") == text);
    EXPECT_EQ(count_files(), 1U);
    EXPECT_LT(aws.requests("s3", "GetObject") - before, 3U);
    EXPECT_GT(first_told, 8 * mebibyte);
}

TEST_F(LargeObjects, are_not_put_together_from_a_partial_file_that_was_damaged) {
    const Film film = put(S3File::from_bytes("reel", noise(9 * mebibyte)));
    const std::string partial = path("out." + film.reel.etag() + ".part");
    std::ofstream(partial, std::ios::binary) << "other bytes";
    EXPECT_THROW(film.reel.save(path("out")).resume().run(), ResponseException);
    EXPECT_EQ(count_files(), 0U) << "neither the file nor what cannot be used";
}

TEST_F(LargeObjects, are_saved_beside_another_process_that_is_at_it) {
    const std::string text = noise(9 * mebibyte);
    const Film film = put(S3File::from_bytes("reel", text));
    const std::string partial = path("out." + film.reel.etag() + ".part");
    std::ofstream(partial).flush();
    const int other = ::open(partial.c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(other, LOCK_EX), 0);
    film.reel.save(path("out")).resume().run();
    ::close(other);
    EXPECT_TRUE(file_text("out") == text);
    EXPECT_EQ(fs::file_size(partial), 0U) << "it is the other's";
}

TEST_F(LargeObjects, leave_no_file_if_they_are_gone_or_changed) {
    const Film film = put(S3File::from_bytes("reel", noise(9 * mebibyte)));
    films.remove("f#1").run();
    EXPECT_THROW(film.reel.save(path("out")).run(), ResourceNotFoundException);
    S3Location location = *put(S3File::from_bytes("reel", "text")).reel.location();
    location.etag = "0123456789abcdef0123456789abcdef";
    Film changed;
    changed.id = "changed";
    changed.reel = S3Value(location);
    films.put(changed).run();
    try {
        films.get("changed").run()->reel.save(path("out")).run();
        ADD_FAILURE() << "it was saved";
    } catch (const S3Exception& exception) {
        EXPECT_THAT(exception.what(), HasSubstr("was changed"));
    }
    EXPECT_EQ(count_files(), 0U);
}

TEST_F(LargeObjects, are_given_up_if_the_listener_of_the_upload_throws) {
    const S3File file = S3File::from_bytes("reel", noise(9 * mebibyte)).on_progress([](const S3Progress& progress) {
        EXPECT_EQ(progress.total, 9 * mebibyte);
        throw std::runtime_error("the user left");
    });
    EXPECT_THROW(put(file), std::runtime_error);
    EXPECT_EQ(aws.requests("s3", "AbortMultipartUpload"), 1U);
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 0U);
}

TEST_F(LargeObjects, are_not_named_so_that_they_lead_elsewhere) {
    for (const std::string& name : {std::string("../reel"), std::string("a/../../reel"), std::string(".."),
                                    std::string("a\0b", 3), std::string(1100, 'n')}) {
        EXPECT_THROW(put(S3File::from_bytes(name, "text")), Exception) << name;
    }
    EXPECT_EQ(aws.requests("s3"), 0U);
}

}  // namespace
}  // namespace dynoxx::tests
