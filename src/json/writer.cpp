#include "json/writer.hpp"

#include "json/utf8.hpp"
#include "runtime/encoding.hpp"
#include "runtime/wipe.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace dynoxx::json {

namespace {

constexpr std::uint64_t repeat(unsigned char byte) {
    return 0x0101010101010101ULL * byte;
}

/// Says whether one of eight bytes needs more than copying; may also say so of a byte that does not.
bool has_special(std::uint64_t eight) noexcept {
    const std::uint64_t control = eight - repeat(0x20);
    const std::uint64_t quote = (eight ^ repeat('"')) - repeat(1);
    const std::uint64_t backslash = (eight ^ repeat('\\')) - repeat(1);
    return ((control | quote | backslash | eight) & repeat(0x80)) != 0;
}

constexpr bool is_plain(char c) noexcept {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\';
}

/// Gives the letter of a two-character escape, or 0.
constexpr char short_escape(char c) noexcept {
    switch (c) {
        case '"':
            return '"';
        case '\\':
            return '\\';
        case '\b':
            return 'b';
        case '\f':
            return 'f';
        case '\n':
            return 'n';
        case '\r':
            return 'r';
        case '\t':
            return 't';
        default:
            return 0;
    }
}

char* write_escape(char* out, char c) noexcept {
    *out++ = '\\';
    if (const char letter = short_escape(c); letter != 0) {
        *out++ = letter;
        return out;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::memcpy(out, "u00", 3);
    out[3] = digits[static_cast<unsigned char>(c) >> 4];
    out[4] = digits[static_cast<unsigned char>(c) & 0x0FU];
    return out + 5;
}

}  // namespace

Writer::Writer(std::size_t expected_bytes) : buffer_(std::max<std::size_t>(expected_bytes, 64), '\0') {}

void Writer::grow(std::size_t bytes) {
    const std::size_t larger = std::max(buffer_.size() * 2, size_ + bytes);
    runtime::make_room(buffer_, larger - buffer_.size());  // what was written may be secret
    buffer_.resize(larger);
}

void Writer::separate() {
    if (comma_due_) {
        ensure(1);
        buffer_[size_++] = ',';
    }
}

Writer& Writer::open(char bracket) {
    separate();
    ensure(1);
    buffer_[size_++] = bracket;
    comma_due_ = false;
    return *this;
}

Writer& Writer::close(char bracket) {
    ensure(1);
    buffer_[size_++] = bracket;
    comma_due_ = true;
    return *this;
}

Writer& Writer::key(std::string_view name) {
    separate();
    const std::size_t start = size_ + 1;
    quoted(name);
    last_key_ = start;
    last_key_size_ = size_ - 1 - start;
    ensure(1);
    buffer_[size_++] = ':';
    comma_due_ = false;
    return *this;
}

Writer& Writer::string(std::string_view text) {
    separate();
    quoted(text);
    comma_due_ = true;
    return *this;
}

void Writer::quoted(std::string_view text) {
    constexpr std::size_t slack = 16;  // quotes, and one escape beyond the bytes that remain
    ensure(text.size() + slack);
    char* out = buffer_.data() + size_;
    *out++ = '"';
    const char* in = text.data();
    const char* const end = in + text.size();
    while (in != end) {
        for (std::uint64_t eight = 0; end - in >= 8; in += 8, out += 8) {
            std::memcpy(&eight, in, 8);
            if (has_special(eight)) {
                break;
            }
            std::memcpy(out, &eight, 8);
        }
        while (in != end && is_plain(*in)) {
            *out++ = *in++;
        }
        if (in == end) {
            break;
        }
        if (static_cast<unsigned char>(*in) < 0x80) {
            size_ = static_cast<std::size_t>(out - buffer_.data());
            ensure(static_cast<std::size_t>(end - in) + slack);
            out = write_escape(buffer_.data() + size_, *in++);
        } else {
            const std::size_t length = utf8_sequence({in, static_cast<std::size_t>(end - in)});
            if (length == 0) {
                fail(static_cast<std::size_t>(in - text.data()));
            }
            out = std::copy_n(in, length, out);
            in += length;
        }
    }
    *out++ = '"';
    size_ = static_cast<std::size_t>(out - buffer_.data());
}

Writer& Writer::integer(std::int64_t value) {
    std::array<char, 24> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

Writer& Writer::boolean(bool value) {
    return raw(value ? "true" : "false");
}

Writer& Writer::null() {
    return raw("null");
}

Writer& Writer::base64(std::span<const std::byte> bytes) {
    separate();
    ensure(runtime::base64_size(bytes.size()) + 2);
    char* out = buffer_.data() + size_;
    *out++ = '"';
    out = runtime::write_base64(out, bytes);
    *out++ = '"';
    size_ = static_cast<std::size_t>(out - buffer_.data());
    comma_due_ = true;
    return *this;
}

Writer& Writer::raw(std::string_view json) {
    separate();
    ensure(json.size());
    std::memcpy(buffer_.data() + size_, json.data(), json.size());
    size_ += json.size();
    comma_due_ = true;
    return *this;
}

std::string Writer::take() {
    buffer_.resize(size_);
    std::string text = std::move(buffer_);
    *this = Writer();
    return text;
}

void Writer::fail(std::size_t byte) const {
    std::string where = last_key_size_ == 0
                            ? std::string("a text")
                            : "the text after the key \"" + buffer_.substr(last_key_, last_key_size_) + "\"";
    throw_error(Error(ErrorCode::InvalidItem, "Cannot write the request: " + where + " is not valid UTF-8 at byte " +
                                                  std::to_string(byte) + ". Store bytes as binary."));
}

}  // namespace dynoxx::json
