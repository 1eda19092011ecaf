#pragma once

#include <dynoxx/log.hpp>

#include "runtime/gate.hpp"
#include "s3/client.hpp"
#include "s3/transfer.hpp"

#include <cstdint>
#include <optional>
#include <string>

/// Moves contents of any size into an object: docs/adr/0012-objects-move-in-parts.md.
namespace dynoxx::s3 {

/// Contents that are read once, in order.
class Source {
 public:
    virtual ~Source() = default;

    /// Gives the bytes in all; nothing if that is not known before the end.
    [[nodiscard]] virtual std::optional<std::uint64_t> size() const = 0;

    /// Gives the next bytes: as many as asked for, less only at the end. One read at a time.
    [[nodiscard]] virtual runtime::task<std::string> read(runtime::Context context, std::size_t bytes) = 0;
};

/// What an object is to be.
struct Upload : ObjectProperties {
    Upload() {}

    std::string bucket{};
    std::string key{};
    TransferSettings settings{};
    Progress progress{};  ///< may be empty
    LogSink log{};        ///< may be empty
};

/// An object that is stored.
struct Stored {
    Stored() {}

    std::string etag{};  ///< without quotes
    std::string version_id{};
    std::uint64_t size = 0;  ///< bytes
};

/// Stores an object. Below the threshold it is one PutObject, otherwise an upload in parts: each part is retried alone,
/// and after a failure, or if the call was cancelled, the upload is aborted. An abort that fails is logged and in the
/// cause of the error, with the id of the upload.
///
/// @param places how many parts of all objects of the call are in memory at once
/// @par Errors
/// What the source throws; `InvalidOption` for contents of more than 10,000 parts whose size was not known.
[[nodiscard]] runtime::task<Stored> upload(runtime::Context context, const Client& client, Upload object,
                                           Source& source, runtime::Gate& places);

/// Gives the size of the parts of so many bytes: at least `part_bytes`, and so large that 10,000 are enough.
[[nodiscard]] std::size_t part_size(std::uint64_t bytes, std::size_t part_bytes) noexcept;

}  // namespace dynoxx::s3
