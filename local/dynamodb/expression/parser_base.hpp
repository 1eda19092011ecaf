#pragma once

#include "local/dynamodb/expression/ast.hpp"
#include "local/dynamodb/expression/context.hpp"
#include "local/dynamodb/expression/lexer.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb {

/// Names the mistakes of an expression that are no syntax errors, in the order in which the service prefers to report
/// them.
enum class Mistake {
    RedundantParentheses,
    UnknownFunction,
    MisusedFunction,
    ReservedWord,
    RepeatedSection,
    Undefined,
    OverlappingPaths,
    ConflictingPaths,
    OperandCount,
    IndistinctOperands,
    OperandType,
    Count,
};

/// Has what the parsers of all expressions share: tokens, paths, placeholders and errors.
class ParserBase {
 public:
    /// @param kind the request's member. Fails if the text is empty or too long.
    ParserBase(std::string_view kind, std::string_view text, ExpressionContext& context);

 protected:
    [[nodiscard]] const Token& current() const noexcept { return tokens_[at_]; }
    [[nodiscard]] const Token& following() const noexcept { return tokens_[at_ + (at_ + 1 < tokens_.size() ? 1 : 0)]; }
    Token take() noexcept;
    [[nodiscard]] bool take_symbol(std::string_view symbol) noexcept;
    [[nodiscard]] bool take_keyword(std::string_view keyword) noexcept;
    void expect_symbol(std::string_view symbol);
    void expect_end();

    /// Parses `name(.name|[index])*`.
    [[nodiscard]] DocumentPath parse_path();

    /// Parses a value placeholder, which must be the current token.
    [[nodiscard]] Operand parse_value();

    /// Parses `(operand, ...)` of a function.
    template <class ParseOperand>
    [[nodiscard]] std::vector<Operand> parse_arguments(const ParseOperand& parse_operand) {
        expect_symbol("(");
        std::vector<Operand> arguments;
        do {
            arguments.push_back(parse_operand());
        } while (take_symbol(","));
        expect_symbol(")");
        return arguments;
    }

    /// Keeps the first mistake of each kind; check_mistakes throws the most important one. In a key condition, which
    /// the service checks in the order of its text, the first mistake is thrown at once.
    void note(Mistake mistake, std::string message);
    void check_mistakes() const;

    /// Notes that an operator such as `+` or `<` cannot work on this type.
    void note_operator_type(std::string_view symbol, ValueType type);

    /// Counts an operator or function against the limit of 300, and the depth of the parser with it.
    void count_operator();

    [[noreturn]] void fail_syntax() const;
    [[noreturn]] void fail(std::string_view message) const;

    /// Limits the depth of recursion, and with it the stack.
    class Nesting {
     public:
        explicit Nesting(ParserBase& parser);
        ~Nesting() { --parser_.depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

     private:
        ParserBase& parser_;
    };

 private:
    [[nodiscard]] std::string parse_name();
    [[nodiscard]] bool is_key_condition() const noexcept;

    std::string_view kind_;
    std::string_view text_;
    ExpressionContext& context_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t operators_ = 0;
    int depth_ = 0;
    std::array<std::string, static_cast<std::size_t>(Mistake::Count)> mistakes_;
};

/// Gives the name of a type in messages about operators, such as `STRING`.
[[nodiscard]] std::string_view long_type_name(ValueType type) noexcept;

/// Gives the type that an operand surely has; nothing for a path.
[[nodiscard]] std::optional<ValueType> static_type(const Operand& operand) noexcept;

}  // namespace dynoxx::local::dynamodb
