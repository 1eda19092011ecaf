#pragma once

#include <string_view>

namespace dynoxx::mapper {

/// Guesses a media type from the ending of a file name, in any case; empty if the ending is not in the table.
///
/// @par Source
/// IANA, "Media Types".
[[nodiscard]] std::string_view content_type_of(std::string_view file_name) noexcept;

}  // namespace dynoxx::mapper
