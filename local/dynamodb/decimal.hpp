#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace dynoxx::local::dynamodb {

/// Says why a text or a sum is no DynamoDB number.
enum class DecimalError { NotANumber, Overflow, Underflow, TooManyDigits };

/// Gives the service's sentence for an error. @param text the text that was read; only NotANumber shows it.
[[nodiscard]] std::string decimal_error_message(DecimalError error, std::string_view text);

/// Holds an exact decimal number of at most 38 significant digits and a magnitude of 1E-130 to 9.99E+125, or zero.
///
/// There is one form for each value: no zeros at either end, no negative zero. So 1, 1.0 and 10E-1 are equal.
class Decimal {
 public:
    static constexpr int max_digits = 38;
    static constexpr int max_exponent = 125;
    static constexpr int min_exponent = -130;

    /// Makes zero.
    Decimal() = default;

    /// Reads `[+-]digits[.digits][E[+-]digits]`.
    [[nodiscard]] static std::variant<Decimal, DecimalError> parse(std::string_view text);

    /// Makes a whole number.
    [[nodiscard]] static Decimal from_integer(std::int64_t number);

    [[nodiscard]] bool is_zero() const noexcept { return count_ == 0; }
    [[nodiscard]] bool is_negative() const noexcept { return negative_; }

    /// Gives the power of ten of the first digit: 2 for 123, -1 for 0.5.
    [[nodiscard]] int exponent() const noexcept { return exponent_; }

    /// Gives the significant digits as values 0 to 9.
    [[nodiscard]] std::string_view digits() const noexcept {
        return {reinterpret_cast<const char*>(digits_.data()), count_};
    }

    /// Gives the number with the other sign.
    [[nodiscard]] Decimal negated() const noexcept;

    /// Prints as the service does: never with an exponent, so 1E125 has 126 digits.
    [[nodiscard]] std::string text() const;

    /// Gives bytes whose order is the order of the numbers; equal numbers give equal bytes.
    [[nodiscard]] std::string sort_bytes() const;

    /// Gives the number of pairs of digits that storage needs: the positions are paired at the decimal point.
    [[nodiscard]] std::size_t digit_pairs() const noexcept;

    friend bool operator==(const Decimal& left, const Decimal& right) noexcept {
        return (left <=> right) == std::strong_ordering::equal;
    }
    friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept;

    /// Adds exactly; an error if the sum has more than 38 digits or is out of range.
    [[nodiscard]] static std::variant<Decimal, DecimalError> add(const Decimal& left, const Decimal& right);

 private:
    /// Trims zeros and checks the limits. @param digits values 0 to 9. @param exponent of the first of them.
    static std::variant<Decimal, DecimalError> make(bool negative, std::string_view digits, long exponent);

    std::array<std::uint8_t, max_digits> digits_{};
    std::uint8_t count_ = 0;
    bool negative_ = false;
    std::int16_t exponent_ = 0;
};

}  // namespace dynoxx::local::dynamodb
