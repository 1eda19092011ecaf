#include "mapper/flows/objects.hpp"

#include "aws/config_data.hpp"
#include "mapper/content_type.hpp"
#include "mapper/flows/contents.hpp"
#include "mapper/flows/transfers.hpp"
#include "mapper/s3_key.hpp"
#include "runtime/encoding.hpp"
#include "runtime/gate.hpp"
#include "runtime/parallel.hpp"
#include "runtime/state.hpp"
#include "s3/client.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>

namespace dynoxx::mapper {

namespace {

using detail::ClientState;
using runtime::Context;
using runtime::task;

constexpr std::size_t objects_at_once = 8;

/// Puts a random directory before the file name, so that no other object has this key.
std::string make_unique(std::string key, const std::string& file_name, runtime::RandomSource& random) {
    std::array<std::byte, 12> id{};
    random.fill(id);
    key.insert(key.size() - file_name.size(), runtime::hex_encode(id) + "/");
    return key;
}

s3::Encryption encryption_of(const S3File& file, const S3AttributeSettings& settings) {
    const bool is_own = file.encryption().kind() != S3EncryptionKind::OfBucket;
    return s3_encryption_of(is_own ? file.encryption() : settings.encryption);
}

/// Says what is to be stored of a file, and how.
s3::Upload upload_of(const S3File& file, const S3AttributeSettings& settings, const AwsConfig& config) {
    s3::Upload object;
    object.bucket = settings.bucket;
    object.content_type = file.content_type().empty() ? content_type_of(file.name()) : file.content_type();
    object.metadata = file.metadata();
    object.tags = file.tags();
    object.storage_class = file.storage_class().empty() ? settings.storage_class : file.storage_class();
    object.encryption = encryption_of(file, settings);
    object.settings = s3::transfer_settings(config);
    object.progress = progress_of(file.on_progress());
    object.log = config.data().log;
    return object;
}

task<void> upload(Context context, ClientState& client, const detail::TableData& table, const Item& keys,
                  const PendingUpload& pending, runtime::Gate& places, std::optional<S3Location>& done) {
    const EntityAttribute& attribute = *table.entity.find(pending.attribute);
    std::string key = s3_object_key(table.entity, keys, pending).value();
    if (table.object_keys == ObjectKeys::Unique) {
        key = make_unique(std::move(key), pending.file.name(), *context.system().random);
    }
    s3::Upload object = upload_of(pending.file, *attribute.s3, client.config());
    object.key = std::move(key);
    S3Location location;
    location.bucket = object.bucket;
    location.key = object.key;
    location.content_type = object.content_type;
    location.metadata = object.metadata;
    const runtime::DataFiles& files = *context.state().service<runtime::DataFilesInUse>().files;
    const std::unique_ptr<s3::Source> contents = contents_of(pending.file, files);
    const s3::Stored stored = co_await s3::upload(context, client.s3(), std::move(object), *contents, places);
    location.size = stored.size;
    location.etag = stored.etag;
    location.version_id = stored.version_id;
    done = std::move(location);
}

std::string_view explain(LeftBecause why) {
    switch (why) {
        case LeftBecause::NotRemoved:
            return "is not needed any more and could not be removed";
        case LeftBecause::UnknownOutcome:
            return "stays, although its item could not be written: the item may point to it";
        case LeftBecause::UnreadItem:
            break;
    }
    return "could not be removed, because its item could not be read after the write: the item may still point to it";
}

/// Tells the log and the handler of the table of one object that stays.
void report(ClientState& client, const detail::TableData& table, const LeftObject& left) {
    const AwsConfig config = client.config();
    const LogSink& log = config.data().log;
    const std::string name = "The object " + left.location.bucket + "/" + left.location.key + " ";
    if (log) {
        std::string line = name;
        line.append(explain(left.because)).append(left.failure.empty() ? "." : ": " + left.failure);
        log(LogLevel::Warning, line);
    }
    if (!table.on_left_object) {
        return;
    }
    try {
        table.on_left_object(left);
    } catch (const std::exception& exception) {
        if (log) {
            log(LogLevel::Warning, name + "could not be told to on_left_object: " + exception.what());
        }
    }
}

task<void> remove(Context context, ClientState& client, const detail::TableData& table, const S3Location& object,
                  bool& removed) {
    s3::DeleteObjectRequest request;
    request.bucket = object.bucket;
    request.key = object.key;
    std::optional<Error> failure;
    try {
        co_await client.s3().delete_object(context, std::move(request));
        removed = true;
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure) {
        report(client, table, LeftObject(object, LeftBecause::NotRemoved, failure->what()));
    }
}

}  // namespace

task<std::vector<S3Location>> upload_all(Context context, ClientState& client, const detail::TableData& table,
                                         const Item& keys, std::span<const PendingUpload> uploads) {
    std::vector<std::optional<S3Location>> done(uploads.size());
    std::vector<task<void>> parts;
    parts.reserve(uploads.size());
    runtime::Gate places(s3::transfer_settings(client.config()).parts_at_once);
    for (std::size_t i = 0; i < uploads.size(); ++i) {
        parts.push_back(upload(context, client, table, keys, uploads[i], places, done[i]));
    }
    std::exception_ptr failure;
    try {
        co_await runtime::in_parallel(std::move(parts), objects_at_once);
    } catch (...) {
        failure = std::current_exception();
    }
    std::vector<S3Location> locations;
    locations.reserve(done.size());
    for (std::optional<S3Location>& location : done) {
        if (location) {
            locations.push_back(std::move(*location));
        }
    }
    if (failure) {
        co_await remove_new_objects(context, client, table, std::move(locations));
        std::rethrow_exception(failure);
    }
    co_return locations;
}

task<void> remove_new_objects(Context context, ClientState& client, const detail::TableData& table,
                              std::vector<S3Location> objects) {
    if (table.object_keys == ObjectKeys::Unique) {
        const std::vector<S3Location> left = co_await remove_objects(context, client, table, std::move(objects));
        static_cast<void>(left);  // they were reported
    }
}

task<std::vector<S3Location>> remove_objects(Context context, ClientState& client, const detail::TableData& table,
                                             std::vector<S3Location> objects) {
    std::vector<task<void>> parts;
    parts.reserve(objects.size());
    const auto removed = std::make_unique<bool[]>(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        parts.push_back(remove(context, client, table, objects[i], removed[i]));
    }
    co_await runtime::in_parallel(std::move(parts), objects_at_once);
    std::vector<S3Location> left;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (!removed[i]) {
            left.push_back(std::move(objects[i]));
        }
    }
    co_return left;
}

std::vector<S3Location> locations_of(const Entity& entity, const Item& item) {
    std::vector<S3Location> locations;
    for (const EntityAttribute& attribute : entity.attributes) {
        const AttributeValue* value = attribute.s3 ? item.find(attribute.name) : nullptr;
        if (value == nullptr) {
            continue;
        }
        AttributeValue copy = *value;
        S3Value stored;
        ReadContext in;
        Converter<S3Value>::read(copy, stored, in);
        if (!in.failed() && stored.location() != nullptr) {
            locations.push_back(*stored.location());
        }
    }
    return locations;
}

std::vector<S3Location> without(std::vector<S3Location> objects, std::span<const S3Location> kept) {
    std::erase_if(objects, [kept](const S3Location& object) {
        return std::ranges::any_of(kept, [&object](const S3Location& other) {
            return other.bucket == object.bucket && other.key == object.key;
        });
    });
    return objects;
}

bool points_to(const Entity& entity, const Item& item, std::span<const S3Location> objects) {
    std::vector<S3Location> pointed_to = locations_of(entity, item);
    const std::size_t count = pointed_to.size();
    return without(std::move(pointed_to), objects).size() < count;
}

void report_left_objects(ClientState& client, const detail::TableData& table, std::span<const S3Location> objects,
                         LeftBecause why) {
    for (const S3Location& object : objects) {
        report(client, table, LeftObject(object, why, {}));
    }
}

bool has_s3_attributes(const Entity& entity) noexcept {
    return std::ranges::any_of(entity.attributes,
                               [](const EntityAttribute& attribute) { return attribute.s3.has_value(); });
}

}  // namespace dynoxx::mapper
