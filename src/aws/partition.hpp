#pragma once

#include <string_view>

namespace dynoxx::aws {

/// A group of regions with its own domain.
///
/// @par Source
/// AWS General Reference, "AWS service endpoints"; AWS SDKs and Tools Reference Guide, "Dual-stack and FIPS endpoints".
struct Partition {
    std::string_view id;
    std::string_view dns_suffix;
    std::string_view dual_stack_suffix;
};

/// Gives the partition of a region by the form of its name; what has no other form belongs to `aws`.
[[nodiscard]] const Partition& partition_of(std::string_view region) noexcept;

/// Says whether a text may be one label of a host name: 1 to 63 letters, digits and hyphens, none of these at the ends.
[[nodiscard]] bool is_host_label(std::string_view text) noexcept;

/// Says whether a text is one or several labels of a host name, with dots between them.
[[nodiscard]] bool are_host_labels(std::string_view text) noexcept;

}  // namespace dynoxx::aws
