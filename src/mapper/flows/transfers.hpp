#pragma once

#include <dynoxx/s3_encryption.hpp>
#include <dynoxx/s3_progress.hpp>

#include "s3/properties.hpp"
#include "s3/transfer.hpp"

#include <memory>

/// What users say about moving objects, in the words of the layer that moves them.
namespace dynoxx::mapper {

[[nodiscard]] s3::Encryption s3_encryption_of(const S3Encryption& encryption);

/// Gives what calls a user's function; empty if it is.
[[nodiscard]] s3::Progress progress_of(const std::shared_ptr<const S3ProgressFunction>& function);

}  // namespace dynoxx::mapper
