#pragma once

#include <dynoxx/aws_config.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace dynoxx::s3 {

/// How objects are moved.
struct TransferSettings {
    TransferSettings() {}

    std::size_t threshold = 8 * 1024 * 1024;   ///< bytes from which on an upload goes in parts
    std::size_t part_bytes = 8 * 1024 * 1024;  ///< of a part
    std::size_t parts_at_once = 4;
};

/// Gives what a configuration says.
[[nodiscard]] TransferSettings transfer_settings(const AwsConfig& config);

/// Is told how many bytes were moved, and how many there are if that is known. What it throws ends the transfer.
using Progress = std::function<void(std::uint64_t done, std::optional<std::uint64_t> total)>;

}  // namespace dynoxx::s3
