#pragma once

#include "local/dynamodb/partiql/lexer.hpp"
#include "local/dynamodb/partiql/statement.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::local::dynamodb::partiql {

/// Reads tokens, paths and literal values: what all parts of a statement share.
class ValueParser {
 public:
    /// @param text must outlive this object. @param parameters what each `?` stands for.
    ValueParser(std::string_view text, std::vector<Value> parameters);

 protected:
    [[nodiscard]] const Token& current() const noexcept { return tokens_[at_]; }
    [[nodiscard]] const Token& following() const noexcept { return tokens_[at_ + (at_ + 1 < tokens_.size() ? 1 : 0)]; }
    const Token& take() noexcept;
    [[nodiscard]] bool take_symbol(std::string_view symbol) noexcept;
    [[nodiscard]] bool take_keyword(std::string_view keyword) noexcept;
    void expect_symbol(std::string_view symbol, std::string_view detail);
    void expect_keyword(std::string_view keyword, std::string_view detail);

    /// Tells whether the current token is a name that may stand for an attribute: quoted, or no keyword.
    [[nodiscard]] bool at_name() const noexcept;
    /// Tells whether the current token begins a literal value or is a parameter.
    [[nodiscard]] bool at_value() const noexcept;

    /// Parses `name(.name|[index])*`.
    [[nodiscard]] DocumentPath parse_path();

    /// Parses a literal or a parameter.
    [[nodiscard]] Value parse_value();

    /// Parses `{'name': value, ...}`. @param where the value's place below the attribute, for messages.
    [[nodiscard]] ValueMap parse_struct(const std::string& where);

    /// Throws the error of a token that cannot begin an operand.
    [[noreturn]] void fail_term() const;

    /// Fails if not every parameter was used.
    void check_all_parameters_used() const;

    /// Gives where a token stands, for messages.
    [[nodiscard]] std::string place_of(const Token& token) const { return describe_place(text_, token); }

    /// Limits the depth of recursion, and with it the stack.
    class Nesting {
     public:
        explicit Nesting(ValueParser& parser);
        ~Nesting() { --parser_.depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

     private:
        ValueParser& parser_;
    };

 private:
    [[nodiscard]] Value parse_any(const std::string& where, int depth);
    [[nodiscard]] ValueMap parse_members(const std::string& where, int depth);
    [[nodiscard]] ValueList parse_list(const std::string& where, int depth);
    [[nodiscard]] Value parse_set(const std::string& where, int depth);
    [[nodiscard]] Value parse_number(bool negative, const std::string& where);
    [[nodiscard]] Value take_parameter();

    std::string_view text_;
    std::vector<Token> tokens_;
    std::vector<Value> parameters_;
    std::size_t at_ = 0;
    std::size_t next_parameter_ = 0;
    int depth_ = 0;
};

}  // namespace dynoxx::local::dynamodb::partiql
