// Expressions of the local engine: the text as a condition, an update and a projection, applied to one item.
#include "fuzz/fuzz.hpp"
#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/expression/evaluate.hpp"
#include "local/dynamodb/expression/parser.hpp"

#include <string_view>

namespace dynoxx::fuzz {

namespace {

using namespace local::dynamodb;

constexpr std::string_view item_text = R"({
    "a": {"S": "text"}, "b": {"N": "12.5"}, "c": {"L": [{"N": "1"}, {"M": {"d": {"BOOL": true}}}]},
    "d": {"M": {"e": {"SS": ["x", "y"]}}}, "f": {"NS": ["1", "2"]}, "g": {"B": "AAEC"}, "h": {"NULL": true}})";

constexpr std::string_view request_text = R"({
    "ExpressionAttributeNames": {"#a": "a", "#b": "b", "#c": "c", "#d": "d", "#f": "f"},
    "ExpressionAttributeValues": {":s": {"S": "text"}, ":n": {"N": "-3"}, ":l": {"L": [{"S": "new"}]},
        ":m": {"M": {"e": {"S": "x"}}}, ":ss": {"SS": ["x"]}, ":ns": {"NS": ["2"]}, ":b": {"B": "AAEC"}}})";

/// Parses the text with fresh placeholders, and gives the result to `use`.
template <class Parse, class Use>
void attempt(const Parse& parse, const Use& use) {
    static const Json request = parse_json(request_text);
    try {
        ExpressionContext context(request);
        use(parse(context));
        context.check_all_used();
    } catch (const ApiError& failure) {
        require(failure.type() == ApiErrorType::Validation, "an expression that is wrong is a validation error");
        require(!failure.message().empty(), "a validation error has a sentence");
    }
}

}  // namespace

void run(std::string_view input) {
    static const Item item = read_item(parse_json(item_text), ValueErrorStyle::Current);
    for (const std::string_view kind : {"ConditionExpression", "FilterExpression", "KeyConditionExpression"}) {
        attempt([&](ExpressionContext& context) { return parse_condition(kind, input, context); },
                [](const Condition& condition) { static_cast<void>(matches(condition, item)); });
    }
    attempt([&](ExpressionContext& context) { return parse_update(input, context); },
            [](const Update& update) { static_cast<void>(apply(update, item)); });
    attempt([&](ExpressionContext& context) { return parse_projection(input, context); },
            [](const std::vector<DocumentPath>& paths) { require(!paths.empty(), "a projection has a path"); });
}

}  // namespace dynoxx::fuzz
