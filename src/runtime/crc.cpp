#include "runtime/crc.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>

namespace dynoxx::runtime {

namespace {

// The polynomials with their lowest power in the highest bit, as the checks are computed.
constexpr std::uint32_t crc32_polynomial = 0xEDB88320U;
constexpr std::uint32_t crc32c_polynomial = 0x82F63B78U;
constexpr std::uint64_t crc64nvme_polynomial = 0x9A6C9329AC4BC9B5ULL;

template <class Word>
using Tables = std::array<std::array<Word, 256>, 8>;

/// Makes a table for each of eight bytes that are taken at once.
template <class Word>
constexpr Tables<Word> make_tables(Word polynomial) {
    Tables<Word> tables{};
    for (std::size_t i = 0; i < 256; ++i) {
        Word value = static_cast<Word>(i);
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ ((value & 1) != 0 ? polynomial : Word{0});
        }
        tables[0][i] = value;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::size_t i = 0; i < 256; ++i) {
            const Word before = tables[k - 1][i];
            tables[k][i] = (before >> 8) ^ tables[0][before & 0xff];
        }
    }
    return tables;
}

std::uint64_t little_endian(const unsigned char* at) noexcept {
    std::uint64_t block = 0;
    for (int i = 0; i < 8; ++i) {
        block |= static_cast<std::uint64_t>(at[i]) << (8 * i);
    }
    return block;
}

template <class Word>
Word by_tables(const Tables<Word>& tables, std::string_view bytes) noexcept {
    Word value = std::numeric_limits<Word>::max();
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        const std::uint64_t block = little_endian(at) ^ value;
        value = tables[7][block & 0xff] ^ tables[6][(block >> 8) & 0xff] ^ tables[5][(block >> 16) & 0xff] ^
                tables[4][(block >> 24) & 0xff] ^ tables[3][(block >> 32) & 0xff] ^ tables[2][(block >> 40) & 0xff] ^
                tables[1][(block >> 48) & 0xff] ^ tables[0][block >> 56];
    }
    for (; left != 0; --left, ++at) {
        value = (value >> 8) ^ tables[0][(value ^ *at) & 0xff];
    }
    return ~value;
}

std::uint32_t crc32c_by_tables(std::string_view bytes) noexcept {
    static constexpr Tables<std::uint32_t> tables = make_tables(crc32c_polynomial);
    return by_tables(tables, bytes);
}

#if defined(__x86_64__)

__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(std::string_view bytes) noexcept {
    std::uint64_t value = std::numeric_limits<std::uint32_t>::max();
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t block = 0;
        std::memcpy(&block, at, sizeof(block));
        value = __builtin_ia32_crc32di(value, block);
    }
    auto rest = static_cast<std::uint32_t>(value);
    for (; left != 0; --left, ++at) {
        rest = __builtin_ia32_crc32qi(rest, static_cast<unsigned char>(*at));
    }
    return ~rest;
}

bool has_crc32c_instruction() noexcept {
    static const bool found = __builtin_cpu_supports("sse4.2") != 0;
    return found;
}

#endif

/// Multiplies two polynomials modulo `modulus`; each has its lowest power in the highest bit.
template <class Word>
constexpr Word multiply(Word a, Word b, Word modulus) noexcept {
    Word product = 0;
    for (Word bit = Word{1} << (std::numeric_limits<Word>::digits - 1); bit != 0; bit >>= 1) {
        if ((a & bit) != 0) {
            product ^= b;
        }
        b = (b >> 1) ^ ((b & 1) != 0 ? modulus : Word{0});
    }
    return product;
}

/// Gives `first` moved up by so many bytes, with `second` put below: bytes are moved by powers of x^8, squared again
/// and again.
template <class Word>
constexpr Word combine(Word first, Word second, std::uint64_t second_bytes, Word modulus) noexcept {
    Word power = Word{1} << (std::numeric_limits<Word>::digits - 1 - 8);
    for (; second_bytes != 0; second_bytes >>= 1) {
        if ((second_bytes & 1) != 0) {
            first = multiply(first, power, modulus);
        }
        power = multiply(power, power, modulus);
    }
    return first ^ second;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) noexcept {
#if defined(__x86_64__)
    if (has_crc32c_instruction()) {
        return crc32c_by_instruction(bytes);
    }
#endif
    return crc32c_by_tables(bytes);
}

std::uint64_t crc64nvme(std::string_view bytes) noexcept {
    static constexpr Tables<std::uint64_t> tables = make_tables(crc64nvme_polynomial);
    return by_tables(tables, bytes);
}

std::uint32_t combine_crc32(std::uint32_t first, std::uint32_t second, std::uint64_t second_bytes) noexcept {
    return combine(first, second, second_bytes, crc32_polynomial);
}

std::uint32_t combine_crc32c(std::uint32_t first, std::uint32_t second, std::uint64_t second_bytes) noexcept {
    return combine(first, second, second_bytes, crc32c_polynomial);
}

std::uint64_t combine_crc64nvme(std::uint64_t first, std::uint64_t second, std::uint64_t second_bytes) noexcept {
    return combine(first, second, second_bytes, crc64nvme_polynomial);
}

}  // namespace dynoxx::runtime
