#pragma once

#include <dynoxx/conversion.hpp>

#include <chrono>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>

namespace dynoxx {

namespace detail {

using Microseconds = std::chrono::sys_time<std::chrono::microseconds>;

/// Prints `2024-01-31T09:05:00+00:00`, with six digits of microseconds only if they are not zero.
[[nodiscard]] std::string format_time(Microseconds time);

/// Reads ISO 8601 as Python 3.11 does: `T` or a space, seconds and fraction optional, `Z`, an offset or UTC.
[[nodiscard]] std::optional<Microseconds> parse_time(std::string_view text);

[[nodiscard]] std::optional<Microseconds> read_time(AttributeValue& value, ReadContext& in);
[[nodiscard]] AttributeValue write_time(Microseconds time, WriteContext& out);

}  // namespace detail

/// A time as S in ISO 8601 and UTC. Microseconds are the finest that is kept: nanoseconds are cut off.
template <class Duration>
struct Converter<std::chrono::sys_time<Duration>> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::S;
    static AttributeValue write(std::chrono::sys_time<Duration> time, WriteContext& out) {
        return detail::write_time(std::chrono::floor<std::chrono::microseconds>(time), out);
    }
    static void read(AttributeValue& value, std::chrono::sys_time<Duration>& out, ReadContext& in) {
        const auto time = detail::read_time(value, in);
        if (!time) {
            return;
        }
        if constexpr (std::ratio_less_v<typename Duration::period, std::micro>) {
            using Target = std::chrono::sys_time<Duration>;
            if (*time < std::chrono::ceil<std::chrono::microseconds>(Target::min()) ||
                *time > std::chrono::floor<std::chrono::microseconds>(Target::max())) {
                in.fail("the time does not fit the member; use std::chrono::sys_time<std::chrono::microseconds>");
                return;
            }
        }
        out = std::chrono::floor<Duration>(*time);
    }
};

}  // namespace dynoxx
