#include "local/dynamodb/decimal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string print(const std::variant<Decimal, DecimalError>& result) {
    if (const auto* number = std::get_if<Decimal>(&result)) {
        return number->text();
    }
    switch (std::get<DecimalError>(result)) {
        case DecimalError::NotANumber:
            return "not a number";
        case DecimalError::Overflow:
            return "overflow";
        case DecimalError::Underflow:
            return "underflow";
        case DecimalError::TooManyDigits:
            break;
    }
    return "too many digits";
}

Decimal number(std::string_view text) {
    return std::get<Decimal>(Decimal::parse(text));
}

const std::string nines(38, '9');

}  // namespace

TEST(Decimal, parses_and_prints_as_the_service_does) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"0", "0"},
        {"-0", "0"},
        {"-0.000", "0"},
        {"0e125", "0"},
        {"0e126", "overflow"},
        {"0e-131", "underflow"},
        {"1", "1"},
        {"+5", "5"},
        {"00012.3400", "12.34"},
        {".5", "0.5"},
        {"5.", "5"},
        {"-.05", "-0.05"},
        {"1e3", "1000"},
        {"1E+3", "1000"},
        {"120e-1", "12"},
        {"123e-5", "0.00123"},
        {"1e125", '1' + std::string(125, '0')},
        {"1e-130", "0." + std::string(129, '0') + '1'},
        {nines, nines},
        {nines + "e88", nines + std::string(88, '0')},
        {"0." + nines, "0." + nines},
        {"1" + std::string(60, '0'), "1" + std::string(60, '0')},
        {"1.0000000000000000000000000000000000000000000", "1"},
        {nines + "9", "too many digits"},
        {"1e126", "overflow"},
        {"-1e126", "overflow"},
        {"10e125", "overflow"},
        {"1e9223372036854775807", "overflow"},
        {"1e9223372036854775808", "not a number"},
        {"1e-131", "underflow"},
        {"0.1e-130", "underflow"},
        {"1e-9223372036854775807", "underflow"},
        {"", "not a number"},
        {"abc", "not a number"},
        {" 5", "not a number"},
        {"5 ", "not a number"},
        {"1e", "not a number"},
        {"1e+", "not a number"},
        {".", "not a number"},
        {"-", "not a number"},
        {"1.2.3", "not a number"},
        {"0x5", "not a number"},
        {"NaN", "not a number"},
        {"Infinity", "not a number"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(print(Decimal::parse(text)), expected) << text;
    }
}

TEST(Decimal, adds_exactly) {
    const std::vector<std::array<std::string, 3>> cases = {
        {"1", "2", "3"},
        {"1", "-1", "0"},
        {"0", "-7", "-7"},
        {"-7", "0", "-7"},
        {"0.1", "0.2", "0.3"},
        {"999", "1", "1000"},
        {"1000", "-1", "999"},
        {"-1000", "1", "-999"},
        {"1", "-1000", "-999"},
        {"-5", "-5.5", "-10.5"},
        {"1e20", "1e-10", "100000000000000000000.0000000001"},
        {nines, "1", "1" + std::string(38, '0')},
        {nines, "-" + nines, "0"},
        {"1e38", "1", "too many digits"},
        {"1e125", "1e-130", "too many digits"},
        {"9e125", "1e125", "overflow"},
        {"1.1e-129", "-1e-129", "0." + std::string(129, '0') + '1'},
        {"1.00000000000000000000000000000000000001e-92", "-1e-92", "0." + std::string(129, '0') + '1'},
    };
    for (const auto& [left, right, expected] : cases) {
        const auto parsed = Decimal::parse(left);
        if (!std::holds_alternative<Decimal>(parsed)) {
            continue;
        }
        EXPECT_EQ(print(Decimal::add(number(left), number(right))), expected) << left << " + " << right;
        EXPECT_EQ(print(Decimal::add(number(right), number(left))), expected) << right << " + " << left;
    }
}

TEST(Decimal, orders_numbers_and_their_sort_bytes_alike) {
    const std::vector<std::string> ascending = {
        "-1e125", "-1000", "-999.5", "-10", "-9.91", "-9.9", "-1",  "-0.5", "-0.05", "-1e-130", "0",   "1e-130",
        "0.05",   "0.5",   "0.51",   "1",   "1.5",   "2",    "9.9", "10",   "10.01", "99",      "100", "1e125"};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t k = 0; k < ascending.size(); ++k) {
            EXPECT_EQ(number(ascending[i]) <=> number(ascending[k]), i <=> k) << ascending[i] << ' ' << ascending[k];
            EXPECT_EQ(number(ascending[i]).sort_bytes() <=> number(ascending[k]).sort_bytes(), i <=> k)
                << ascending[i] << ' ' << ascending[k];
        }
    }
}

TEST(Decimal, is_equal_whatever_the_writing) {
    EXPECT_EQ(number("1"), number("1.0"));
    EXPECT_EQ(number("1"), number("10e-1"));
    EXPECT_EQ(number("0"), number("-0.0"));
    EXPECT_NE(number("1"), number("-1"));
}

TEST(Decimal, counts_digit_pairs_from_the_decimal_point) {
    const std::vector<std::pair<std::string, std::size_t>> cases = {
        {"0", 0},   {"5", 1},   {"12", 1},   {"123", 2},  {"1234", 2},
        {"100", 1}, {"1.5", 2}, {"12.5", 2}, {"0.05", 1}, {"0.123", 2},
    };
    for (const auto& [text, pairs] : cases) {
        EXPECT_EQ(number(text).digit_pairs(), pairs) << text;
    }
}

}  // namespace dynoxx::local::dynamodb
