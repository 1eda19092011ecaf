#pragma once

#include <dynoxx/detail/compiled_once.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx {

/// Where a value is in an item: an attribute, and then keys of maps and indexes of lists.
class Path {
 public:
    /// One step: a name, or an index if `is_index` says so.
    struct Step {
        explicit Step(std::string step_name) : name(std::move(step_name)) {}
        explicit Step(std::size_t step_index) : index(step_index), is_index(true) {}

        std::string name{};
        std::size_t index = 0;
        bool is_index = false;

        friend bool operator==(const Step&, const Step&) = default;
    };

    /// Makes the path of an attribute.
    explicit Path(std::string_view attribute);
    DYNOXX_DECLARE_COPIES(Path);

    /// Adds a step into a map.
    Path& key(std::string_view name) &;
    Path key(std::string_view name) &&;

    /// Adds a step into a list; the first element is 0.
    Path& index(std::size_t position) &;
    Path index(std::size_t position) &&;

    [[nodiscard]] const std::vector<Step>& steps() const noexcept { return steps_; }

    /// Gives the attribute that the path begins with.
    [[nodiscard]] const std::string& attribute() const noexcept { return steps_.front().name; }

    /// Prints `address.lines[0]`.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Path&, const Path&) = default;

 private:
    std::vector<Step> steps_;
};

}  // namespace dynoxx
