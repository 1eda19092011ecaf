#pragma once

#include <dynoxx/entity.hpp>

#include "runtime/driver.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// What batches of reads and of writes have in common.
namespace dynoxx::mapper {

/// How often what the service leaves undone is asked for, the first time included.
inline constexpr int attempts_for_unprocessed = 8;

/// Gives the key of an item as a text that is equal for equal keys, also for numbers that are written differently.
[[nodiscard]] std::string key_text(const Entity& entity, const Item& item);

/// Waits before attempt `attempt` (0 is the first, before which there is no wait) as the retries of a throttled request
/// do, and says whether there is time to go on.
///
/// @par Errors
/// Throws `Cancelled` if the call was cancelled meanwhile.
[[nodiscard]] runtime::task<bool> pause_before(runtime::Context context, const Entity& entity, int attempt);

/// Cuts positions into runs of at most `size`.
[[nodiscard]] std::vector<std::vector<std::size_t>> cut(std::vector<std::size_t> positions, std::size_t size);

}  // namespace dynoxx::mapper
