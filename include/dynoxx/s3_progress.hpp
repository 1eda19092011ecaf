#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace dynoxx {

/// How far an upload or a download has come.
struct S3Progress {
    S3Progress() {}
    S3Progress(std::uint64_t bytes, std::optional<std::uint64_t> in_all) : done(bytes), total(in_all) {}

    std::uint64_t done = 0;                ///< bytes that S3 has taken, or that were delivered
    std::optional<std::uint64_t> total{};  ///< bytes in all; nothing while a source of unknown length is uploaded

    friend bool operator==(const S3Progress&, const S3Progress&) = default;
};

/// Is told how far a transfer has come: once for each part, `done` never falls.
///
/// It is called on the thread that does the I/O of the call (the caller's own for `run()`), by one thread at a time,
/// and the transfer waits for it: it should be quick. What it throws fails the call; an upload is aborted then.
using S3ProgressFunction = std::function<void(const S3Progress& progress)>;

}  // namespace dynoxx
