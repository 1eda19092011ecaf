#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Appends JSON to a text; it sets the commas, the caller sets the structure.
class JsonWriter {
 public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    /// Writes the name of the next member.
    JsonWriter& key(std::string_view name);
    /// Writes a string.
    JsonWriter& string(std::string_view text);
    /// Writes a whole number.
    JsonWriter& integer(std::int64_t number);
    /// Writes a number with one digit after the point, as capacity units print (`0.5`, `1.0`).
    JsonWriter& number(double number);
    /// Writes true or false.
    JsonWriter& boolean(bool value);
    /// Writes text that is JSON already.
    JsonWriter& raw(std::string_view json);

    /// Gives the text written so far.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Gives the text away.
    [[nodiscard]] std::string take() && noexcept { return std::move(text_); }

 private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();
    void append_quoted(std::string_view text);

    std::string text_;
    bool needs_comma_ = false;
};

}  // namespace dynoxx::local::dynamodb
