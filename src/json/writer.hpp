#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dynoxx::json {

/// Writes JSON from front to back; puts the commas itself.
///
/// The caller writes objects and arrays in their order and ends what it began; this is not checked.
///
/// @par Errors
/// `InvalidItem` if a text or a key is not UTF-8. The message names the key that was written last and the byte.
class Writer {
 public:
    /// @param expected_bytes size of the first allocation
    explicit Writer(std::size_t expected_bytes = 512);

    Writer& begin_object() { return open('{'); }
    Writer& end_object() { return close('}'); }
    Writer& begin_array() { return open('['); }
    Writer& end_array() { return close(']'); }

    /// Writes the name of a member; its value follows.
    Writer& key(std::string_view name);

    Writer& string(std::string_view text);
    Writer& integer(std::int64_t value);
    Writer& boolean(bool value);
    Writer& null();

    /// Writes bytes as a text in base64.
    Writer& base64(std::span<const std::byte> bytes);

    /// Writes a value that is JSON already, or the beginning of one such as `{"S":`, after which `string` and the like
    /// write the rest of it when `continue_value` was called.
    Writer& raw(std::string_view json);

    /// Says that what comes next belongs to what was written with `raw`: no comma in between.
    Writer& continue_value() {
        comma_due_ = false;
        return *this;
    }

    /// Writes a member with a text.
    Writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }

    /// Gives the text written and leaves the writer empty.
    [[nodiscard]] std::string take();

 private:
    Writer& open(char bracket);
    Writer& close(char bracket);
    void separate();
    void grow(std::size_t bytes);

    /// Makes room for so many bytes behind the end.
    void ensure(std::size_t bytes) {
        if (buffer_.size() - size_ < bytes) {
            grow(bytes);
        }
    }

    void quoted(std::string_view text);
    [[noreturn]] void fail(std::size_t byte) const;

    std::string buffer_;  // longer than what is written, so that bytes are set without a check for each
    std::size_t size_ = 0;
    std::size_t last_key_ = 0;
    std::size_t last_key_size_ = 0;
    bool comma_due_ = false;
};

}  // namespace dynoxx::json
