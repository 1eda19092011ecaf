#pragma once

#include "mapper/flows/objects.hpp"
#include "mapper/flows/sealing.hpp"
#include "mapper/requests.hpp"

namespace dynoxx::mapper {

/// Gives the part of a request that holds the key, from which the keys of objects are made.
[[nodiscard]] inline const Item& key_holder(const PutItemRequest& request) noexcept {
    return request.item;
}
[[nodiscard]] inline const Item& key_holder(const UpdateItemRequest& request) noexcept {
    return request.key;
}

/// Seals and uploads the pending parts of a write, puts the results in their places, and gives what was uploaded.
template <class Request>
[[nodiscard]] runtime::task<std::vector<S3Location>> complete(runtime::Context context, detail::ClientState& client,
                                                              const detail::TableData& table,
                                                              Prepared<Request>& prepared) {
    const std::vector<std::string> sealed =
        co_await seal_all(context, client, table.entity, key_holder(prepared.request), prepared.seals);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        fill(prepared.request, prepared.seals[i], sealed[i]);
    }
    std::vector<S3Location> uploaded;
    if (!prepared.uploads.empty()) {
        const Item& keys = key_holder(prepared.request);
        uploaded = co_await upload_all(context, client, table, keys, prepared.uploads);
    }
    for (std::size_t i = 0; i < uploaded.size(); ++i) {
        fill(prepared.request, prepared.uploads[i], uploaded[i]);
    }
    co_return uploaded;
}

}  // namespace dynoxx::mapper
