#pragma once

#include "mapper/flows/objects.hpp"

#include <cstdint>

/// What becomes of the new objects of a write that failed.
namespace dynoxx::mapper {

/// Says what an earlier attempt of a write means for its last answer.
enum class Attempts : std::uint8_t {
    MayHaveWritten,  ///< a refusal may be the echo of an earlier attempt that wrote
    AreOne,          ///< the service knows them for one: what it refuses has never happened
};

/// Says what a failed write has come to.
enum class WriteOutcome : std::uint8_t {
    Unknown,     ///< it may have happened, or may yet happen
    NotWritten,  ///< the service refused it
    Written,     ///< it happened, and only its answer was lost
};

/// Says whether a failed write certainly did not happen: the service refused it, and no attempt before can have
/// written.
[[nodiscard]] bool was_refused(const Error& failure, Attempts attempts) noexcept;

/// Says whether the item that a write was for can prove that it was written: only this write knows the keys of its
/// objects.
[[nodiscard]] bool can_be_proven(const detail::TableData& table, std::span<const S3Location> uploaded) noexcept;

/// Finds out what a failed write of one item has come to, and ends what it began.
///
/// If it was refused, its new objects are removed. Otherwise the item is read, once: if it points to the new objects,
/// the write has happened. If it does not, or cannot be read, the objects stay and are reported, for a request that was
/// not answered may still be on its way.
///
/// @param key the item, or at least its key
[[nodiscard]] runtime::task<WriteOutcome> settle_failed_write(runtime::Context context, detail::ClientState& client,
                                                              const detail::TableData& table, const Item& key,
                                                              std::vector<S3Location> uploaded, const Error& failure,
                                                              aws::CallSettings settings);

}  // namespace dynoxx::mapper
