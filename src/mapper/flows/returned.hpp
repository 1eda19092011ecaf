#pragma once

#include <dynoxx/detail/plans.hpp>

#include <optional>
#include <string_view>

/// What a write gives back of the item that it met.
namespace dynoxx::mapper {

/// Refuses values that put and remove do not offer.
void check_old_or_none(const Entity& entity, std::string_view operation, ReturnValues values);

/// Makes a loaded item of the attributes that the service returned, if it did; encrypted ones stay sealed.
[[nodiscard]] std::optional<detail::LoadedItem> returned_item(std::optional<Item> attributes);

}  // namespace dynoxx::mapper
