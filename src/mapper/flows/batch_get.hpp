#pragma once

#include <dynoxx/detail/plans.hpp>

#include "client/client_state.hpp"

namespace dynoxx::mapper {

/// Reads the items of a batch, sealed, each distinct key once; what could not be read is listed.
[[nodiscard]] runtime::task<detail::LoadedBatch> read_items(runtime::Context context, detail::ClientState& client,
                                                            const detail::BatchGetPlan& plan,
                                                            detail::CallTarget target);

}  // namespace dynoxx::mapper
