#include "local/auth/scope_check.hpp"

#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"

#include <chrono>
#include <string>

namespace dynoxx::local::auth {

namespace {

constexpr auto allowed_skew = std::chrono::minutes(15);
constexpr auto longest_expiry = std::chrono::hours(24 * 7);

Denied skewed(const sigv4::PresentedSignature& presented, runtime::SystemTime now, std::string message) {
    Denied denied(Denial::TimeSkewed, std::move(message));
    denied.request_time = presented.amz_date;
    denied.server_time = now;
    return denied;
}

std::optional<Denied> check_expiry(const sigv4::PresentedSignature& presented, runtime::SystemTime signed_at,
                                   runtime::SystemTime now) {
    if (!presented.expires || *presented.expires < std::chrono::seconds(1)) {
        return Denied(Denial::InvalidQuery, "X-Amz-Expires should be a number of seconds");
    }
    if (*presented.expires > longest_expiry) {
        return Denied(Denial::InvalidQuery,
                      "X-Amz-Expires must be less than a week (in seconds); that is, the given "
                      "X-Amz-Expires must be less than 604800 seconds");
    }
    if (signed_at + *presented.expires < now) {
        Denied denied(Denial::QueryExpired, "Request has expired");
        denied.request_time = presented.amz_date;
        denied.expected = std::to_string(presented.expires->count());
        denied.found = runtime::format_iso8601(signed_at + *presented.expires);
        denied.server_time = now;
        return denied;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Denied> check_completeness(const sigv4::PresentedSignature& presented, std::string_view authorization) {
    if (presented.place == sigv4::PresentedSignature::Place::Query) {
        if (presented.is_complete()) {
            return std::nullopt;
        }
        return Denied(
            Denial::InvalidQuery,
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }
    std::string missing;
    if (presented.credential.empty()) {
        missing += "Authorization header requires 'Credential' parameter. ";
    }
    if (presented.signature.empty()) {
        missing += "Authorization header requires 'Signature' parameter. ";
    }
    if (presented.signed_headers.empty()) {
        missing += "Authorization header requires 'SignedHeaders' parameter. ";
    }
    if (presented.amz_date.empty()) {
        missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    }
    if (!missing.empty()) {
        // The header itself is not repeated: it may hold what its sender took for something else.
        const std::string hash = runtime::base64_encode(runtime::bytes_of(support::sha256(authorization)));
        return Denied(Denial::Incomplete,
                      missing + "(Hashed with SHA-256 and encoded with Base64) Authorization=" + hash);
    }
    if (!presented.has_scope()) {
        return Denied(Denial::Incomplete,
                      "Credential must have exactly 5 slash-delimited elements, e.g. "
                      "keyid/date/region/service/term, got '" +
                          presented.credential + "'");
    }
    return std::nullopt;
}

std::optional<Denied> check_scope(const sigv4::PresentedSignature& presented, std::string_view region,
                                  std::string_view service) {
    std::string faults;
    if (presented.region != region) {
        faults += "Credential should be scoped to a valid region. ";
    }
    if (presented.service != service) {
        faults += "Credential should be scoped to correct service: '" + std::string(service) + "'. ";
    }
    const std::string_view day = std::string_view(presented.amz_date).substr(0, 8);
    if (presented.day != day) {
        faults += "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" +
                  presented.day + "' != '" + std::string(day) + "', from '" + presented.amz_date + "'. ";
    }
    if (faults.empty()) {
        return std::nullopt;
    }
    Denied denied(presented.region != region ? Denial::WrongRegion : Denial::WrongScope, faults);
    denied.expected = region;
    denied.found = presented.region;
    return denied;
}

std::optional<Denied> check_time(const sigv4::PresentedSignature& presented, runtime::SystemTime now) {
    const std::optional<runtime::SystemTime> signed_at = runtime::parse_basic_timestamp(presented.amz_date);
    if (!signed_at) {
        return Denied(Denial::Incomplete, "Date must be in ISO-8601 'basic format'. Got '" + presented.amz_date +
                                              "'. See "
                                              "http://en.wikipedia.org/wiki/ISO_8601");
    }
    const std::string now_text = runtime::format_basic_timestamp(now);
    if (*signed_at > now + allowed_skew) {
        return skewed(presented, now,
                      "Signature not yet current: " + presented.amz_date + " is still later than " +
                          runtime::format_basic_timestamp(now + allowed_skew) + " (" + now_text + " + 15 min.)");
    }
    if (presented.place == sigv4::PresentedSignature::Place::Query) {
        return check_expiry(presented, *signed_at, now);
    }
    if (*signed_at < now - allowed_skew) {
        return skewed(presented, now,
                      "Signature expired: " + presented.amz_date + " is now earlier than " +
                          runtime::format_basic_timestamp(now - allowed_skew) + " (" + now_text + " - 15 min.)");
    }
    return std::nullopt;
}

}  // namespace dynoxx::local::auth
