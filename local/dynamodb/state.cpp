#include "local/dynamodb/state.hpp"

#include "local/dynamodb/api_error.hpp"

namespace dynoxx::local::dynamodb {

std::string_view table_name_of(std::string_view name_or_arn) noexcept {
    constexpr std::string_view mark = ":table/";
    const std::size_t at = name_or_arn.find(mark);
    if (!name_or_arn.starts_with("arn:") || at == std::string_view::npos) {
        return name_or_arn;
    }
    return name_or_arn.substr(at + mark.size());
}

Table* State::find_table(std::string_view name) noexcept {
    const auto found = tables.find(table_name_of(name));
    return found == tables.end() ? nullptr : &found->second;
}

Table& State::table(std::string_view name) {
    Table* found = find_table(name);
    if (found == nullptr) {
        throw ApiError(ApiErrorType::ResourceNotFound, "Requested resource not found");
    }
    return *found;
}

}  // namespace dynoxx::local::dynamodb
