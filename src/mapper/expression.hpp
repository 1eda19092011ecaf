#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/dynamodb.hpp>
#include <dynoxx/update.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::mapper {

/// Prints the expressions of one request, which share their placeholders: names `#n0`, `#n1`, one per distinct name,
/// and values `:v0`, `:v1`, one per value, in the order of printing.
///
/// @par Source
/// Amazon DynamoDB Developer Guide, "Expression attribute names and values".
class ExpressionPrinter {
 public:
    /// With `NamesInPlace` the text is for people: names are not replaced.
    enum class Style { Placeholders, NamesInPlace };

    explicit ExpressionPrinter(Style style = Style::Placeholders) : style_(style) {}

    /// Prints a condition; the empty text for the empty condition.
    [[nodiscard]] std::string print(const Condition& condition);

    /// Prints the clauses SET, REMOVE, ADD and DELETE of an update, in this order.
    [[nodiscard]] std::string print(const Update& update);

    /// Prints paths separated by commas.
    [[nodiscard]] std::string print_projection(const std::vector<Path>& paths);

    /// Prints one path.
    [[nodiscard]] std::string print(const Path& path);

    /// Gives the placeholder of a value.
    [[nodiscard]] std::string value(const AttributeValue& value);

    /// Gives the first value that could not be converted, as its error.
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

    [[nodiscard]] ExpressionNames& names() noexcept { return names_; }
    [[nodiscard]] ExpressionValues& values() noexcept { return values_; }

    /// The parts of the printed updates that are still to be uploaded or sealed, with their placeholders.
    [[nodiscard]] std::vector<PendingUpload>& uploads() noexcept { return uploads_; }
    [[nodiscard]] std::vector<PendingSeal>& seals() noexcept { return seals_; }

 private:
    [[nodiscard]] std::string name(const std::string& name);
    [[nodiscard]] std::string print(const Operand& operand);
    [[nodiscard]] std::string print_function(std::string_view function, const Condition& condition);
    [[nodiscard]] std::string print_in(const Condition& condition);
    [[nodiscard]] std::string print_set(const UpdateAction& action);
    [[nodiscard]] std::string print_value(const UpdateAction& action);

    Style style_;
    ExpressionNames names_;
    std::vector<std::string> name_order_;
    ExpressionValues values_;
    std::size_t value_count_ = 0;
    std::vector<PendingUpload> uploads_;
    std::vector<PendingSeal> seals_;
    std::optional<Error> error_;
};

}  // namespace dynoxx::mapper
