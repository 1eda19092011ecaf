#pragma once

#include <dynoxx/dynamodb.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Conditions as the command line has them: `id=ada` compares with a text, `number:>=3` with a JSON value,
/// `hash:base64=AAE=` with bytes.
namespace dynoxx::cli {

/// Says how conditions are written: for help texts.
inline constexpr const char* condition_help = "NAME=TEXT, NAME:=JSON for numbers and other types, or NAME:base64=BYTES";
inline constexpr const char* comparators_help = "<, <=, >, >=, ^= (begins with)";

struct Condition {
    Condition() {}
    std::string name{};
    std::string comparator{};  ///< `=`, `<>`, `<`, `<=`, `>`, `>=` or `^=`
    AttributeValue value{};
};

/// Reads a condition; throws `Misuse` that says what is wrong.
[[nodiscard]] Condition parse_condition(const std::string& text);

/// Throws `Misuse` for conditions that no query can have: one is the partition key with `=`, and none has `<>`.
void check_key_conditions(const std::vector<std::string>& texts);

/// Reads a key: only `=` is allowed, and no name twice.
[[nodiscard]] Item parse_key(const std::vector<std::string>& texts);

/// Names and values that expressions of one request refer to.
class Placeholders {
 public:
    /// Gives the placeholder of an attribute.
    [[nodiscard]] std::string name(const std::string& attribute);

    /// Gives an expression that is true if all conditions are; empty for none.
    [[nodiscard]] std::string all_of(const std::vector<std::string>& conditions);

    /// Gives a projection expression; empty for no attributes.
    [[nodiscard]] std::string list(const std::vector<std::string>& attributes);

    [[nodiscard]] const ExpressionNames& names() const noexcept { return names_; }
    [[nodiscard]] const ExpressionValues& values() const noexcept { return values_; }

 private:
    ExpressionNames names_;
    ExpressionValues values_;
};

}  // namespace dynoxx::cli
