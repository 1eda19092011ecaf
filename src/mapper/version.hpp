#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/entity.hpp>
#include <dynoxx/update.hpp>

#include <cstdint>

/// The version of an object: raised by every write, checked by the writes of whole objects.
namespace dynoxx::mapper {

/// Says whether a write of a whole object checks the version of what it replaces.
enum class VersionCheck : std::uint8_t { Checked, Unchecked };

/// Raises the version in an item that is about to be written, and adds the check of the old one to the condition.
[[nodiscard]] Result<Condition> raise_version(const Entity& entity, Item& item, const Condition& condition,
                                              VersionCheck check);

/// Adds the action that raises the version to an update, which itself must not touch it.
[[nodiscard]] Result<Update> raise_version(const Entity& entity, Update update);

/// Gives the condition that the stored item still has a version; version 0 stands for an item that has none.
[[nodiscard]] Result<Condition> still_has_version(const Entity& entity, const AttributeValue& version);

}  // namespace dynoxx::mapper
