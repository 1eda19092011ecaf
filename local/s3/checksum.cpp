#include "local/s3/checksum.hpp"

#include "local/s3/error.hpp"
#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dynoxx::local::s3 {

namespace {

template <class Word>
using Tables = std::array<std::array<Word, 256>, 8>;

// Eight tables, so that eight bytes are taken at a time: objects of many megabytes are usual in tests of uploads.
template <class Word>
constexpr Tables<Word> make_tables(Word reflected_polynomial) {
    Tables<Word> tables{};
    for (std::size_t i = 0; i < 256; ++i) {
        Word value = static_cast<Word>(i);
        for (int bit = 0; bit < 8; ++bit) {
            value = static_cast<Word>((value >> 1) ^ ((value & 1) != 0 ? reflected_polynomial : 0));
        }
        tables[0][i] = value;
    }
    for (std::size_t i = 0; i < 256; ++i) {
        for (std::size_t k = 1; k < 8; ++k) {
            const Word before = tables[k - 1][i];
            tables[k][i] = static_cast<Word>((before >> 8) ^ tables[0][before & 0xff]);
        }
    }
    return tables;
}

template <class Word>
Word crc(const Tables<Word>& tables, std::string_view bytes) noexcept {
    Word value = static_cast<Word>(~Word{0});
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left >= 8) {
        std::uint64_t block = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            block |= static_cast<std::uint64_t>(at[i]) << (8 * i);
        }
        block ^= value;
        value = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            value = static_cast<Word>(value ^ tables[7 - i][(block >> (8 * i)) & 0xff]);
        }
        at += 8;
        left -= 8;
    }
    for (; left != 0; --left, ++at) {
        value = static_cast<Word>((value >> 8) ^ tables[0][(value ^ *at) & 0xff]);
    }
    return static_cast<Word>(~value);
}

template <class Word>
std::string big_endian(Word value) {
    std::string result(sizeof(Word), '\0');
    for (std::size_t i = result.size(); i-- > 0; value = static_cast<Word>(value >> 8)) {
        result[i] = static_cast<char>(value & 0xff);
    }
    return result;
}

std::string raw_crc32(std::string_view bytes) {
    return big_endian(runtime::crc32(runtime::bytes_of(bytes)));
}

std::string raw_crc32c(std::string_view bytes) {
    return big_endian(crc32c(bytes));
}

std::string raw_crc64nvme(std::string_view bytes) {
    return big_endian(crc64nvme(bytes));
}

void verify_md5(const Request& request) {
    const std::string* sent = request.headers.find("Content-MD5");
    if (sent == nullptr) {
        return;
    }
    const auto wanted = runtime::base64_decode(*sent);
    if (!wanted || wanted->size() != 16) {
        throw Refusal("InvalidDigest", {{"Content-MD5", *sent}});
    }
    const std::string computed = support::md5(request.body);
    if (runtime::text_of(*wanted) != computed) {
        throw Refusal(
            "BadDigest",
            {{"ExpectedDigest", *sent}, {"CalculatedDigest", runtime::base64_encode(runtime::bytes_of(computed))}},
            "The Content-MD5 you specified did not match what we received.");
    }
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) noexcept {
    static constexpr Tables<std::uint32_t> tables = make_tables<std::uint32_t>(0x82F63B78U);
    return crc(tables, bytes);
}

std::uint64_t crc64nvme(std::string_view bytes) noexcept {
    static constexpr Tables<std::uint64_t> tables = make_tables<std::uint64_t>(0x9A6C9329AC4BC9B5ULL);
    return crc(tables, bytes);
}

const std::vector<ChecksumAlgorithm>& checksum_algorithms() {
    static const std::vector<ChecksumAlgorithm> all = {
        {"CRC32", "x-amz-checksum-crc32", "ChecksumCRC32", raw_crc32},
        {"CRC32C", "x-amz-checksum-crc32c", "ChecksumCRC32C", raw_crc32c},
        {"CRC64NVME", "x-amz-checksum-crc64nvme", "ChecksumCRC64NVME", raw_crc64nvme},
        {"SHA1", "x-amz-checksum-sha1", "ChecksumSHA1", support::sha1},
        {"SHA256", "x-amz-checksum-sha256", "ChecksumSHA256", support::sha256},
    };
    return all;
}

const ChecksumAlgorithm* find_checksum_algorithm(std::string_view name) {
    const auto& all = checksum_algorithms();
    const auto found = std::ranges::find(all, name, &ChecksumAlgorithm::name);
    return found == all.end() ? nullptr : &*found;
}

Checksums verified_checksums(const Request& request) {
    verify_md5(request);
    Checksums result;
    for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
        const std::string_view sent = request.header_or_trailer(algorithm.header);
        if (sent.empty()) {
            continue;
        }
        const std::string computed = runtime::base64_encode(runtime::bytes_of(algorithm.compute(request.body)));
        if (sent.size() != computed.size() || !runtime::base64_decode(sent)) {
            throw Refusal("InvalidRequest", {}, "Value for " + std::string(algorithm.header) + " header is invalid.");
        }
        if (sent != computed) {
            throw Refusal(
                "BadDigest", {},
                "The " + std::string(algorithm.name) + " you specified did not match the calculated checksum.");
        }
        result.emplace(algorithm.header, computed);
    }
    return result;
}

}  // namespace dynoxx::local::s3
