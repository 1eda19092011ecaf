#pragma once

#include <dynoxx/converters/scalar.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>

namespace dynoxx {

/// The time after which an item may be deleted; stored as N, in whole seconds since 1970.
///
/// The service deletes expired items within a few days; until then reads still find them. A query or scan leaves them
/// out with `.filter(field<&T::expires> > TimeToLive::at(now))`.
///
/// @par Source
/// Amazon DynamoDB Developer Guide, "Using time to live (TTL)".
class TimeToLive {
 public:
    using Clock = std::chrono::system_clock;

    /// Makes the time 0, which DynamoDB never deletes: it ignores times that are more than five years old.
    TimeToLive() = default;

    /// Ends at a point in time; parts of a second are cut off.
    [[nodiscard]] static TimeToLive at(Clock::time_point time) {
        return TimeToLive(std::chrono::floor<std::chrono::seconds>(time));
    }

    /// Ends after a time from now on: `TimeToLive::in(std::chrono::hours(1))`.
    [[nodiscard]] static TimeToLive in(std::chrono::seconds duration, Clock::time_point now = Clock::now()) {
        return at(now + duration);
    }

    [[nodiscard]] std::chrono::sys_seconds time() const noexcept { return time_; }

    /// Says whether the time has come.
    [[nodiscard]] bool is_expired(Clock::time_point now = Clock::now()) const noexcept { return time_ <= now; }

    /// Gives the time that is left; 0 if it is over.
    [[nodiscard]] std::chrono::seconds remaining(Clock::time_point now = Clock::now()) const noexcept {
        return is_expired(now) ? std::chrono::seconds(0) : std::chrono::ceil<std::chrono::seconds>(time_ - now);
    }

    friend auto operator<=>(const TimeToLive&, const TimeToLive&) = default;

 private:
    explicit TimeToLive(std::chrono::sys_seconds time) : time_(time) {}

    std::chrono::sys_seconds time_{};
};

/// A time to live as N. Numbers with a fraction, as pydynox and others may write them, are cut off.
template <>
struct Converter<TimeToLive> {
    static constexpr AttributeValue::Type type = AttributeValue::Type::N;
    static AttributeValue write(const TimeToLive& value, WriteContext&) {
        return AttributeValue(std::int64_t{value.time().time_since_epoch().count()});
    }
    static void read(AttributeValue& value, TimeToLive& out, ReadContext& in);
};

namespace detail {

template <class T>
inline constexpr bool is_time_to_live = std::same_as<T, TimeToLive> || IntegerType<T>;
template <class T>
inline constexpr bool is_time_to_live<std::optional<T>> = is_time_to_live<T>;

}  // namespace detail

}  // namespace dynoxx
