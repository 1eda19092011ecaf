#pragma once

#include "quickstart/settings.hpp"

#include <dynoxx/client.hpp>

#include <cstddef>
#include <cstdint>

namespace quickstart {

/// What was stored.
struct Outcome {
    std::size_t items = 0;
    std::uint64_t object_bytes = 0;
};

/// Stores the installed packages and shows what one does with them, step by step, on standard output.
[[nodiscard]] Outcome fill_and_show(const dynoxx::DynamoDBClient& client, const Settings& settings);

}  // namespace quickstart
