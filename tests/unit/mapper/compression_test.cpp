#include "mapper/compression.hpp"

#include "runtime/encoding.hpp"

#include <dynoxx/dynoxx.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace dynoxx::mapper {
namespace {

constexpr Compression algorithms[] = {Compression::Zstd, Compression::Lz4, Compression::Gzip};

CompressedAttributeSettings settings_with(Compression algorithm) {
    CompressedAttributeSettings settings;
    settings.algorithm = algorithm;
    return settings;
}

std::string stored_of(std::string_view text, const CompressedAttributeSettings& settings) {
    return compress(text, settings)->text();
}

std::string read(std::string_view stored, std::size_t max_size = 1'000'000) {
    return decompress(stored, max_size)->text();
}

std::string error_of(std::string_view stored, std::size_t max_size = 1'000'000) {
    const Result<detail::SecretText> text = decompress(stored, max_size);
    return text ? "" : text.error().message();
}

/// Gives a text of so many characters in which nothing repeats, of an alphabet of so many.
std::string random_text(std::size_t size, std::uint64_t alphabet) {
    std::string text;
    std::uint64_t state = 1;
    while (text.size() < size) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        text += static_cast<char>('!' + (state >> 33U) % alphabet);
    }
    return text;
}

/// Texts of many kinds and lengths.
std::vector<std::string> texts() {
    std::vector<std::string> all = {"", "a", std::string(99, 'a'), std::string(100, 'a'), std::string(1'000'000, 'x')};
    all.push_back(random_text(50'000, 90));
    all.push_back("g\xc3\xa4nse" + std::string(200, '\0') + "\xf0\x9f\x98\x80");
    for (const char* prefix : {"ZSTD:", "LZ4:", "GZIP:", "ENC:"}) {
        all.push_back(prefix);
        all.push_back(prefix + std::string(40, 'b'));
    }
    return all;
}

// 120 times "a", by hand: zstd 1.5.4 from a pipe and gzip (zlib) at their default levels, a raw block of LZ4.
const std::string text_of_vectors(120, 'a');
constexpr const char* vectors[] = {
    "ZSTD:KLUv/QBYRQAAEGFhAQAzBVg=",  // a frame without content size
    "ZSTD:KLUv/SB4RQAAEGFhAQAzBVg=",  // a frame with it
    "LZ4:eAAAAB9hAQBfUGFhYWFh",       // 120 as 78 00 00 00; a literal, a match of 114, five literals
    "GZIP:H4sIAAAAAAAAA0tMHBgAAEd0mNl4AAAA",
};

TEST(Compression, reads_what_others_wrote) {
    for (const char* vector : vectors) {
        EXPECT_EQ(read(vector), text_of_vectors) << vector;
    }
    EXPECT_EQ(read("a plain text"), "a plain text");
}

TEST(Compression, writes_zstd_without_content_size_and_lz4_with_a_little_endian_one) {
    // As the first vector, with the smallest window.
    EXPECT_EQ(stored_of(text_of_vectors, settings_with(Compression::Zstd)), "ZSTD:KLUv/QAARQAAEGFhAQAzBVg=");
    EXPECT_EQ(stored_of(text_of_vectors, settings_with(Compression::Lz4)), vectors[2]);
    EXPECT_EQ(stored_of(text_of_vectors, settings_with(Compression::Gzip)), vectors[3]);
}

TEST(Compression, reads_back_what_it_wrote) {
    for (const Compression algorithm : algorithms) {
        for (const std::string& text : texts()) {
            EXPECT_EQ(read(stored_of(text, settings_with(algorithm))), text) << text.substr(0, 20);
        }
    }
}

TEST(Compression, leaves_short_texts_and_those_that_save_too_little) {
    CompressedAttributeSettings settings;
    EXPECT_EQ(stored_of(std::string(99, 'a'), settings), std::string(99, 'a'));
    EXPECT_THAT(stored_of(std::string(100, 'a'), settings), testing::StartsWith("ZSTD:"));
    settings.min_size = 101;
    EXPECT_EQ(stored_of(std::string(100, 'a'), settings), std::string(100, 'a'));
    settings.min_size = 0;
    settings.threshold = 0.01;
    EXPECT_EQ(stored_of(std::string(100, 'a'), settings), std::string(100, 'a'));
    const std::string random = random_text(400, 90);  // base64 makes it longer than it was
    settings.threshold = 2;
    EXPECT_EQ(stored_of(random, settings), random);
}

TEST(Compression, compresses_every_text_that_looks_compressed) {
    EXPECT_THAT(stored_of("GZIP:x", settings_with(Compression::Zstd)), testing::StartsWith("ZSTD:"));
    EXPECT_EQ(read(stored_of("GZIP:x", settings_with(Compression::Zstd))), "GZIP:x");
}

TEST(Compression, tries_as_hard_as_it_is_told) {
    std::string text;
    const std::string words = random_text(4'000, 16);
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += words.substr(i * i % 3'900, 3 + i % 23) + " ";
    }
    for (const Compression algorithm : {Compression::Zstd, Compression::Gzip}) {
        CompressedAttributeSettings fast = settings_with(algorithm);
        CompressedAttributeSettings small = fast;
        fast.level = 1;
        small.level = algorithm == Compression::Zstd ? 19 : 9;
        EXPECT_LT(stored_of(text, small).size(), stored_of(text, fast).size());
        EXPECT_EQ(read(stored_of(text, small)), text);
    }
}

TEST(Compression, refuses_more_than_the_limit_both_ways) {
    const std::string large(2'000'000, 'a');
    for (const Compression algorithm : algorithms) {
        CompressedAttributeSettings settings = settings_with(algorithm);
        const std::string stored = stored_of(large, settings);
        EXPECT_EQ(read(stored, large.size()).size(), large.size());
        EXPECT_THAT(error_of(stored, large.size() - 1), testing::HasSubstr("more than 1999999 bytes"));
        EXPECT_THAT(error_of(stored, 10), testing::HasSubstr("max_size()"));
        settings.max_size = large.size() - 1;
        EXPECT_THAT(compress(large, settings).error().message(), testing::HasSubstr("2000000 bytes"));
    }
    // LZ4 says its size itself: 4 GiB in a few bytes.
    EXPECT_THAT(error_of("LZ4:" + runtime::base64_encode(*runtime::hex_decode("ffffffff1f610100"))),
                testing::HasSubstr("more than"));
    EXPECT_EQ(error_of("LZ4:" + runtime::base64_encode(*runtime::hex_decode("00000f00106100"))),
              "the lz4 data is broken or cut off");
}

TEST(Compression, says_what_is_wrong_with_bad_data) {
    EXPECT_EQ(error_of("ZSTD:no base64"), "the text after 'ZSTD:' is not base64");
    EXPECT_EQ(error_of("GZIP:"), "the gzip data is broken or cut off");
    EXPECT_EQ(error_of("LZ4:"), "the lz4 data is broken or cut off");
    EXPECT_EQ(error_of("ZSTD:"), "the zstd data is broken or cut off");
    EXPECT_EQ(error_of("GZIP:" + runtime::base64_encode(runtime::bytes_of("nothing of it"))),
              "the gzip data is broken or cut off");
    EXPECT_EQ(error_of("LZ4:" + runtime::base64_encode(*runtime::hex_decode("0100000010ff"))),
              "what was compressed is not UTF-8");
}

TEST(Compression, never_reads_over_the_end_of_what_is_cut_off) {
    for (const char* vector : vectors) {
        const std::string_view stored(vector);
        const std::size_t colon = stored.find(':') + 1;
        const Bytes whole = *runtime::base64_decode(stored.substr(colon));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string cut(stored.substr(0, colon));
            EXPECT_NE(error_of(cut + runtime::base64_encode(std::span(whole).first(size))), "") << stored << size;
        }
        Bytes longer = whole;
        longer.push_back(std::byte{0});
        EXPECT_NE(error_of(std::string(stored.substr(0, colon)) + runtime::base64_encode(longer)), "") << stored;
    }
}

struct Note {
    std::string id{};
    std::string text{};
    std::optional<std::string> remark{};
    Encrypted<std::string> secret{};
    Encrypted<std::vector<std::string>> list{};

    static constexpr auto dynoxx_model =
        model("notes", partition_key<&Note::id>, compressed_attribute<&Note::text>().level(5),
              compressed_attribute<&Note::remark>(Compression::Gzip).min_size(10).max_size(5'000),
              encrypted_attribute<&Note::secret>("alias/a"), compressed_attribute<&Note::secret>(Compression::Lz4),
              encrypted_attribute<&Note::list>("alias/a"), compressed_attribute<&Note::list>());
};

Note make_note() {
    Note note;
    note.id = "n#1";
    note.text = std::string(1'000, 't');
    note.remark = std::string(50, 'r');
    note.secret = std::string(1'000, 's');
    note.list = std::vector<std::string>(100, "element");
    return note;
}

TEST(CompressedAttributes, are_compressed_texts_in_the_item_and_whole_in_the_object) {
    Note note = make_note();
    note.secret = {};
    note.list = {};
    const Serialized serialized = serialize(note).value();
    EXPECT_THAT(*serialized.item.find("text")->get_if<std::string>(), testing::StartsWith("ZSTD:"));
    EXPECT_THAT(*serialized.item.find("remark")->get_if<std::string>(), testing::StartsWith("GZIP:"));
    EXPECT_EQ(*serialized.item.find("id")->get_if<std::string>(), "n#1");
    const Note read = from_item<Note>(serialized.item);
    EXPECT_EQ(read.text, note.text);
    EXPECT_EQ(read.remark, note.remark);
}

TEST(CompressedAttributes, that_are_encrypted_are_compressed_before_they_are_sealed) {
    const Serialized serialized = serialize(make_note()).value();
    ASSERT_EQ(serialized.seals.size(), 2U);
    EXPECT_THAT(serialized.seals[0].plaintext.text(), testing::StartsWith("LZ4:"));
    EXPECT_THAT(serialized.seals[1].plaintext.text(), testing::StartsWith("ZSTD:"));
    ReadContext in;
    EXPECT_EQ(detail::decompress_plaintext(entity_of<Note>(), "secret", serialized.seals[0].plaintext, in).text(),
              *make_note().secret);
}

TEST(CompressedAttributes, are_set_compressed_by_updates) {
    const UpdateAction set = field<&Note::text>.set(std::string(1'000, 'u'));
    EXPECT_THAT(*std::get<AttributeValue>(set.operand()).get_if<std::string>(), testing::StartsWith("ZSTD:"));
    const Encrypted<std::string> secret = std::string(1'000, 'v');
    const UpdateAction sealed = field<&Note::secret>.set(secret);
    EXPECT_THAT(sealed.seals().at(0).plaintext.text(), testing::StartsWith("LZ4:"));
    EXPECT_EQ(field<&Note::remark>.set(std::nullopt).op(), UpdateOperator::Remove);
    EXPECT_EQ(field<&Note::text>.exists().text(), "attribute_exists(text)");
}

TEST(CompressedAttributes, that_are_broken_or_too_large_are_errors_with_their_name) {
    const Result<Note> broken = deserialize<Note>(Item{{"id", "n#1"}, {"text", "ZSTD:AAAA"}});
    ASSERT_TRUE(broken.has_error());
    EXPECT_THAT(broken.error().message(), testing::HasSubstr("text"));
    EXPECT_THAT(broken.error().message(), testing::HasSubstr("the zstd data is broken or cut off"));
    Note note = make_note();
    note.remark = std::string(5'001, 'r');
    const Result<Serialized> large = serialize(note);
    ASSERT_TRUE(large.has_error());
    EXPECT_THAT(large.error().message(), testing::HasSubstr("remark"));
    EXPECT_THAT(large.error().message(), testing::HasSubstr("5001 bytes"));
}

template <class Field>
concept CanBeCompared = requires(const Field& field) {
    field == std::string();
};

static_assert(!CanBeCompared<decltype(field<&Note::text>)>);
static_assert(CanBeCompared<decltype(field<&Note::id>)>);

}  // namespace
}  // namespace dynoxx::mapper
