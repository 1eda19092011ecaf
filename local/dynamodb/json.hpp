#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Holds a JSON value together with the type it was written with, so that type errors can be reported in AWS's words.
struct Json {
    /// Names the JSON types; whole numbers and other numbers are told apart, as the service does.
    enum class Type { Null, Boolean, Integer, Decimal, String, Array, Object };

    Type type = Type::Null;
    bool boolean = false;
    /// The text of a string, or a number as it prints.
    std::string text;
    /// The number's value, cut to a whole number and to the range of the type; 0 for anything else.
    std::int64_t integer = 0;
    /// The name that this value has in the object around it; empty elsewhere.
    std::string name;
    /// The elements of an array, or the members of an object in the order of the text.
    std::vector<Json> children;

    /// Finds a member of an object; null if this is no object, or if the member is missing or null.
    ///
    /// If a name occurs more than once, the last one counts.
    [[nodiscard]] const Json* find(std::string_view member) const noexcept;

    /// Tells whether the member is there and not null.
    [[nodiscard]] bool has(std::string_view member) const noexcept { return find(member) != nullptr; }

    /// Gives the text of a string member; empty if it is missing or no string.
    [[nodiscard]] std::string_view text_of(std::string_view member) const noexcept;

    /// Tells whether this is true, or a text that the service takes for it: `true`, `yes` or `1` in any case.
    [[nodiscard]] bool is_true() const noexcept;
};

/// Parses JSON texts one after another in buffers that it keeps. Not thread-safe.
class JsonParser {
 public:
    JsonParser();
    ~JsonParser();
    JsonParser(const JsonParser&) = delete;
    JsonParser& operator=(const JsonParser&) = delete;

    /// Parses a JSON text.
    ///
    /// @par Errors
    /// Throws ApiError(Serialization) without a message, as the service does, if the text is no JSON.
    [[nodiscard]] Json parse(std::string_view text);

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Parses one JSON text; for a series JsonParser::parse is faster.
[[nodiscard]] Json parse_json(std::string_view text);

}  // namespace dynoxx::local::dynamodb
