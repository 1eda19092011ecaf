#pragma once

#include "s3/checksum.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::s3 {

/// The checksum of an object that comes in pieces, in their order.
class ObjectSum {
 public:
    /// Takes what the whole must have. Nothing is computed without it, nor for one that is made of the checksums of
    /// parts or is no CRC.
    explicit ObjectSum(const std::optional<ObjectChecksum>& expected);

    [[nodiscard]] bool is_needed() const noexcept { return expected_.has_value(); }

    void add(std::string_view bytes);

    /// Throws `ChecksumMismatch` if the pieces were not the object `bucket/key`.
    void check(const std::string& bucket, const std::string& key) const;

 private:
    std::optional<ObjectChecksum> expected_;
    std::string sum_;
    std::uint64_t bytes_ = 0;
};

}  // namespace dynoxx::s3
