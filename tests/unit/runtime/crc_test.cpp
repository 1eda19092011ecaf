#include "runtime/crc.hpp"

#include "runtime/encoding.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynoxx::runtime {
namespace {

constexpr std::string_view digits = "123456789";

std::uint32_t crc32_of(std::string_view text) {
    return crc32(bytes_of(text));
}

/// Computes a check bit by bit, as the standards define it.
template <class Word>
Word by_definition(std::string_view bytes, Word polynomial) {
    Word value = static_cast<Word>(~Word{0});
    for (const char byte : bytes) {
        value ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ ((value & 1) != 0 ? polynomial : Word{0});
        }
    }
    return static_cast<Word>(~value);
}

std::string some_bytes(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += static_cast<char>((i * 167 + i / 251) & 0xff);
    }
    return text;
}

TEST(Crc, gives_the_check_values_of_the_standards) {
    EXPECT_EQ(crc32c(digits), 0xE3069283U);
    EXPECT_EQ(crc64nvme(digits), 0xAE8B14860A799888ULL);
    EXPECT_EQ(crc32c(""), 0U);
    EXPECT_EQ(crc64nvme(""), 0U);
}

TEST(Crc, is_the_same_bit_by_bit_for_every_length_and_place) {
    const std::string text = some_bytes(100);
    for (std::size_t first = 0; first < 9; ++first) {
        for (std::size_t count = 0; first + count <= text.size(); ++count) {
            const std::string_view piece = std::string_view(text).substr(first, count);
            ASSERT_EQ(crc32c(piece), by_definition<std::uint32_t>(piece, 0x82F63B78U)) << first << " " << count;
            ASSERT_EQ(crc64nvme(piece), by_definition<std::uint64_t>(piece, 0x9A6C9329AC4BC9B5ULL))
                << first << " " << count;
        }
    }
}

TEST(Crc, of_parts_gives_that_of_the_whole) {
    const std::string text = some_bytes(70'001);
    const std::string_view whole(text);
    for (const std::size_t cut : {0U, 1U, 8U, 4096U, 65'537U, 70'001U}) {
        const std::string_view first = whole.substr(0, cut);
        const std::string_view second = whole.substr(cut);
        EXPECT_EQ(combine_crc32(crc32_of(first), crc32_of(second), second.size()), crc32_of(whole)) << cut;
        EXPECT_EQ(combine_crc32c(crc32c(first), crc32c(second), second.size()), crc32c(whole)) << cut;
        EXPECT_EQ(combine_crc64nvme(crc64nvme(first), crc64nvme(second), second.size()), crc64nvme(whole)) << cut;
    }
}

}  // namespace
}  // namespace dynoxx::runtime
