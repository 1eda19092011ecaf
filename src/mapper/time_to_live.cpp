#include <dynoxx/time_to_live.hpp>

#include <cmath>

namespace dynoxx {

namespace {

// std::chrono's calendar ends here; the service's own limit is lower.
constexpr double latest = 9.2e11;

}  // namespace

void Converter<TimeToLive>::read(AttributeValue& value, TimeToLive& out, ReadContext& in) {
    const std::optional<double> seconds = detail::read_double(value, in);
    if (!seconds) {
        return;
    }
    if (std::abs(*seconds) > latest) {
        in.fail("the number is no time in seconds since 1970");
        return;
    }
    out = TimeToLive::at(std::chrono::sys_seconds(std::chrono::seconds(std::llround(std::floor(*seconds)))));
}

}  // namespace dynoxx
