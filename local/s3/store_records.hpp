#pragma once

#include "local/records/recorder.hpp"
#include "local/s3/store.hpp"

#include <string>
#include <string_view>

/// Buckets, objects and uploads as records.
namespace dynoxx::local::s3 {

void record_bucket(records::Recorder& recorder, std::string_view name, const Bucket& bucket);

/// Also makes the file if the object has none yet.
void record_object(records::Recorder& recorder, std::string_view bucket_name, std::string_view key, Object& object);

void record_upload(records::Recorder& recorder, std::string_view bucket_name, std::string_view upload_id,
                   const Upload& upload);

/// Also makes the file if the part has none yet.
void record_part(records::Recorder& recorder, std::string_view upload_id, std::uint64_t number, Part& part);

/// Records that a bucket is gone, with all that it held.
void record_removed_bucket(records::Recorder& recorder, std::string_view name, const Bucket& bucket);

/// Records that an upload is gone, with its parts.
void record_removed_upload(records::Recorder& recorder, std::string_view bucket_name, std::string_view upload_id);

// Each reads what the function of that name above wrote, and throws records::Damaged.
[[nodiscard]] Bucket read_bucket(const records::Record& record);
[[nodiscard]] Object read_object(const records::Record& record, const records::FileReader& reader);
[[nodiscard]] Upload read_upload(const records::Record& record);
[[nodiscard]] Part read_part(const records::Record& record, const records::FileReader& reader);

}  // namespace dynoxx::local::s3
