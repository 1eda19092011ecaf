#pragma once

#include "runtime/system.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The three ways in which AWS writes a time, read and written in UTC without a locale.
///
/// What is read must be a possible date and time, and must fit into `SystemTime` (years 1678 to 2261).
namespace dynoxx::runtime {

/// Number of characters of `YYYYMMDDTHHMMSSZ`.
inline constexpr std::size_t basic_timestamp_size = 16;

/// Writes `20240131T235959Z`, the form of signatures; parts of a second are cut off. The first 8 are the day.
[[nodiscard]] std::string format_basic_timestamp(SystemTime time);

/// Reads what `format_basic_timestamp` writes.
[[nodiscard]] std::optional<SystemTime> parse_basic_timestamp(std::string_view text);

/// Writes `2024-01-31T23:59:59Z`, with 3, 6 or 9 digits of a second if they are not zero.
[[nodiscard]] std::string format_iso8601(SystemTime time);

/// Reads `2024-01-31T23:59:59`, up to 9 digits of a second after a point, then `Z` or an offset such as `+02:00`.
[[nodiscard]] std::optional<SystemTime> parse_iso8601(std::string_view text);

/// Writes `Wed, 31 Jan 2024 23:59:59 GMT`, the form of the headers `Date` and `Last-Modified`.
[[nodiscard]] std::string format_http_date(SystemTime time);

/// Reads what `format_http_date` writes; the day of the week must be one, but need not fit the date.
///
/// @par Source
/// RFC 9110, section 5.6.7, "IMF-fixdate".
[[nodiscard]] std::optional<SystemTime> parse_http_date(std::string_view text);

}  // namespace dynoxx::runtime
