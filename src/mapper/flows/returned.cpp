#include "mapper/flows/returned.hpp"

#include <string>
#include <utility>

namespace dynoxx::mapper {

void check_old_or_none(const Entity& entity, std::string_view operation, ReturnValues values) {
    if (values != ReturnValues::None && values != ReturnValues::AllOld) {
        throw_error(Error(ErrorCode::InvalidOption, "A " + std::string(operation) + " of table '" + entity.table_name +
                                                        "' can return the old item or nothing: use "
                                                        "ReturnValues::AllOld or ReturnValues::None."));
    }
}

std::optional<detail::LoadedItem> returned_item(std::optional<Item> attributes) {
    if (!attributes) {
        return std::nullopt;
    }
    detail::LoadedItem loaded;
    loaded.item = std::move(*attributes);
    return loaded;
}

}  // namespace dynoxx::mapper
