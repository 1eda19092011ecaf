#include "local/server/faults.hpp"

#include "local/dynamodb/engine.hpp"
#include "local/kms/service.hpp"
#include "local/s3/service.hpp"
#include "local/sts/service.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::server {

namespace {

struct KindName {
    LocalFaultKind kind;
    std::string_view name;
};

constexpr auto kinds = std::to_array<KindName>({
    {LocalFaultKind::Error, "error"},
    {LocalFaultKind::Throttle, "throttle"},
    {LocalFaultKind::Latency, "latency"},
    {LocalFaultKind::Close, "close"},
    {LocalFaultKind::Cut, "cut"},
    {LocalFaultKind::Garbage, "garbage"},
    {LocalFaultKind::WrongChecksum, "wrong_checksum"},
    {LocalFaultKind::ClockSkew, "clock_skew"},
    {LocalFaultKind::PartialBatch, "partial_batch"},
});

struct ServiceName {
    std::string_view name;
    bool (*has_operation)(std::string_view) noexcept;
};

constexpr auto services = std::to_array<ServiceName>({
    {"dynamodb", dynamodb::Engine::has_operation},
    {"s3", s3::Service::has_operation},
    {"kms", kms::Service::has_operation},
    {"sts", sts::Service::has_operation},
});

constexpr std::chrono::hours longest{24};

std::string in_quotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

std::string complaint_about_place(const LocalFault& fault) {
    if (fault.service.empty()) {
        return fault.operation.empty() ? "" : "A fault that names an operation must also name the service.";
    }
    const auto service = std::ranges::find(services, fault.service, &ServiceName::name);
    if (service == services.end()) {
        return "There is no service " + in_quotes(fault.service) + "; there are dynamodb, s3, kms and sts.";
    }
    if (!fault.operation.empty() && !service->has_operation(fault.operation)) {
        return "There is no operation " + in_quotes(fault.operation) + " of " + fault.service + ".";
    }
    return {};
}

/// Finds a member that was set although the kind does not use it.
std::string complaint_about_unused(const LocalFault& fault) {
    using enum LocalFaultKind;
    const LocalFault usual;
    const LocalFaultKind kind = fault.kind;
    std::string_view unused;
    if (kind != Error && (fault.status != usual.status || !fault.code.empty() || !fault.message.empty())) {
        unused = "status, code or message";
    } else if (kind != Latency && fault.latency != usual.latency) {
        unused = "latency";
    } else if (kind != ClockSkew && fault.skew != usual.skew) {
        unused = "skew";
    } else if (kind != PartialBatch && fault.processed != usual.processed) {
        unused = "number of processed items";
    } else if (kind != Error && kind != Throttle && kind != Close && fault.executes) {
        return "A fault of the kind " + in_quotes(to_string(kind)) + " is always carried out; leave executes out.";
    }
    return unused.empty()
               ? ""
               : "A fault of the kind " + in_quotes(to_string(kind)) + " has no " + std::string(unused) + ".";
}

std::string complaint_about_values(const LocalFault& fault) {
    switch (fault.kind) {
        case LocalFaultKind::Error:
            return fault.status < 400 || fault.status > 599 ? "The status of an error is a number from 400 to 599."
                                                            : "";
        case LocalFaultKind::Latency:
            return fault.latency.count() <= 0 || fault.latency > longest ? "A latency is above 0 and at most a day."
                                                                         : "";
        case LocalFaultKind::ClockSkew:
            return fault.skew.count() == 0 || fault.skew > longest || fault.skew < -longest
                       ? "A clock skew is not 0, and at most a day ahead or behind."
                       : "";
        case LocalFaultKind::WrongChecksum:
            return fault.service != "dynamodb" ? "Only dynamodb sends x-amz-crc32; name it as the service." : "";
        case LocalFaultKind::PartialBatch:
            if (fault.operation != "BatchWriteItem" && fault.operation != "BatchGetItem") {
                return "A partial batch is one of BatchWriteItem or BatchGetItem; name the operation.";
            }
            return fault.processed == 0 ? "At least 1 item is processed; for none there is the kind \"throttle\"." : "";
        default:
            return {};
    }
}

}  // namespace

std::string complaint_about(const LocalFault& fault) {
    for (const auto check : {complaint_about_place, complaint_about_unused, complaint_about_values}) {
        if (std::string complaint = check(fault); !complaint.empty()) {
            return complaint;
        }
    }
    return {};
}

std::string_view to_string(LocalFaultKind kind) noexcept {
    const auto found = std::ranges::find(kinds, kind, &KindName::kind);
    return found == kinds.end() ? std::string_view() : found->name;
}

std::optional<LocalFaultKind> find_fault_kind(std::string_view word) noexcept {
    const auto found = std::ranges::find(kinds, word, &KindName::name);
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

std::uint64_t Faults::add(LocalFault fault) {
    LocalFaultState state;
    state.id = ++last_id_;
    state.fault = std::move(fault);
    states_.push_back(std::move(state));
    return last_id_;
}

bool Faults::remove(std::uint64_t id) {
    return std::erase_if(states_, [&](const LocalFaultState& state) { return state.id == id; }) != 0;
}

const LocalFault* Faults::meet(std::string_view service, std::string_view operation) {
    const LocalFault* met = nullptr;
    for (LocalFaultState& state : states_) {
        const LocalFault& fault = state.fault;
        const bool fits = (fault.service.empty() || fault.service == service) &&
                          (fault.operation.empty() || fault.operation == operation);
        if (!fits) {
            continue;
        }
        ++state.seen;
        const bool is_due = state.seen > fault.skip && (fault.times == 0 || state.met < fault.times);
        if (is_due && met == nullptr) {
            ++state.met;
            met = &fault;
        }
    }
    return met;
}

}  // namespace dynoxx::local::server
