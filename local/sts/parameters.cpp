#include "local/sts/error.hpp"
#include "local/sts/operations.hpp"

#include <cctype>

namespace dynoxx::local::sts {

namespace {

Refusal constraint(std::string_view name, const std::string* value, const std::string& rule) {
    std::string member(name);
    member.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(member.front())));
    const std::string found = value == nullptr ? "null" : "'" + *value + "'";
    return Refusal("ValidationError", "1 validation error detected: Value " + found + " at '" + member +
                                          "' failed to satisfy constraint: Member must " + rule);
}

}  // namespace

std::string required(const support::Parameters& form, std::string_view name, std::size_t least, std::size_t most) {
    const std::string* value = form.find(name);
    if (value == nullptr) {
        throw constraint(name, value, "not be null");
    }
    if (value->size() < least) {
        throw constraint(name, value, "have length greater than or equal to " + std::to_string(least));
    }
    if (value->size() > most) {
        throw constraint(name, value, "have length less than or equal to " + std::to_string(most));
    }
    return *value;
}

std::chrono::seconds duration_of(const support::Parameters& form, std::chrono::seconds least, std::chrono::seconds most,
                                 std::chrono::seconds usual) {
    const std::string* value = form.find("DurationSeconds");
    if (value == nullptr) {
        return usual;
    }
    const std::optional<std::uint64_t> number = support::parse_number(*value);
    if (!number) {
        throw Refusal("MalformedInput", "Invalid integer: " + *value);
    }
    if (*number < static_cast<std::uint64_t>(least.count())) {
        throw constraint("DurationSeconds", value,
                         "have value greater than or equal to " + std::to_string(least.count()));
    }
    if (*number > static_cast<std::uint64_t>(most.count())) {
        throw constraint("DurationSeconds", value, "have value less than or equal to " + std::to_string(most.count()));
    }
    return std::chrono::seconds(*number);
}

}  // namespace dynoxx::local::sts
