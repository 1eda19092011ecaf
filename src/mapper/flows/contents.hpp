#pragma once

#include <dynoxx/s3_file.hpp>

#include "runtime/data_files.hpp"
#include "s3/upload.hpp"

#include <memory>

namespace dynoxx::mapper {

/// Gives what is to be uploaded of a file: the one place where its contents become bytes.
///
/// @par Errors
/// `UnreadableFile`; `InvalidItem` for a source that was read already. While it is read: those too, and what a user's
/// source throws.
[[nodiscard]] std::unique_ptr<s3::Source> contents_of(const S3File& file, const runtime::DataFiles& files);

}  // namespace dynoxx::mapper
