#include "local/s3/store.hpp"

#include "local/records/fields.hpp"
#include "local/s3/error.hpp"
#include "local/s3/store_records.hpp"
#include "local/support/query_string.hpp"

#include <utility>

namespace dynoxx::local::s3 {

namespace {

Upload* find_upload(const Buckets& buckets, std::string_view upload_id) {
    for (const auto& [name, bucket] : buckets) {
        if (const auto found = bucket->uploads.find(upload_id); found != bucket->uploads.end()) {
            return &found->second;
        }
    }
    return nullptr;
}

}  // namespace

const Bucket& Store::bucket(std::string_view name) const {
    const auto found = buckets_.find(name);
    if (found == buckets_.end()) {
        throw Refusal("NoSuchBucket", {{"BucketName", std::string(name)}});
    }
    return *found->second;
}

const Object& Store::object(std::string_view bucket_name, std::string_view key) const {
    const Bucket& in = bucket(bucket_name);
    const auto found = in.objects.find(key);
    if (found == in.objects.end()) {
        throw Refusal("NoSuchKey", {{"Key", std::string(key)}});
    }
    return found->second;
}

const Upload& Store::upload(std::string_view bucket_name, std::string_view key, std::string_view upload_id) const {
    const Bucket& in = bucket(bucket_name);
    const auto found = in.uploads.find(upload_id);
    if (found == in.uploads.end() || found->second.key != key) {
        throw Refusal("NoSuchUpload", {{"UploadId", std::string(upload_id)}});
    }
    return found->second;
}

Bucket& Store::edit(std::string_view name) {
    std::shared_ptr<Bucket>& found = buckets_.find(name)->second;
    if (found.use_count() > 1) {
        found = std::make_shared<Bucket>(*found);
    }
    return *found;
}

bool Store::add_bucket(std::string_view name, runtime::SystemTime now) {
    if (buckets_.contains(name)) {
        return false;
    }
    const auto added = std::make_shared<Bucket>();
    added->created = now;
    if (recorder_ != nullptr) {
        record_bucket(*recorder_, name, *added);
    }
    buckets_.emplace(name, added);
    return true;
}

void Store::remove_bucket(std::string_view name) {
    const auto found = buckets_.find(name);
    if (recorder_ != nullptr) {
        record_removed_bucket(*recorder_, name, *found->second);
    }
    buckets_.erase(found);
}

void Store::put_object(std::string_view bucket_name, const std::string& key, Object object) {
    if (recorder_ != nullptr) {
        record_object(*recorder_, bucket_name, key, object);
    }
    edit(bucket_name).objects.insert_or_assign(key, std::move(object));
}

void Store::remove_object(std::string_view bucket_name, const std::string& key) {
    if (edit(bucket_name).objects.erase(key) != 0 && recorder_ != nullptr) {
        recorder_->erase(records::Kind::Object, bucket_name, key);
    }
}

void Store::add_upload(std::string_view bucket_name, const std::string& upload_id, Upload upload) {
    if (recorder_ != nullptr) {
        record_upload(*recorder_, bucket_name, upload_id, upload);
    }
    edit(bucket_name).uploads.emplace(upload_id, std::move(upload));
}

void Store::put_part(std::string_view bucket_name, const std::string& upload_id, std::uint64_t number, Part part) {
    if (recorder_ != nullptr) {
        record_part(*recorder_, upload_id, number, part);
    }
    edit(bucket_name).uploads.find(upload_id)->second.parts.insert_or_assign(number, std::move(part));
}

void Store::remove_upload(std::string_view bucket_name, const std::string& upload_id) {
    if (recorder_ != nullptr) {
        record_removed_upload(*recorder_, bucket_name, upload_id);
    }
    edit(bucket_name).uploads.erase(upload_id);
}

StoreSize Store::size() const noexcept {
    StoreSize result;
    result.buckets = buckets_.size();
    for (const auto& [name, bucket] : buckets_) {
        result.objects += bucket->objects.size();
        for (const auto& [key, object] : bucket->objects) {
            result.bytes += object.bytes->size();
        }
    }
    return result;
}

void Store::clear() {
    restore({});
}

void Store::load(const records::Record& record, const records::FileReader& reader) {
    if (record.kind == records::Kind::Bucket) {
        buckets_.insert_or_assign(record.key, std::make_shared<Bucket>(read_bucket(record)));
        return;
    }
    if (record.kind == records::Kind::Part) {
        Upload* upload = find_upload(buckets_, record.scope);
        const std::optional<std::uint64_t> number = support::parse_number(record.key);
        if (upload == nullptr || !number) {
            throw records::Damaged("there is no such upload");
        }
        upload->parts.insert_or_assign(*number, read_part(record, reader));
        return;
    }
    const auto bucket = buckets_.find(record.scope);
    if (bucket == buckets_.end()) {
        throw records::Damaged("there is no such bucket");
    }
    if (record.kind == records::Kind::Object) {
        bucket->second->objects.insert_or_assign(record.key, read_object(record, reader));
    } else {
        bucket->second->uploads.insert_or_assign(record.key, read_upload(record));
    }
}

void Store::restore(const Buckets& buckets) {
    const Buckets before = std::exchange(buckets_, buckets);
    if (recorder_ == nullptr) {
        return;
    }
    for (const auto& [name, bucket] : before) {
        const auto now = buckets_.find(name);
        if (now == buckets_.end() || now->second != bucket) {
            record_removed_bucket(*recorder_, name, *bucket);
        }
    }
    for (const auto& [name, bucket] : buckets_) {
        const auto earlier = before.find(name);
        if (earlier != before.end() && earlier->second == bucket) {
            continue;
        }
        record_bucket(*recorder_, name, *bucket);
        for (auto& [key, object] : bucket->objects) {
            record_object(*recorder_, name, key, object);
        }
        for (auto& [id, upload] : bucket->uploads) {
            record_upload(*recorder_, name, id, upload);
            for (auto& [number, part] : upload.parts) {
                record_part(*recorder_, id, number, part);
            }
        }
    }
}

}  // namespace dynoxx::local::s3
