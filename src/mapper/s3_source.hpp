#pragma once

#include <dynoxx/s3_source.hpp>

#include <atomic>
#include <utility>

namespace dynoxx::detail {

/// A user's source as the copies of an `S3File` share it: one of the two forms, and whether it was read.
struct S3SourceState {
    explicit S3SourceState(S3Source function) : blocking(std::move(function)) {}
    explicit S3SourceState(S3AsyncSource function) : asynchronous(std::move(function)) {}

    const S3Source blocking{};
    const S3AsyncSource asynchronous{};
    std::atomic<bool> taken = false;
};

}  // namespace dynoxx::detail
