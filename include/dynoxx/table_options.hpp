#pragma once

#include <dynoxx/entity.hpp>
#include <dynoxx/left_object.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dynoxx {

/// How the keys of new objects in S3 are made.
enum class ObjectKeys : std::uint8_t {
    Unique,    ///< prefix, item key, a random id, file name: a new object never overwrites one that an item points to
    FromItem,  ///< prefix, item key, file name: as pydynox 1.3 does it; two writes of one item share an object
};

/// What one handle on a table changes about its model: names, buckets and keys are data.
class TableOptions {
 public:
    TableOptions() = default;

    /// Uses another table.
    TableOptions& name(std::string table) & {
        name_ = std::move(table);
        return *this;
    }
    TableOptions name(std::string table) && { return std::move(name(std::move(table))); }

    /// Uses another bucket for every S3 attribute.
    TableOptions& bucket(std::string bucket_name) & {
        bucket_ = std::move(bucket_name);
        return *this;
    }
    TableOptions bucket(std::string bucket_name) && { return std::move(bucket(std::move(bucket_name))); }

    /// Uses another KMS key for every encrypted attribute: id, ARN or `alias/name`.
    TableOptions& key_id(std::string key) & {
        key_id_ = std::move(key);
        return *this;
    }
    TableOptions key_id(std::string key) && { return std::move(key_id(std::move(key))); }

    /// Sets how the keys of new objects are made. Default: `ObjectKeys::Unique`.
    TableOptions& object_keys(ObjectKeys keys) & {
        object_keys_ = keys;
        return *this;
    }
    TableOptions object_keys(ObjectKeys keys) && { return std::move(object_keys(keys)); }

    /// Is told of each object in S3 that a write of this table leaves behind. Default: nobody, but the log names them.
    TableOptions& on_left_object(LeftObjectHandler handler) & {
        on_left_object_ = std::move(handler);
        return *this;
    }
    TableOptions on_left_object(LeftObjectHandler handler) && { return std::move(on_left_object(std::move(handler))); }

    [[nodiscard]] ObjectKeys object_keys() const noexcept { return object_keys_; }
    [[nodiscard]] const LeftObjectHandler& on_left_object() const noexcept { return on_left_object_; }

    /// Gives the entity with the changes.
    [[nodiscard]] Entity apply_to(Entity entity) const;

 private:
    std::string name_;
    std::string bucket_;
    std::string key_id_;
    ObjectKeys object_keys_ = ObjectKeys::Unique;
    LeftObjectHandler on_left_object_;
};

}  // namespace dynoxx
