#pragma once

#include <dynoxx/s3_operations.hpp>

#include "client/client_core.hpp"
#include "s3/download.hpp"

/// What the flows that read objects have in common.
namespace dynoxx::mapper {

/// Says which object is read and how, by the settings of a client.
[[nodiscard]] s3::Download download_of(const detail::S3ReadPlan& plan, const AwsConfig& config);

/// Takes the bytes of an object into memory.
class MemorySink final : public s3::Sink {
 public:
    void expect(std::uint64_t bytes) override { bytes_.reserve(static_cast<std::size_t>(bytes)); }
    void write(std::span<const std::byte> bytes) override { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

    [[nodiscard]] Bytes take() { return std::move(bytes_); }

 private:
    Bytes bytes_;
};

}  // namespace dynoxx::mapper
