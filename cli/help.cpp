#include "cli/help.hpp"

#include <string>
#include <string_view>

namespace dynoxx::cli {

namespace {

constexpr std::size_t width = 80;
constexpr std::size_t indentation = 24;  // of what is said about a name

/// Breaks a text into lines between words; every line but the first begins with blanks.
std::string wrapped(std::string_view text, std::size_t indented) {
    std::string result;
    std::size_t column = indented;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        const bool first = column == indented;
        if (!first && column + 1 + word.size() > width) {
            result.append("\n").append(indented, ' ');
            column = indented;
        } else if (!first) {
            result += ' ';
            ++column;
        }
        result += word;
        column += word.size();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

/// Writes a name and beside it, or below it where it is long, what is said about it.
std::string entry(const std::string& name, const std::string& text) {
    std::string result = "  " + name;
    if (result.size() + 2 > indentation) {
        result.append("\n").append(indentation, ' ');
    } else {
        result.append(indentation - result.size(), ' ');
    }
    return result + wrapped(text, indentation) + "\n";
}

/// Gives the name of a value without the rules that the parser knows: `SECONDS`.
std::string value_name(const CLI::Option& option) {
    const std::string name = option.get_type_name();
    return name.substr(0, name.find(':'));
}

class HelpFormatter : public CLI::Formatter {
 public:
    HelpFormatter() {
        label("Positionals", "Arguments");
        label("SUBCOMMAND", "COMMAND");
    }

    std::string make_description(const CLI::App* app) const override {
        return wrapped(app->get_description(), 0) + "\n\n";
    }

    std::string make_option_usage(const CLI::Option* option) const override {
        return value_name(*option) + (option->get_expected_max() > 1 ? " [" + value_name(*option) + "]" : "");
    }

    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        const bool has_value = option->get_type_size() != 0;
        const std::string name = is_positional
                                     ? value_name(*option)
                                     : make_option_name(option, false) + (has_value ? " " + value_name(*option) : "");
        return entry(name, option->get_description());
    }

    std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
        const std::string text = CLI::Formatter::make_subcommands(app, mode);
        constexpr std::string_view title = "\nSubcommands:";
        return text.starts_with(title) ? "\nCommands:" + text.substr(title.size()) : text;
    }

    std::string make_subcommand(const CLI::App* command) const override {
        return entry(command->get_name(), command->get_description());
    }

    std::string make_footer(const CLI::App* app) const override {
        std::string text = app->get_footer();
        if (app->get_parent() != nullptr) {
            text += text.empty() ? "" : "\n\n";
            text += "The options of dynoxx --help may stand here too.";
        }
        return text + "\n";
    }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() {
    return std::make_shared<HelpFormatter>();
}

}  // namespace dynoxx::cli
