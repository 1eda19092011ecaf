#include <dynoxx/converters/time.hpp>

#include <array>
#include <charconv>

namespace dynoxx::detail {

namespace {

void append_digits(std::string& text, unsigned value, int width) {
    std::array<char, 10> digits{};
    for (int i = width; i-- > 0; value /= 10) {
        digits.at(static_cast<std::size_t>(i)) = static_cast<char>('0' + value % 10);
    }
    text.append(digits.data(), static_cast<std::size_t>(width));
}

/// Takes numbers and marks from the front of a text.
class Scanner {
 public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

    bool take(char expected) noexcept {
        if (rest_.empty() || rest_.front() != expected) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] std::optional<int> number(std::size_t width) noexcept {
        int value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + std::min(width, rest_.size()), value);
        if (error != std::errc() || end != rest_.data() + width || rest_.front() == '-') {
            return std::nullopt;
        }
        rest_.remove_prefix(width);
        return value;
    }

    /// Takes any number of digits as a fraction of a second; digits after the sixth are cut off.
    [[nodiscard]] std::optional<std::chrono::microseconds> fraction() noexcept {
        int value = 0;
        int scale = 1'000'000;
        std::size_t count = 0;
        for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count) {
            if (scale > 1) {
                value = value * 10 + (rest_[count] - '0');
                scale /= 10;
            }
        }
        rest_.remove_prefix(count);
        return count == 0 ? std::nullopt : std::optional(std::chrono::microseconds(value * scale));
    }

 private:
    std::string_view rest_;
};

std::optional<std::chrono::microseconds> parse_time_of_day(Scanner& text) {
    const auto hour = text.number(2);
    if (!hour || *hour > 23 || !text.take(':')) {
        return std::nullopt;
    }
    const auto minute = text.number(2);
    if (!minute || *minute > 59) {
        return std::nullopt;
    }
    std::chrono::microseconds time = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
    if (!text.take(':')) {
        return time;
    }
    const auto second = text.number(2);
    if (!second || *second > 59) {
        return std::nullopt;
    }
    time += std::chrono::seconds(*second);
    if (text.take('.') || text.take(',')) {
        const auto fraction = text.fraction();
        if (!fraction) {
            return std::nullopt;
        }
        time += *fraction;
    }
    return time;
}

std::optional<std::chrono::minutes> parse_offset(Scanner& text) {
    if (text.at_end() || text.take('Z')) {
        return std::chrono::minutes(0);
    }
    const bool negative = text.take('-');
    if (!negative && !text.take('+')) {
        return std::nullopt;
    }
    const auto hours = text.number(2);
    text.take(':');
    const auto minutes = text.at_end() ? std::optional(0) : text.number(2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) {
        return std::nullopt;
    }
    const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return negative ? -offset : offset;
}

constexpr int first_year = 1;
constexpr int last_year = 9999;

}  // namespace

std::string format_time(Microseconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::string text;
    append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_digits(text, static_cast<unsigned>(clock.hours().count()), 2);
    text += ':';
    append_digits(text, static_cast<unsigned>(clock.minutes().count()), 2);
    text += ':';
    append_digits(text, static_cast<unsigned>(clock.seconds().count()), 2);
    if (clock.subseconds().count() != 0) {
        text += '.';
        append_digits(text, static_cast<unsigned>(clock.subseconds().count()), 6);
    }
    return text += "+00:00";
}

std::optional<Microseconds> parse_time(std::string_view text) {
    Scanner scanner(text);
    const auto year = scanner.number(4);
    const bool year_ends = scanner.take('-');
    const auto month = scanner.number(2);
    const bool month_ends = scanner.take('-');
    const auto day = scanner.number(2);
    if (!year || !year_ends || !month || !month_ends || !day || *year < first_year) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) {
        return std::nullopt;
    }
    const Microseconds midnight = std::chrono::sys_days(date);
    if (scanner.at_end()) {
        return midnight;
    }
    if (!scanner.take('T') && !scanner.take(' ')) {
        return std::nullopt;
    }
    const auto time = parse_time_of_day(scanner);
    const auto offset = time ? parse_offset(scanner) : std::nullopt;
    if (!offset || !scanner.at_end()) {
        return std::nullopt;
    }
    return midnight + *time - *offset;
}

std::optional<Microseconds> read_time(AttributeValue& value, ReadContext& in) {
    const std::string* text = in.expect<std::string>(value, AttributeValue::Type::S);
    if (text == nullptr) {
        return std::nullopt;
    }
    const auto time = parse_time(*text);
    if (!time) {
        in.fail("'" + *text + "' is not a time in ISO 8601");
    }
    return time;
}

AttributeValue write_time(Microseconds time, WriteContext& out) {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    if (date.year() < std::chrono::year(first_year) || date.year() > std::chrono::year(last_year)) {
        out.fail("the year of a time must be between 1 and 9999");
        return {};
    }
    return format_time(time);
}

}  // namespace dynoxx::detail
