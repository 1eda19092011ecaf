#pragma once

#include <string_view>

namespace dynoxx {

/// Chooses among the sets of defaults that AWS maintains.
///
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Smart configuration defaults".
enum class DefaultsMode {
    Legacy,       ///< the defaults of this library
    Standard,     ///< what AWS recommends for most programs
    InRegion,     ///< for programs that run in the region which they call
    CrossRegion,  ///< for programs that run in another region
    Mobile,       ///< for slow and unsteady networks
    Auto,  ///< `InRegion` or `CrossRegion` where the environment tells the region of the machine, otherwise `Standard`
};

/// Gives the word that the settings use: `legacy`, `standard`, `in-region`, `cross-region`, `mobile` or `auto`.
[[nodiscard]] std::string_view to_string(DefaultsMode mode) noexcept;

}  // namespace dynoxx
