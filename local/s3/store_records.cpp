#include "local/s3/store_records.hpp"

#include "local/records/fields.hpp"
#include "runtime/encoding.hpp"

#include <chrono>

namespace dynoxx::local::s3 {

using records::Damaged;
using records::FieldReader;
using records::FieldWriter;
using records::Kind;

namespace {

using Nanoseconds = std::chrono::nanoseconds;

void write_time(FieldWriter& fields, runtime::SystemTime time) {
    fields.number(std::chrono::duration_cast<Nanoseconds>(time.time_since_epoch()).count());
}

runtime::SystemTime read_time(FieldReader& fields) {
    return runtime::SystemTime(std::chrono::duration_cast<runtime::SystemTime::duration>(Nanoseconds(fields.number())));
}

void write_headers(FieldWriter& fields, const http::Headers& headers) {
    fields.number(static_cast<std::int64_t>(headers.size()));
    for (const auto& [name, value] : headers) {
        fields.text(name).text(value);
    }
}

http::Headers read_headers(FieldReader& fields) {
    http::Headers headers;
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        std::string name(fields.text());
        headers.add(std::move(name), std::string(fields.text()));
    }
    return headers;
}

void write_checksums(FieldWriter& fields, const Checksums& checksums) {
    fields.number(static_cast<std::int64_t>(checksums.size()));
    for (const auto& [name, value] : checksums) {
        fields.text(name).text(value);
    }
}

Checksums read_checksums(FieldReader& fields) {
    Checksums checksums;
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        std::string name(fields.text());
        checksums.emplace(std::move(name), fields.text());
    }
    return checksums;
}

/// Writes where the bytes are, how many they are, and their CRC-32.
void write_bytes(FieldWriter& fields, const records::ObjectFile& file, const std::string& bytes) {
    fields.number(static_cast<std::int64_t>(file.number())).number(static_cast<std::int64_t>(bytes.size()));
    fields.number(runtime::crc32(runtime::bytes_of(bytes)));
}

records::StoredBytes read_bytes(FieldReader& fields, const records::FileReader& reader) {
    records::StoredBytes stored = reader(fields.count());
    const std::uint64_t size = fields.count();
    const std::uint64_t crc = fields.count();
    if (stored.bytes->size() != size) {
        throw Damaged("its file has " + std::to_string(stored.bytes->size()) + " bytes instead of " +
                      std::to_string(size));
    }
    if (runtime::crc32(runtime::bytes_of(*stored.bytes)) != crc) {
        throw Damaged("the bytes of its file are not those that were written");
    }
    return stored;
}

}  // namespace

void record_bucket(records::Recorder& recorder, std::string_view name, const Bucket& bucket) {
    FieldWriter fields;
    write_time(fields, bucket.created);
    recorder.put(Kind::Bucket, {}, name, std::move(fields).take());
}

void record_object(records::Recorder& recorder, std::string_view bucket_name, std::string_view key, Object& object) {
    if (object.file == nullptr) {
        object.file = recorder.add_file(object.bytes);
    }
    FieldWriter fields;
    write_bytes(fields, *object.file, *object.bytes);
    fields.text(object.etag);
    write_headers(fields, object.metadata);
    write_checksums(fields, object.checksums);
    fields.text(object.checksum_type);
    write_time(fields, object.last_modified);
    fields.number(static_cast<std::int64_t>(object.part_sizes.size()));
    for (const std::uint64_t size : object.part_sizes) {
        fields.number(static_cast<std::int64_t>(size));
    }
    recorder.put(Kind::Object, bucket_name, key, std::move(fields).take());
}

void record_upload(records::Recorder& recorder, std::string_view bucket_name, std::string_view upload_id,
                   const Upload& upload) {
    FieldWriter fields;
    fields.text(upload.key);
    write_headers(fields, upload.metadata);
    fields.text(upload.checksum_algorithm).text(upload.checksum_type);
    write_time(fields, upload.initiated);
    recorder.put(Kind::Upload, bucket_name, upload_id, std::move(fields).take());
}

void record_part(records::Recorder& recorder, std::string_view upload_id, std::uint64_t number, Part& part) {
    if (part.file == nullptr) {
        part.file = recorder.add_file(part.bytes);
    }
    FieldWriter fields;
    write_bytes(fields, *part.file, *part.bytes);
    fields.text(part.etag);
    write_checksums(fields, part.checksums);
    write_time(fields, part.last_modified);
    recorder.put(Kind::Part, upload_id, std::to_string(number), std::move(fields).take());
}

void record_removed_bucket(records::Recorder& recorder, std::string_view name, const Bucket& bucket) {
    for (const auto& [id, upload] : bucket.uploads) {
        record_removed_upload(recorder, name, id);
    }
    recorder.erase_scope(Kind::Object, name);
    recorder.erase(Kind::Bucket, {}, name);
}

void record_removed_upload(records::Recorder& recorder, std::string_view bucket_name, std::string_view upload_id) {
    recorder.erase_scope(Kind::Part, upload_id);
    recorder.erase(Kind::Upload, bucket_name, upload_id);
}

Bucket read_bucket(const records::Record& record) {
    FieldReader fields(record.value);
    Bucket bucket;
    bucket.created = read_time(fields);
    fields.end();
    return bucket;
}

Object read_object(const records::Record& record, const records::FileReader& reader) {
    FieldReader fields(record.value);
    Object object;
    records::StoredBytes stored = read_bytes(fields, reader);
    object.file = std::move(stored.file);
    object.bytes = std::move(stored.bytes);
    object.etag = fields.text();
    object.metadata = read_headers(fields);
    object.checksums = read_checksums(fields);
    object.checksum_type = fields.text();
    object.last_modified = read_time(fields);
    for (std::uint64_t left = fields.count(); left > 0; --left) {
        object.part_sizes.push_back(fields.count());
    }
    fields.end();
    return object;
}

Upload read_upload(const records::Record& record) {
    FieldReader fields(record.value);
    Upload upload;
    upload.key = fields.text();
    upload.metadata = read_headers(fields);
    upload.checksum_algorithm = fields.text();
    upload.checksum_type = fields.text();
    upload.initiated = read_time(fields);
    fields.end();
    return upload;
}

Part read_part(const records::Record& record, const records::FileReader& reader) {
    FieldReader fields(record.value);
    Part part;
    records::StoredBytes stored = read_bytes(fields, reader);
    part.file = std::move(stored.file);
    part.bytes = std::move(stored.bytes);
    part.etag = fields.text();
    part.checksums = read_checksums(fields);
    part.last_modified = read_time(fields);
    fields.end();
    return part;
}

}  // namespace dynoxx::local::s3
