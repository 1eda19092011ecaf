#pragma once

#include <dynoxx/entity.hpp>
#include <dynoxx/error.hpp>

#include <string>
#include <string_view>

namespace dynoxx::mapper {

/// Gives the key of an object: the prefix, the keys of the item with every `#` as `/`, the file name.
///
/// `prefix` ends in `/` or is empty; an empty `sort_key` means that there is none. The rule is pydynox's, so that both
/// find the same object. Two items whose keys differ only in `#` and `/` share their objects.
[[nodiscard]] std::string s3_object_key(std::string_view prefix, std::string_view partition_key,
                                        std::string_view sort_key, std::string_view file_name);

/// Gives the key of the object of one attribute of an item, whose keys must be complete.
[[nodiscard]] Result<std::string> s3_object_key(const Entity& entity, const Item& item, const PendingUpload& upload);

}  // namespace dynoxx::mapper
