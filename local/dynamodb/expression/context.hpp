#pragma once

#include "local/dynamodb/json.hpp"
#include "local/dynamodb/value.hpp"
#include "local/dynamodb/value_json.hpp"

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Holds a request's ExpressionAttributeNames and ExpressionAttributeValues and remembers which ones are used.
class ExpressionContext {
 public:
    /// Reads and checks both members of a request; either may be missing.
    explicit ExpressionContext(const Json& request, ValueErrorStyle style = ValueErrorStyle::Current);

    /// Finds the attribute name behind a placeholder such as `#n`; null if it is not defined.
    [[nodiscard]] const std::string* use_name(std::string_view placeholder);

    /// Finds the value behind a placeholder such as `:v`; null if it is not defined. The value lives as long as this
    /// object.
    [[nodiscard]] const Value* use_value(std::string_view placeholder);

    /// Fails if a name or value was not used by any expression.
    void check_all_used() const;

 private:
    std::map<std::string, std::string, std::less<>> names_;
    std::map<std::string, Value, std::less<>> values_;
    std::set<std::string, std::less<>> used_;
};

/// Says whether a message names the expressions that are missing.
enum class ExpressionNames { Listed, Left };

/// Fails if the request has expressions and parameters of the old style (`Expected`, `AttributeUpdates`, ...) at once,
/// or names or values without an expression to use them.
///
/// @param expressions the operation's expression members. @param legacy the operation's members of the old style.
/// @param message whether the message about values names the expressions that could use them.
void check_expression_parameters(const Json& request, std::initializer_list<std::string_view> expressions,
                                 std::initializer_list<std::string_view> legacy,
                                 ExpressionNames message = ExpressionNames::Listed);

}  // namespace dynoxx::local::dynamodb
