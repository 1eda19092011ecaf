#pragma once

#include <string>
#include <string_view>

namespace dynoxx::mapper {

/// Gives a text that is the same for equal numbers: `1`, `1.0` and `10e-1` are equal. A text that is no number is given
/// back as it is.
[[nodiscard]] std::string normalized_number(std::string_view text);

}  // namespace dynoxx::mapper
