#include "mapper/number.hpp"

#include <dynoxx/converters/scalar.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace dynoxx::detail {

namespace {

// Amazon DynamoDB Developer Guide, "Supported data types": the range of a number.
constexpr double number_limit = 1e126;  // the largest is 38 nines below it
constexpr double smallest_number = 1e-130;

struct Decimal {
    bool negative = false;
    std::string digits{};  ///< without leading zeros
    long exponent = 0;     ///< the value is digits * 10^exponent
};

std::optional<Decimal> parse_decimal(std::string_view text) {
    Decimal decimal;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        decimal.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    bool seen_point = false;
    bool seen_digit = false;
    std::size_t at = 0;
    for (; at < text.size() && ((text[at] >= '0' && text[at] <= '9') || (text[at] == '.' && !seen_point)); ++at) {
        if (text[at] == '.') {
            seen_point = true;
            continue;
        }
        seen_digit = true;
        decimal.exponent -= seen_point ? 1 : 0;
        if (text[at] != '0' || !decimal.digits.empty()) {
            decimal.digits += text[at];
        }
    }
    if (!seen_digit) {
        return std::nullopt;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && text[at] == '+' ? 1 : 0;
        int exponent = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
        if (error != std::errc()) {
            return std::nullopt;
        }
        decimal.exponent += exponent;
        at = static_cast<std::size_t>(end - text.data());
    }
    if (at != text.size()) {
        return std::nullopt;
    }
    return decimal;
}

enum class WholeFailure { None, NotNumber, NotWhole, TooLarge };

/// Reads `5`, and also `5.0` and `5E2`, which other writers use for whole numbers.
WholeFailure parse_magnitude(std::string_view text, bool& negative, std::uint64_t& magnitude) {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude);
    if (error == std::errc() && end == digits.data() + digits.size()) {
        negative = digits.size() != text.size();
        return WholeFailure::None;
    }
    auto decimal = parse_decimal(text);
    if (!decimal) {
        return WholeFailure::NotNumber;
    }
    while (decimal->exponent < 0 && decimal->digits.ends_with('0')) {
        decimal->digits.pop_back();
        ++decimal->exponent;
    }
    negative = decimal->negative;
    magnitude = 0;
    if (decimal->digits.empty()) {
        return WholeFailure::None;
    }
    if (decimal->exponent < 0) {
        return WholeFailure::NotWhole;
    }
    if (decimal->exponent > 20) {
        return WholeFailure::TooLarge;
    }
    decimal->digits.append(static_cast<std::size_t>(decimal->exponent), '0');
    const auto whole =
        std::from_chars(decimal->digits.data(), decimal->digits.data() + decimal->digits.size(), magnitude);
    return whole.ec == std::errc() ? WholeFailure::None : WholeFailure::TooLarge;
}

std::string describe(IntegerRange range) {
    const int bits = range.max > 0xffffffffU ? 64 : range.max > 0xffffU ? 32 : range.max > 0xffU ? 16 : 8;
    // The signed maxima lie below the border of their own width: 127, 32767, ...
    return std::string(range.min < 0 ? "a signed " : "an unsigned ") + std::to_string(bits) + "-bit integer";
}

void fail_number(ReadContext& in, const std::string& text, std::string_view what) {
    std::string reason = "the number " + text + " ";
    in.fail(reason.append(what));
}

template <class T>
std::optional<T> read_floating(AttributeValue& value, ReadContext& in, std::string_view type_name) {
    const Number* number = in.expect<Number>(value, AttributeValue::Type::N);
    if (number == nullptr) {
        return std::nullopt;
    }
    const std::string& text = number->text();
    T result{};
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, result);
    if (error == std::errc::result_out_of_range) {
        fail_number(in, text, std::string("does not fit a ").append(type_name));
        return std::nullopt;
    }
    if (error != std::errc() || stop != end || !std::isfinite(result)) {
        fail_number(in, text, "is not a number");
        return std::nullopt;
    }
    return result;
}

template <class T>
AttributeValue write_floating(T value, WriteContext& out) {
    if (!std::isfinite(value)) {
        out.fail("a number that is not finite cannot be stored");
        return {};
    }
    const double magnitude = std::abs(static_cast<double>(value));
    if (magnitude >= number_limit || (magnitude != 0 && magnitude < smallest_number)) {
        out.fail("the number is outside of DynamoDB's range (1E-130 to 9.99E+125)");
        return {};
    }
    if (value == 0) {
        return Number("0");
    }
    char buffer[64];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
    return Number(std::string(buffer, result.ptr));
}

}  // namespace

std::optional<WholeNumber> read_integer(AttributeValue& value, IntegerRange range, ReadContext& in) {
    const Number* number = in.expect<Number>(value, AttributeValue::Type::N);
    if (number == nullptr) {
        return std::nullopt;
    }
    bool negative = false;
    std::uint64_t magnitude = 0;
    const std::uint64_t lowest = static_cast<std::uint64_t>(0) - static_cast<std::uint64_t>(range.min);
    switch (parse_magnitude(number->text(), negative, magnitude)) {
        case WholeFailure::NotNumber:
            fail_number(in, number->text(), "is not a number");
            return std::nullopt;
        case WholeFailure::NotWhole:
            fail_number(in, number->text(), "is not a whole number");
            return std::nullopt;
        case WholeFailure::TooLarge:
            break;
        case WholeFailure::None:
            if (negative ? magnitude <= lowest : magnitude <= range.max) {
                return WholeNumber{negative ? static_cast<std::uint64_t>(0) - magnitude : magnitude};
            }
            break;
    }
    fail_number(in, number->text(), "does not fit " + describe(range));
    return std::nullopt;
}

std::optional<double> read_double(AttributeValue& value, ReadContext& in) {
    return read_floating<double>(value, in, "double");
}

std::optional<float> read_float(AttributeValue& value, ReadContext& in) {
    return read_floating<float>(value, in, "float");
}

AttributeValue write_double(double value, WriteContext& out) {
    return write_floating(value, out);
}

AttributeValue write_float(float value, WriteContext& out) {
    return write_floating(value, out);
}

void read_bytes(AttributeValue& value, std::byte* begin, std::size_t size, ReadContext& in) {
    const Bytes* bytes = in.expect<Bytes>(value, AttributeValue::Type::B);
    if (bytes == nullptr) {
        return;
    }
    if (bytes->size() != size) {
        in.fail("expected " + std::to_string(size) + " bytes, found " + std::to_string(bytes->size()));
        return;
    }
    std::copy(bytes->begin(), bytes->end(), begin);
}

}  // namespace dynoxx::detail

namespace dynoxx::mapper {

std::string normalized_number(std::string_view text) {
    std::optional<detail::Decimal> decimal = detail::parse_decimal(text);
    if (!decimal) {
        return std::string(text);
    }
    while (decimal->digits.ends_with('0')) {
        decimal->digits.pop_back();
        ++decimal->exponent;
    }
    if (decimal->digits.empty()) {
        return "0";
    }
    return (decimal->negative ? "-" : "") + decimal->digits + "e" + std::to_string(decimal->exponent);
}

}  // namespace dynoxx::mapper
