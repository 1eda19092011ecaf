#pragma once

#include <dynoxx/detail/plans.hpp>

#include "client/client_state.hpp"

#include <span>
#include <string>

/// Uploading before a write and removing after it: what happens to the objects of S3 attributes.
namespace dynoxx::mapper {

/// Uploads the pending parts of a write, several at a time, and gives their locations in the same order.
///
/// If one fails, those that were uploaded are removed before the failure is thrown.
///
/// @param keys the item, or at least its key, from which the object keys are made
[[nodiscard]] runtime::task<std::vector<S3Location>> upload_all(runtime::Context context, detail::ClientState& client,
                                                                const detail::TableData& table, const Item& keys,
                                                                std::span<const PendingUpload> uploads);

/// Removes objects and gives those that could not be removed; reports each of them.
[[nodiscard]] runtime::task<std::vector<S3Location>> remove_objects(runtime::Context context,
                                                                    detail::ClientState& client,
                                                                    const detail::TableData& table,
                                                                    std::vector<S3Location> objects);

/// Removes the new objects of a write that certainly did not happen, so that nothing points to them. With
/// `ObjectKeys::FromItem` they stay: an item may point to an object of the same key.
[[nodiscard]] runtime::task<void> remove_new_objects(runtime::Context context, detail::ClientState& client,
                                                     const detail::TableData& table, std::vector<S3Location> objects);

/// Gives the locations that the S3 attributes of an item hold; an attribute that is no location is left out.
[[nodiscard]] std::vector<S3Location> locations_of(const Entity& entity, const Item& item);

/// Gives the objects of the first list that are not in the second: same bucket and key.
[[nodiscard]] std::vector<S3Location> without(std::vector<S3Location> objects, std::span<const S3Location> kept);

/// Says whether an item points to one of these objects.
[[nodiscard]] bool points_to(const Entity& entity, const Item& item, std::span<const S3Location> objects);

/// Tells the log and the handler of the table of objects that stay, although an item may point to them.
void report_left_objects(detail::ClientState& client, const detail::TableData& table,
                         std::span<const S3Location> objects, LeftBecause why);

/// Says whether the model keeps parts in S3.
[[nodiscard]] bool has_s3_attributes(const Entity& entity) noexcept;

}  // namespace dynoxx::mapper
