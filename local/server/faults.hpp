#pragma once

#include <dynoxx/local.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::server {

/// Says in a sentence what is wrong with a fault; empty if nothing is.
[[nodiscard]] std::string complaint_about(const LocalFault& fault);

/// Gives the word for a kind in `/_local/faults`, for example `wrong_checksum`.
[[nodiscard]] std::string_view to_string(LocalFaultKind kind) noexcept;

/// Finds a kind by its word.
[[nodiscard]] std::optional<LocalFaultKind> find_fault_kind(std::string_view word) noexcept;

/// The faults that are waiting for requests. Not thread-safe.
class Faults {
 public:
    /// Adds a fault about which there is no complaint; gives its id.
    std::uint64_t add(LocalFault fault);

    /// Removes a fault; false if there is none of this id.
    bool remove(std::uint64_t id);

    void clear() { states_.clear(); }

    [[nodiscard]] const std::vector<LocalFaultState>& all() const noexcept { return states_; }

    /// Gives the fault that meets a request, and counts the request for every fault that it fits; null if there is
    /// none.
    [[nodiscard]] const LocalFault* meet(std::string_view service, std::string_view operation);

 private:
    std::vector<LocalFaultState> states_{};
    std::uint64_t last_id_ = 0;
};

}  // namespace dynoxx::local::server
