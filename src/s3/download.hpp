#pragma once

#include "s3/client.hpp"
#include "s3/transfer.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

/// Moves an object of any size to where its bytes are wanted: docs/adr/0012-objects-move-in-parts.md.
namespace dynoxx::s3 {

/// Where the bytes of an object go, in their order.
class Sink {
 public:
    virtual ~Sink() = default;

    /// Is told before the first byte how many bytes there will be in all.
    virtual void expect(std::uint64_t) {}

    virtual void write(std::span<const std::byte> bytes) = 0;

    /// Gives how many of the first bytes are there already, and some of them.
    [[nodiscard]] virtual std::uint64_t begun() const { return 0; }
    [[nodiscard]] virtual std::string read_back(std::uint64_t, std::size_t) const { return {}; }
};

/// An object as an item knows it, and how it is read.
struct Download {
    Download() {}

    std::string bucket{};
    std::string key{};
    std::string version_id{};
    std::string etag{};              ///< that it must have, without quotes; empty: any
    std::uint64_t size = 0;          ///< bytes; taken from S3 for large objects
    runtime::Secret customer_key{};  ///< of SSE-C
    TransferSettings settings{};
    Progress progress{};  ///< may be empty
};

/// Gives what S3 says of the object now.
///
/// @par Errors
/// `ResourceNotFound`; `S3Failed` if its etag is another one.
[[nodiscard]] runtime::task<GetObjectResponse> look_at(runtime::Context context, const Client& client,
                                                       const Download& object);

/// Reads some bytes, which must be there, by one request.
///
/// @par Errors
/// As `look_at`; `InvalidResponse` if fewer bytes come.
[[nodiscard]] runtime::task<std::string> read_piece(runtime::Context context, const Client& client,
                                                    const Download& object, std::uint64_t offset, std::size_t count);

/// Delivers an object and gives its size. Up to the size of a part it is one GetObject; otherwise one HeadObject and
/// ranges, some at once, of which no more than `parts_at_once` are in memory. Goes on where the sink has begun.
///
/// @par Errors
/// As `look_at`; `ChecksumMismatch` if the bytes are not those that were stored; what the sink throws.
[[nodiscard]] runtime::task<std::uint64_t> download(runtime::Context context, const Client& client, Download object,
                                                    Sink& sink);

/// Delivers some bytes of an object; those beyond `object.size` are left out.
[[nodiscard]] runtime::task<void> download_range(runtime::Context context, const Client& client, Download object,
                                                 std::uint64_t offset, std::uint64_t count, Sink& sink);

}  // namespace dynoxx::s3
