#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx::local::support {

/// Says what a plus sign in a query or form means.
enum class Plus { IsBlank, IsPlus };

/// The decoded parameters of a query or a form body, in order.
class Parameters {
 public:
    Parameters() = default;

    /// Reads `a=b&c&d=e`; a parameter that is not well encoded is taken as it stands.
    static Parameters parse(std::string_view text, Plus plus);

    /// Says whether a parameter is there, with or without a value.
    [[nodiscard]] bool has(std::string_view name) const noexcept { return find(name) != nullptr; }

    /// Gives the value of a parameter, or null.
    [[nodiscard]] const std::string* find(std::string_view name) const noexcept;

    /// Gives the value of a parameter, or an empty text.
    [[nodiscard]] std::string_view get(std::string_view name) const noexcept;

    [[nodiscard]] auto begin() const noexcept { return items_.begin(); }
    [[nodiscard]] auto end() const noexcept { return items_.end(); }

 private:
    std::vector<std::pair<std::string, std::string>> items_{};
};

/// Reads a number without sign; nothing if the text is not one or is too large.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

}  // namespace dynoxx::local::support
