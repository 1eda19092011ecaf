#include "local/dynamodb/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

/// An exponent that is out of range with any digits around it; larger ones are cut to it.
constexpr std::int64_t huge_exponent = 1'000'000;

std::strong_ordering compare_magnitudes(const Decimal& left, const Decimal& right) noexcept {
    if (left.is_zero() || right.is_zero()) {
        return !left.is_zero() <=> !right.is_zero();
    }
    if (left.exponent() != right.exponent()) {
        return left.exponent() <=> right.exponent();
    }
    return left.digits() <=> right.digits();
}

/// Lays the digits of a number on a grid of decimal positions, highest first.
void add_digits(std::vector<int>& grid, int top, const Decimal& number, int sign) {
    const std::string_view digits = number.digits();
    for (std::size_t i = 0; i < digits.size(); ++i) {
        grid[static_cast<std::size_t>(top - number.exponent()) + i] += sign * digits[i];
    }
}

}  // namespace

std::string decimal_error_message(DecimalError error, std::string_view text) {
    switch (error) {
        case DecimalError::NotANumber:
            return "The parameter cannot be converted to a numeric value: " + std::string(text);
        case DecimalError::Overflow:
            return "Number overflow. Attempting to store a number with magnitude larger than supported range";
        case DecimalError::Underflow:
            return "Number underflow. Attempting to store a number with magnitude smaller than supported range";
        case DecimalError::TooManyDigits:
            break;
    }
    return "Attempting to store more than 38 significant digits in a Number";
}

std::variant<Decimal, DecimalError> Decimal::make(bool negative, std::string_view digits, long exponent) {
    while (digits.starts_with('\0')) {
        digits.remove_prefix(1);
        --exponent;
    }
    while (digits.ends_with('\0')) {
        digits.remove_suffix(1);
    }
    Decimal number;
    if (digits.empty()) {
        return number;
    }
    if (exponent > max_exponent) {
        return DecimalError::Overflow;
    }
    if (exponent < min_exponent) {
        return DecimalError::Underflow;
    }
    if (digits.size() > max_digits) {
        return DecimalError::TooManyDigits;
    }
    std::copy(digits.begin(), digits.end(), number.digits_.begin());
    number.count_ = static_cast<std::uint8_t>(digits.size());
    number.negative_ = negative;
    number.exponent_ = static_cast<std::int16_t>(exponent);
    return number;
}

std::variant<Decimal, DecimalError> Decimal::parse(std::string_view text) {
    std::size_t at = 0;
    const auto is_digit = [&] { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    bool negative = false;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
        negative = text[at++] == '-';
    }
    std::string digits;
    while (is_digit()) {
        digits += static_cast<char>(text[at++] - '0');
    }
    long exponent = static_cast<long>(digits.size()) - 1;
    if (at < text.size() && text[at] == '.') {
        ++at;
        while (is_digit()) {
            digits += static_cast<char>(text[at++] - '0');
        }
    }
    if (digits.empty()) {
        return DecimalError::NotANumber;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        bool below = false;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
            below = text[at++] == '-';
        }
        if (!is_digit()) {
            return DecimalError::NotANumber;
        }
        const std::size_t begin = at;
        while (is_digit()) {
            ++at;
        }
        std::int64_t shift = 0;
        if (std::from_chars(text.data() + begin, text.data() + at, shift).ec != std::errc()) {
            return DecimalError::NotANumber;
        }
        shift = std::min(shift, huge_exponent);
        shift = below ? -shift : shift;
        exponent += static_cast<long>(shift);
        // Zero is judged by the exponent that it is written with.
        if (digits.find_first_not_of('\0') == std::string::npos && (shift > max_exponent || shift < min_exponent)) {
            return shift > 0 ? DecimalError::Overflow : DecimalError::Underflow;
        }
    }
    if (at != text.size()) {
        return DecimalError::NotANumber;
    }
    return make(negative, digits, exponent);
}

Decimal Decimal::from_integer(std::int64_t number) {
    return std::get<Decimal>(parse(std::to_string(number)));
}

Decimal Decimal::negated() const noexcept {
    Decimal number = *this;
    number.negative_ = !negative_ && count_ != 0;
    return number;
}

std::string Decimal::text() const {
    if (is_zero()) {
        return "0";
    }
    std::string text;
    if (negative_) {
        text += '-';
    }
    if (exponent_ < 0) {
        text += "0.";
        text.append(static_cast<std::size_t>(-exponent_ - 1), '0');
    }
    for (int i = 0; i < count_; ++i) {
        if (exponent_ >= 0 && i == exponent_ + 1) {
            text += '.';
        }
        text += static_cast<char>('0' + digits_[static_cast<std::size_t>(i)]);
    }
    if (exponent_ >= count_) {
        text.append(static_cast<std::size_t>(exponent_ - count_ + 1), '0');
    }
    return text;
}

std::string Decimal::sort_bytes() const {
    // Sign, exponent, digits + 1, and an end mark below every digit. All bytes are inverted for negative numbers.
    if (is_zero()) {
        return std::string(1, '\x01');
    }
    std::string bytes;
    const auto put = [&](int byte) { bytes += static_cast<char>(negative_ ? 0xFF - byte : byte); };
    bytes += static_cast<char>(negative_ ? 0 : 2);
    const int biased = exponent_ - min_exponent;
    put(biased >> 8);
    put(biased & 0xFF);
    for (const char digit : digits()) {
        put(digit + 1);
    }
    put(0);
    return bytes;
}

std::size_t Decimal::digit_pairs() const noexcept {
    if (is_zero()) {
        return 0;
    }
    const auto pair_of = [](int position) { return position >= 0 ? position / 2 : (position - 1) / 2; };
    return static_cast<std::size_t>(pair_of(exponent_) - pair_of(exponent_ - count_ + 1) + 1);
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept {
    if (left.negative_ != right.negative_) {
        return right.negative_ <=> left.negative_;
    }
    return left.negative_ ? compare_magnitudes(right, left) : compare_magnitudes(left, right);
}

std::variant<Decimal, DecimalError> Decimal::add(const Decimal& left, const Decimal& right) {
    if (left.is_zero()) {
        return right;
    }
    if (right.is_zero()) {
        return left;
    }
    // The larger magnitude gives the sign, so that the grid never becomes negative as a whole.
    const bool left_is_larger = compare_magnitudes(left, right) >= 0;
    const Decimal& larger = left_is_larger ? left : right;
    const Decimal& smaller = left_is_larger ? right : left;
    const int top = larger.exponent_ + 1;
    const int bottom = std::min(left.exponent_ - left.count_, right.exponent_ - right.count_) + 1;
    std::vector<int> grid(static_cast<std::size_t>(top - bottom + 1));
    add_digits(grid, top, larger, 1);
    add_digits(grid, top, smaller, left.negative_ == right.negative_ ? 1 : -1);
    for (std::size_t i = grid.size() - 1; i > 0; --i) {
        const int carry = grid[i] > 9 ? 1 : grid[i] < 0 ? -1 : 0;
        grid[i] -= 10 * carry;
        grid[i - 1] += carry;
    }
    const std::string digits(grid.begin(), grid.end());
    return make(larger.negative_, digits, top);
}

}  // namespace dynoxx::local::dynamodb
