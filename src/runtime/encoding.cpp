#include "runtime/encoding.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace dynoxx::runtime {

namespace {

constexpr std::string_view lower_digits = "0123456789abcdef";
constexpr std::string_view upper_digits = "0123456789ABCDEF";
constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr unsigned no_digit = 0xFF;

consteval std::array<std::uint8_t, 256> make_base64_values() {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < base64_alphabet.size(); ++i) {
        values[static_cast<unsigned char>(base64_alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

/// The two digits of each byte.
consteval std::array<char, 512> make_hex_pairs() {
    std::array<char, 512> pairs{};
    for (std::size_t i = 0; i < 256; ++i) {
        pairs[2 * i] = lower_digits[i >> 4];
        pairs[2 * i + 1] = lower_digits[i & 0x0F];
    }
    return pairs;
}

constexpr std::array<char, 512> hex_pairs = make_hex_pairs();

constexpr std::array<std::uint8_t, 256> base64_values = make_base64_values();

constexpr unsigned hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return static_cast<unsigned>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<unsigned>(c - 'a' + 10);
    }
    if (c >= 'A' && c <= 'F') {
        return static_cast<unsigned>(c - 'A' + 10);
    }
    return no_digit;
}

constexpr bool is_unreserved(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

constexpr std::uint32_t value_of(char c) noexcept {
    return base64_values[static_cast<unsigned char>(c)];
}

}  // namespace

void append_hex(std::string& out, std::span<const std::byte> bytes) {
    const std::size_t start = out.size();
    out.resize(start + 2 * bytes.size());
    char* write = out.data() + start;
    for (const std::byte byte : bytes) {
        std::memcpy(write, hex_pairs.data() + 2 * std::to_integer<std::size_t>(byte), 2);
        write += 2;
    }
}

std::string hex_encode(std::span<const std::byte> bytes) {
    std::string out;
    append_hex(out, bytes);
    return out;
}

std::optional<Bytes> hex_decode(std::string_view text) {
    if (text.size() % 2 != 0) {
        return std::nullopt;
    }
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const unsigned high = hex_value(text[i]);
        const unsigned low = hex_value(text[i + 1]);
        if (high == no_digit || low == no_digit) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<std::byte>(high << 4 | low));
    }
    return bytes;
}

char* write_base64(char* out, std::span<const std::byte> bytes) noexcept {
    const auto at = [bytes](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        const std::uint32_t group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        *out++ = base64_alphabet[group >> 18];
        *out++ = base64_alphabet[group >> 12 & 0x3F];
        *out++ = base64_alphabet[group >> 6 & 0x3F];
        *out++ = base64_alphabet[group & 0x3F];
    }
    if (const std::size_t rest = bytes.size() - i; rest != 0) {
        const std::uint32_t group = at(i) << 16 | (rest == 2 ? at(i + 1) << 8 : 0);
        *out++ = base64_alphabet[group >> 18];
        *out++ = base64_alphabet[group >> 12 & 0x3F];
        *out++ = rest == 2 ? base64_alphabet[group >> 6 & 0x3F] : '=';
        *out++ = '=';
    }
    return out;
}

std::string base64_encode(std::span<const std::byte> bytes) {
    std::string out(base64_size(bytes.size()), '\0');
    write_base64(out.data(), bytes);
    return out;
}

std::string base64url_encode(std::span<const std::byte> bytes) {
    std::string text = base64_encode(bytes);
    text.resize(std::min(text.find('='), text.size()));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

std::optional<Bytes> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') {
        ++padding;
    }
    Bytes bytes(text.size() / 4 * 3 - padding);
    std::byte* write = bytes.data();
    const std::size_t whole = text.size() - (padding == 0 ? 0 : 4);
    for (std::size_t i = 0; i < whole; i += 4) {
        const std::uint32_t a = value_of(text[i]);
        const std::uint32_t b = value_of(text[i + 1]);
        const std::uint32_t c = value_of(text[i + 2]);
        const std::uint32_t d = value_of(text[i + 3]);
        if ((a | b | c | d) > 0x3F) {
            return std::nullopt;
        }
        const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
        *write++ = static_cast<std::byte>(group >> 16);
        *write++ = static_cast<std::byte>(group >> 8);
        *write++ = static_cast<std::byte>(group);
    }
    if (padding != 0) {
        const std::uint32_t a = value_of(text[whole]);
        const std::uint32_t b = value_of(text[whole + 1]);
        const std::uint32_t c = padding == 1 ? value_of(text[whole + 2]) : 0;
        if ((a | b | c) > 0x3F) {
            return std::nullopt;
        }
        const std::uint32_t group = a << 18 | b << 12 | c << 6;
        // Bits that no byte takes must be zero, or two texts would stand for the same bytes.
        if ((group & (padding == 1 ? 0xFFU : 0xFFFFU)) != 0) {
            return std::nullopt;
        }
        *write++ = static_cast<std::byte>(group >> 16);
        if (padding == 1) {
            *write = static_cast<std::byte>(group >> 8);
        }
    }
    return bytes;
}

void append_percent_encoded(std::string& out, std::string_view text, Slash slash) {
    for (const char c : text) {
        if (is_unreserved(c) || (c == '/' && slash == Slash::Keep)) {
            out.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.push_back('%');
            out.push_back(upper_digits[byte >> 4]);
            out.push_back(upper_digits[byte & 0x0F]);
        }
    }
}

std::string percent_encode(std::string_view text, Slash slash) {
    std::string out;
    out.reserve(text.size());
    append_percent_encoded(out, text, slash);
    return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (text.size() - i < 3) {
            return std::nullopt;
        }
        const unsigned high = hex_value(text[i + 1]);
        const unsigned low = hex_value(text[i + 2]);
        if (high == no_digit || low == no_digit) {
            return std::nullopt;
        }
        out.push_back(static_cast<char>(high << 4 | low));
        i += 2;
    }
    return out;
}

std::uint32_t crc32(std::span<const std::byte> bytes) noexcept {
    return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace dynoxx::runtime
