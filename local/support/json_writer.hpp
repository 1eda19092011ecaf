#pragma once

#include <string>
#include <string_view>

namespace dynoxx::local::support {

/// Prints one JSON object, member by member.
class JsonWriter {
 public:
    /// Prints a member whose value is a text.
    JsonWriter& text(std::string_view name, std::string_view value);

    /// Prints a member whose value is already JSON: a number, `true`, an object, an array.
    JsonWriter& raw(std::string_view name, std::string_view json);

    /// Gives the object; the writer is empty afterwards.
    [[nodiscard]] std::string take();

 private:
    void name(std::string_view name);

    std::string text_{};
};

/// Gives a text as a JSON string, quotes included.
[[nodiscard]] std::string json_quoted(std::string_view text);

}  // namespace dynoxx::local::support
