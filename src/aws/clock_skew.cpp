#include "aws/clock_skew.hpp"

#include "runtime/timestamp.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_trusted_exchange = 15min;
constexpr auto smallest_skew = 4min;

constexpr std::array<std::string_view, 5> skew_codes = {
    "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
    "RequestTimeTooSkewed",      "AccessDeniedException",
};

}  // namespace

std::optional<Skew> measure_skew(const http::Response& response, runtime::SystemTime sent,
                                 runtime::SystemTime received) {
    if (response.headers.find("Age") != nullptr || received - sent > longest_trusted_exchange) {
        return std::nullopt;
    }
    const std::optional<runtime::SystemTime> date = runtime::parse_http_date(response.headers.get("Date"));
    if (!date) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<Skew>(*date - (sent + (received - sent) / 2));
}

bool is_skew_failure(std::string_view error_code, Skew measured, Skew used) noexcept {
    return std::chrono::abs(measured - used) > smallest_skew &&
           std::ranges::find(skew_codes, error_code) != skew_codes.end();
}

ClockSkews::ClockSkews(runtime::State&) {}

Skew ClockSkews::get(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = skews_.find(key);
    return found == skews_.end() ? Skew::zero() : found->second;
}

void ClockSkews::set(const std::string& key, Skew skew) {
    const std::lock_guard lock(mutex_);
    skews_[key] = skew;
}

}  // namespace dynoxx::aws
