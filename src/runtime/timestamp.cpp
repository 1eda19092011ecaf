#include "runtime/timestamp.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace dynoxx::runtime {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// Takes a text apart from the left; after the first thing that does not fit, everything fails.
class Scanner {
 public:
    explicit Scanner(std::string_view text) : text_(text) {}

    /// Takes exactly so many digits.
    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const char c = next();
            if (c < '0' || c > '9') {
                failed_ = true;
                return 0;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    void expect(std::string_view literal) {
        if (text_.substr(0, literal.size()) != literal) {
            failed_ = true;
            return;
        }
        text_.remove_prefix(literal.size());
    }

    /// Takes one of the names and gives its index.
    template <std::size_t N>
    std::size_t one_of(const std::array<std::string_view, N>& names) {
        const auto found = std::ranges::find(names, text_.substr(0, 3));
        if (found == names.end()) {
            failed_ = true;
            return 0;
        }
        text_.remove_prefix(3);
        return static_cast<std::size_t>(found - names.begin());
    }

    char next() {
        if (text_.empty()) {
            failed_ = true;
            return '\0';
        }
        const char c = text_.front();
        text_.remove_prefix(1);
        return c;
    }

    [[nodiscard]] bool at_digit() const { return !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; }
    [[nodiscard]] bool at(char c) const { return !text_.empty() && text_.front() == c; }
    [[nodiscard]] bool done() const { return !failed_ && text_.empty(); }
    void fail() { failed_ = true; }

 private:
    std::string_view text_;
    bool failed_ = false;
};

struct Civil {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    nanoseconds fraction{0};
    minutes offset{0};
};

std::optional<SystemTime> to_time(const Civil& civil) {
    const year_month_day date(year(civil.year), month(static_cast<unsigned>(civil.month)),
                              day(static_cast<unsigned>(civil.day)));
    // The years at both ends of SystemTime are only there in part.
    if (!date.ok() || civil.year < 1678 || civil.year > 2261 || civil.hour > 23 || civil.minute > 59 ||
        civil.second > 59) {
        return std::nullopt;
    }
    return SystemTime(sys_days(date)) + hours(civil.hour) + minutes(civil.minute) + seconds(civil.second) +
           civil.fraction - civil.offset;
}

Civil to_civil(SystemTime time) {
    const sys_days date = floor<days>(time);
    const year_month_day ymd(date);
    const hh_mm_ss<nanoseconds> clock(duration_cast<nanoseconds>(time - date));
    Civil civil;
    civil.year = static_cast<int>(ymd.year());
    civil.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    civil.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    civil.hour = static_cast<int>(clock.hours().count());
    civil.minute = static_cast<int>(clock.minutes().count());
    civil.second = static_cast<int>(clock.seconds().count());
    civil.fraction = clock.subseconds();
    return civil;
}

void append_digits(std::string& out, std::int64_t value, std::size_t count) {
    const std::size_t start = out.size();
    out.resize(start + count);
    for (std::size_t i = count; i-- > 0; value /= 10) {
        out[start + i] = static_cast<char>('0' + value % 10);
    }
}

void append_clock(std::string& out, const Civil& civil) {
    append_digits(out, civil.hour, 2);
    out += ':';
    append_digits(out, civil.minute, 2);
    out += ':';
    append_digits(out, civil.second, 2);
}

nanoseconds scan_fraction(Scanner& scan) {
    std::int64_t value = 0;
    std::int64_t unit = 1'000'000'000;
    do {
        value = value * 10 + scan.digits(1);
        unit /= 10;
    } while (unit > 1 && scan.at_digit());
    return nanoseconds(value * unit);
}

minutes scan_offset(Scanner& scan) {
    if (scan.at('Z')) {
        scan.next();
        return minutes(0);
    }
    const char sign = scan.next();
    const int hour = scan.digits(2);
    scan.expect(":");
    const int minute = scan.digits(2);
    if ((sign != '+' && sign != '-') || hour > 23 || minute > 59) {
        scan.fail();
    }
    const minutes offset = hours(hour) + minutes(minute);
    return sign == '-' ? -offset : offset;
}

}  // namespace

std::string format_basic_timestamp(SystemTime time) {
    const Civil civil = to_civil(time);
    std::string out;
    out.reserve(basic_timestamp_size);
    append_digits(out, civil.year, 4);
    append_digits(out, civil.month, 2);
    append_digits(out, civil.day, 2);
    out += 'T';
    append_digits(out, civil.hour, 2);
    append_digits(out, civil.minute, 2);
    append_digits(out, civil.second, 2);
    out += 'Z';
    return out;
}

std::optional<SystemTime> parse_basic_timestamp(std::string_view text) {
    Scanner scan(text);
    Civil civil;
    civil.year = scan.digits(4);
    civil.month = scan.digits(2);
    civil.day = scan.digits(2);
    scan.expect("T");
    civil.hour = scan.digits(2);
    civil.minute = scan.digits(2);
    civil.second = scan.digits(2);
    scan.expect("Z");
    return scan.done() ? to_time(civil) : std::nullopt;
}

std::string format_iso8601(SystemTime time) {
    const Civil civil = to_civil(time);
    std::string out;
    append_digits(out, civil.year, 4);
    out += '-';
    append_digits(out, civil.month, 2);
    out += '-';
    append_digits(out, civil.day, 2);
    out += 'T';
    append_clock(out, civil);
    if (const std::int64_t fraction = civil.fraction.count(); fraction != 0) {
        out += '.';
        if (fraction % 1'000'000 == 0) {
            append_digits(out, fraction / 1'000'000, 3);
        } else if (fraction % 1'000 == 0) {
            append_digits(out, fraction / 1'000, 6);
        } else {
            append_digits(out, fraction, 9);
        }
    }
    out += 'Z';
    return out;
}

std::optional<SystemTime> parse_iso8601(std::string_view text) {
    Scanner scan(text);
    Civil civil;
    civil.year = scan.digits(4);
    scan.expect("-");
    civil.month = scan.digits(2);
    scan.expect("-");
    civil.day = scan.digits(2);
    scan.expect("T");
    civil.hour = scan.digits(2);
    scan.expect(":");
    civil.minute = scan.digits(2);
    scan.expect(":");
    civil.second = scan.digits(2);
    if (scan.at('.')) {
        scan.next();
        civil.fraction = scan_fraction(scan);
    }
    civil.offset = scan_offset(scan);
    return scan.done() ? to_time(civil) : std::nullopt;
}

std::string format_http_date(SystemTime time) {
    const Civil civil = to_civil(time);
    std::string out(weekdays.at(weekday(floor<days>(time)).c_encoding()));
    out += ", ";
    append_digits(out, civil.day, 2);
    out += ' ';
    out += months.at(static_cast<std::size_t>(civil.month - 1));
    out += ' ';
    append_digits(out, civil.year, 4);
    out += ' ';
    append_clock(out, civil);
    out += " GMT";
    return out;
}

std::optional<SystemTime> parse_http_date(std::string_view text) {
    Scanner scan(text);
    Civil civil;
    scan.one_of(weekdays);
    scan.expect(", ");
    civil.day = scan.digits(2);
    scan.expect(" ");
    civil.month = static_cast<int>(scan.one_of(months)) + 1;
    scan.expect(" ");
    civil.year = scan.digits(4);
    scan.expect(" ");
    civil.hour = scan.digits(2);
    scan.expect(":");
    civil.minute = scan.digits(2);
    scan.expect(":");
    civil.second = scan.digits(2);
    scan.expect(" GMT");
    return scan.done() ? to_time(civil) : std::nullopt;
}

}  // namespace dynoxx::runtime
