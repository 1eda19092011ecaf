#pragma once

#include "runtime/task.hpp"

#include <cstddef>
#include <vector>

namespace dynoxx::runtime {

/// Runs parts of one call at the same time, at most `limit` of them, and ends when all have ended.
///
/// Nothing is left behind: also when a part fails the others run to their end, then the first failure is thrown.
[[nodiscard]] task<void> in_parallel(std::vector<task<void>> parts, std::size_t limit);

}  // namespace dynoxx::runtime
