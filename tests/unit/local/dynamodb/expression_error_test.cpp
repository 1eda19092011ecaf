#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

constexpr auto values = R"("ExpressionAttributeValues":{":s":{"S":"x"},":n":{"N":"1"},":m":{"N":"2"},":l":{"L":[]},
    ":set":{"SS":["a"]},":map":{"M":{}},":bool":{"BOOL":true},":type":{"S":"Q"}})";

void check(const std::string& member, const Cases& cases) {
    LocalTable local;
    for (const auto& [expression, message] : cases) {
        const std::string body = local.error("UpdateItem", R"({"TableName":"plain","Key":{"id":{"S":"1"}},")" + member +
                                                               "\":\"" + expression + "\"," + values + '}');
        EXPECT_TRUE(has(body, "Invalid " + member + ": " + message)) << expression;
    }
}

std::string repeated(const std::string& part, int times, const std::string& separator) {
    std::string text = part;
    for (int i = 1; i < times; ++i) {
        text += separator + part;
    }
    return text;
}

}  // namespace

TEST(ExpressionErrors, of_conditions) {
    check(
        "ConditionExpression",
        {
            {"", "The expression can not be empty;"},
            {"a", R"(Syntax error; token: \"<EOF>\", near: \"a\")"},
            {"a = ", R"(Syntax error; token: \"<EOF>\", near: \"=\")"},
            {"a = = :s", R"(Syntax error; token: \"=\", near: \"= = :s\")"},
            {"a !! :s", R"(Syntax error; token: \"!\", near: \"a !!\")"},
            {"a = 5", R"(Syntax error; token: \"5\", near: \"= 5\")"},
            {"a = :s :n", R"(Syntax error; token: \":n\", near: \":s :n\")"},
            {"_a = :s", R"(Syntax error; token: \"_\", near: \"_a\")"},
            {"(a = :s", R"(Syntax error; token: \"<EOF>\")"},
            {"a = :s)", R"(Syntax error; token: \")\")"},
            {"a[x] = :s", R"(Syntax error; token: \"x\")"},
            {"a[-1] = :s", R"(Syntax error; token: \"-\")"},
            {"a. = :s", "Syntax error"},
            {"AND a = :s", "Syntax error"},
            {"a = :s AND", "Syntax error"},
            {"a IN ()", "Syntax error"},
            {"a IN :s", "Syntax error"},
            {"a BETWEEN :n", "Syntax error"},
            {"((a = :s))", "The expression has redundant parentheses;"},
            {"a = :s OR ((b = :s) )", "The expression has redundant parentheses;"},
            {"foo(a)", "Invalid function name; function: foo"},
            {"Size(a) = :n", "Invalid function name; function: Size"},
            {"size(a)", "The function is not allowed to be used this way in an expression; function: size"},
            {"a = attribute_exists(b)",
             "The function is not allowed to be used this way in an expression; function: attribute_exists"},
            {"status = :s", "Attribute name is a reserved keyword; reserved keyword: status"},
            {"a.Name = :s", "Attribute name is a reserved keyword; reserved keyword: Name"},
            {"#x = :s", "An expression attribute name used in the document path is not defined; attribute name: #x"},
            {"a = :zz", "An expression attribute value used in expression is not defined; attribute value: :zz"},
            {"contains(a)",
             "Incorrect number of operands for operator or function; operator or function: contains, number of "
             "operands: "
             "1"},
            {"attribute_exists(:s)",
             "Operator or function requires a document path; operator or function: attribute_exists"},
            {"begins_with(a, :n)",
             "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"},
            {"attribute_type(a, :n)",
             "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N"},
            {"attribute_type(a, :type)", "Invalid attribute type name found; type: Q, valid types: {"},
            {"size(:n) = :n",
             "Incorrect operand type for operator or function; operator or function: size, operand type: N"},
            {"a < :map", "Incorrect operand type for operator or function; operator: <, operand type: MAP"},
            {"a < :bool", "Incorrect operand type for operator or function; operator: <, operand type: BOOLEAN"},
            {"a = a",
             "The first operand must be distinct from the remaining operands for this operator or function; operator: "
             "=, "
             "first operand: [a]"},
            {"begins_with(a.b[0], a.b[0])", "The first operand must be distinct"},
            {"a BETWEEN :m AND :n",
             "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
             "operand: "
             "AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"},
            {"a BETWEEN :n AND :s", "The BETWEEN operator requires same data type for lower and upper bounds"},
            {"a IN (" + repeated(":s", 101, ",") + ")",
             "The IN operator is provided with too many operands; number of operands: 101"},
            {repeated("a = :s", 152, " OR "), "The expression contains too many operators"},
            {std::string(170, '(') + "a = :s" + std::string(170, ')'), "The expression has redundant parentheses;"},
            {std::string(400, '(') + "a = :s" + std::string(400, ')'), "The expression contains too many"},
            {repeated("a", 33, ".") + " = :s", "The document path has too many nesting elements; nesting levels: 33"},
            {"a = :s" + std::string(5000, ' '),
             "Expression size has exceeded the maximum allowed size; expression size: 5006"},
        });
}

TEST(ExpressionErrors, of_conditions_take_no_keyword_for_a_function) {
    LocalTable local;
    EXPECT_TRUE(has(local.error("Scan", R"-({"TableName":"plain","FilterExpression":"IN (a, b)"})-"),
                    R"-(Syntax error; token: \"IN\", near: \"IN (\")-"));
}

TEST(ExpressionErrors, of_updates) {
    check(
        "UpdateExpression",
        {
            {"", "The expression can not be empty;"},
            {"a = :s", R"(Syntax error; token: \"a\", near: \"a =\")"},
            {"SET", R"(Syntax error; token: \"<EOF>\", near: \"SET\")"},
            {"SET a", "Syntax error"},
            {"SET a = :s,", "Syntax error"},
            {"SET a = :n * :n", "Syntax error"},
            {"SET a = :n + :n + :n", "Syntax error"},
            {"REMOVE :s", "Syntax error"},
            {"ADD a b", "Syntax error"},
            {"SET a = :s SET b = :s", R"(The \"SET\" section can only be used once in an update expression;)"},
            {"SET a = foo(:s)", "Invalid function name; function: foo"},
            {"SET a = size(b)", "The function is not allowed in an update expression; function: size"},
            {"SET a = if_not_exists(b)", "Incorrect number of operands for operator or function"},
            {"SET a = if_not_exists(:s, :s)",
             "Operator or function requires a document path; operator or function: if_not_exists"},
            {"SET a = list_append(:s, :l)",
             "Incorrect operand type for operator or function; operator or function: list_append, operand type: S"},
            {"SET a = b + :s", "Incorrect operand type for operator or function; operator: +, operand type: STRING"},
            {"ADD a :s", "Incorrect operand type for operator or function; operator: ADD, operand type: STRING"},
            {"DELETE a :n", "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER"},
            {"SET status = :s", "Attribute name is a reserved keyword; reserved keyword: status"},
            {"SET a = :zz", "An expression attribute value used in expression is not defined; attribute value: :zz"},
            {"SET a = :s, a = :n",
             "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], "
             "path "
             "two: [a]"},
            {"SET a.b = :s REMOVE a",
             "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], "
             "path two: [a]"},
            {"SET a.b = :s, a[0] = :s",
             "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, "
             "b], "
             "path two: [a, [0]]"},
        });
}

TEST(ExpressionErrors, of_projections) {
    LocalTable local;
    const Cases cases = {
        {"", "The expression can not be empty;"},
        {"a b", R"(Syntax error; token: \"b\", near: \"a b\")"},
        {"a,", R"(Syntax error; token: \"<EOF>\", near: \",\")"},
        {"a, , b", "Syntax error"},
        {"count", "Attribute name is a reserved keyword; reserved keyword: count"},
        {"#x", "An expression attribute name used in the document path is not defined; attribute name: #x"},
        {"a, a", "Two document paths overlap with each other"},
        {"a.b[1], a.b", "Two document paths overlap with each other"},
        {"a.b, a[1]", "Two document paths conflict with each other"},
        {"a[99999999999]", "List index is not within the allowable range; index: [99999999999]"},
    };
    for (const auto& [expression, message] : cases) {
        EXPECT_TRUE(has(
            local.error("GetItem",
                        R"({"TableName":"plain","Key":{"id":{"S":"1"}},"ProjectionExpression":")" + expression + "\"}"),
            "Invalid ProjectionExpression: " + message))
            << expression;
    }
}

TEST(ExpressionErrors, of_names_and_values) {
    LocalTable local;
    const std::string begin = R"({"TableName":"plain","Item":{"id":{"S":"1"}})";
    const Cases cases = {
        {R"("ExpressionAttributeNames":{"#a":"b"})",
         "ExpressionAttributeNames can only be specified when using expressions"},
        {R"("ExpressionAttributeValues":{":a":{"S":"b"}})",
         "ExpressionAttributeValues can only be specified when using expressions"},
        {R"("ConditionExpression":"a = b","ExpressionAttributeValues":{})",
         "ExpressionAttributeValues must not be empty"},
        {R"("ConditionExpression":"a = b","ExpressionAttributeNames":{})",
         "ExpressionAttributeNames must not be empty"},
        {R"("ConditionExpression":"a = b","ExpressionAttributeNames":{"x":"y"})",
         R"(ExpressionAttributeNames contains invalid key: Syntax error; key: \"x\")"},
        {R"("ConditionExpression":"a = b","ExpressionAttributeValues":{"x":{"S":"y"}})",
         R"(ExpressionAttributeValues contains invalid key: Syntax error; key: \"x\")"},
        {R"("ConditionExpression":"a = b","ExpressionAttributeNames":{"#u":"y"})",
         "Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}"},
        {R"("ConditionExpression":"a = b","ExpressionAttributeValues":{":u":{"S":"y"},":w":{"S":"y"}})",
         "Value provided in ExpressionAttributeValues unused in expressions: keys: {:u, :w}"},
        {R"("ConditionExpression":"a = b","Expected":{"a":{"Exists":false}})",
         "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
         "{Expected} Expression parameters: {ConditionExpression}"},
    };
    for (const auto& [members, message] : cases) {
        EXPECT_TRUE(has(local.error("PutItem", begin + ',' + members + '}'), message)) << members;
    }
}

}  // namespace dynoxx::local::dynamodb
