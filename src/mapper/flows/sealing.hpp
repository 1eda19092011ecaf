#pragma once

#include <dynoxx/detail/plans.hpp>

#include "client/client_state.hpp"

#include <span>

/// Sealing before a write and opening after a read, for all values of a call together.
namespace dynoxx::mapper {

/// Seals the pending parts of a write, in their order.
///
/// @param keys the item, or at least its key, to which bound attributes are sealed
/// @par Errors
/// `EncryptionModeForbids` for an attribute that is read-only, before KMS is asked.
[[nodiscard]] runtime::task<std::vector<std::string>> seal_all(runtime::Context context, detail::ClientState& client,
                                                               const Entity& entity, const Item& keys,
                                                               std::span<const PendingSeal> seals);

/// Says whether items of a model may have attributes that `open_all` opens.
[[nodiscard]] bool may_need_opening(const Entity& entity) noexcept;

/// Opens the sealed attributes of loaded items: each distinct data key once, several at a time.
///
/// Attributes that are write-only stay sealed.
///
/// @par Errors
/// `EncryptionException` with the attribute's name.
[[nodiscard]] runtime::task<void> open_all(runtime::Context context, detail::ClientState& client, const Entity& entity,
                                           std::span<detail::LoadedItem> items);

/// Gives the plaintexts of pending parts as if they had been opened: what was just written is known.
[[nodiscard]] std::vector<detail::OpenedPart> known_plaintexts(std::span<const PendingSeal> seals);

}  // namespace dynoxx::mapper
