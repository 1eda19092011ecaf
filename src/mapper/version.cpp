#include "mapper/version.hpp"

#include <dynoxx/converters/scalar.hpp>

#include <limits>
#include <string>

namespace dynoxx::mapper {

namespace {

Error version_error(const Entity& entity, const std::string& reason) {
    return Error(ErrorCode::InvalidItem, "The version '" + entity.version_attribute + "' of an object of table '" +
                                             entity.table_name + "' " + reason + ".");
}

/// Reads a version; one that is missing counts as 0.
Result<std::int64_t> read_version(const Entity& entity, const AttributeValue* value) {
    std::int64_t version = 0;
    if (value != nullptr) {
        AttributeValue copy = *value;
        ReadContext in;
        Converter<std::int64_t>::read(copy, version, in);
        if (in.failed() || version < 0 || version == std::numeric_limits<std::int64_t>::max()) {
            return version_error(entity, "must be a whole number from 0 to 2^63 - 2");
        }
    }
    return version;
}

/// The condition that the stored item has a version; version 0 stands for an item that has none.
Condition has_version(const Entity& entity, std::int64_t version) {
    const Path path(entity.version_attribute);
    return version == 0 ? Condition(ConditionOperator::NotExists, {path})
                        : Condition(ConditionOperator::Equal, {path, AttributeValue(version)});
}

}  // namespace

Result<Condition> raise_version(const Entity& entity, Item& item, const Condition& condition, VersionCheck check) {
    const Result<std::int64_t> version = read_version(entity, item.find(entity.version_attribute));
    if (!version) {
        return version.error();
    }
    item.set(entity.version_attribute, AttributeValue(*version + 1));
    return check == VersionCheck::Checked ? has_version(entity, *version) && condition : condition;
}

Result<Update> raise_version(const Entity& entity, Update update) {
    for (const UpdateAction& action : update.actions()) {
        if (action.path().attribute() == entity.version_attribute) {
            return version_error(entity, "is raised by every update; leave it out of set()");
        }
    }
    update.add(UpdateAction(UpdateOperator::Increment, Path(entity.version_attribute), AttributeValue(1)));
    return update;
}

Result<Condition> still_has_version(const Entity& entity, const AttributeValue& version) {
    const Result<std::int64_t> expected = read_version(entity, &version);
    if (!expected) {
        return expected.error();
    }
    return has_version(entity, *expected);
}

}  // namespace dynoxx::mapper
