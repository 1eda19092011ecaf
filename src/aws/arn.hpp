#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace dynoxx::aws {

/// The parts of an Amazon Resource Name, `arn:partition:service:region:account:resource`. Views into the text.
///
/// @par Source
/// AWS Identity and Access Management User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
struct Arn {
    Arn() {}

    std::string_view partition{};
    std::string_view service{};
    std::string_view region{};   ///< empty for what belongs to no region
    std::string_view account{};  ///< empty for what belongs to no account
    std::string_view resource{};

    /// Gives the resource split at each `:` and `/`.
    [[nodiscard]] std::vector<std::string_view> resource_parts() const;
};

/// Takes an ARN apart; nothing if the text is none. The resource may hold colons.
[[nodiscard]] std::optional<Arn> parse_arn(std::string_view text);

}  // namespace dynoxx::aws
