#include "local/dynamodb/operations/page.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/capacity.hpp"
#include "local/dynamodb/expression/evaluate.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/operations/read_request.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

namespace {

constexpr std::size_t max_page_bytes = 1024 * 1024;

/// Tells whether the index (one that does not project everything) holds an attribute.
bool holds(const ReadTarget& target, const std::string& name) {
    const std::vector<std::string>& attributes = target.index->attributes;
    return target.keys().has(name) || target.definition().keys.has(name) ||
           std::find(attributes.begin(), attributes.end(), name) != attributes.end();
}

/// Reads entries in one direction and collects the answer.
class PageReader {
 public:
    PageReader(const PageRequest& page, const Json& request)
        : page_(page),
          counts_only_(request.text_of("Select") == "COUNT"),
          fetches_(needs_fetch(page, request)),
          mode_(read_mode(request)),
          capacity_(page.target.definition()) {
        const Json* limit = request.find("Limit");
        limit_ = limit == nullptr ? SIZE_MAX : static_cast<std::size_t>(limit->integer);
    }

    std::string read(const Json& request) {
        writer_.begin_object();
        if (!counts_only_) {
            writer_.key("Items").begin_array();
        }
        walk();
        if (!counts_only_) {
            writer_.end_array();
        }
        writer_.key("Count").integer(count_).key("ScannedCount").integer(static_cast<std::int64_t>(scanned_));
        if (last_ != nullptr) {
            Item key;
            copy_key(key, page_.target.definition().keys, last_->item);
            copy_key(key, page_.target.keys(), last_->item);
            writer_.key("LastEvaluatedKey");
            write_item(writer_, key);
        }
        add_capacity();
        capacity_.write_member(writer_, request);
        writer_.end_object();
        return std::move(writer_).take();
    }

 private:
    /// A local index gets attributes that it does not hold from the table.
    static bool needs_fetch(const PageRequest& page, const Json& request) {
        const IndexDefinition* index = page.target.index;
        if (index == nullptr || index->scope != IndexScope::Local || index->projection == ProjectionType::All) {
            return false;
        }
        return request.text_of("Select") == "ALL_ATTRIBUTES" ||
               std::any_of(page.projection.begin(), page.projection.end(),
                           [&](const DocumentPath& path) { return !holds(page.target, root_of(path)); });
    }

    void walk() {
        if (page_.order == Order::Ascending) {
            for (auto entry = page_.begin; entry != page_.end && !is_full(); ++entry) {
                visit(entry->second);
            }
        } else {
            for (auto entry = page_.end; entry != page_.begin && !is_full();) {
                visit((--entry)->second);
            }
        }
        if (!is_full()) {
            last_ = nullptr;
        }
    }

    [[nodiscard]] bool is_full() const noexcept { return scanned_ >= limit_ || bytes_ >= max_page_bytes; }

    void visit(const Entry& entry) {
        ++scanned_;
        bytes_ += entry.size;
        last_ = entry.record.get();
        const IndexDefinition* index = page_.target.index;
        if (index == nullptr || fetches_ || index->projection == ProjectionType::All) {
            emit(entry.record->item);
        } else {
            emit(project(entry.record->item, page_.target.definition(), *index));
        }
        if (fetches_) {
            fetched_units_ += read_units(entry.record->size, mode_);
        }
    }

    void emit(const Item& item) {
        if (page_.filter && !matches(*page_.filter, item)) {
            return;
        }
        ++count_;
        if (!counts_only_) {
            write_item(writer_, page_.projection.empty() ? item : project(item, page_.projection));
        }
    }

    void add_capacity() {
        const double units = read_units(bytes_, mode_);
        if (page_.target.index == nullptr) {
            capacity_.add(units);
        } else {
            capacity_.add(units, *page_.target.index);
            capacity_.add(fetched_units_);
        }
    }

    const PageRequest& page_;
    bool counts_only_;
    bool fetches_;
    ReadMode mode_;
    ConsumedCapacity capacity_;
    JsonWriter writer_;
    std::size_t limit_ = 0;
    std::size_t bytes_ = 0;
    std::size_t scanned_ = 0;
    std::int64_t count_ = 0;
    double fetched_units_ = 0;
    const Record* last_ = nullptr;
};

}  // namespace

std::string ReadTarget::place_of(const Item& item) const {
    return index == nullptr ? key_bytes(definition().keys, item) : index_key_bytes(definition(), *index, item);
}

ReadTarget find_target(const Table& table, const Json& request) {
    ReadTarget target{&table, nullptr};
    if (!request.has("IndexName")) {
        return target;
    }
    const std::string name(request.text_of("IndexName"));
    target.index = table.definition().find_index(name);
    if (target.index == nullptr) {
        fail_validation("The table does not have the specified index: " + name);
    }
    if (target.index->scope == IndexScope::Global && read_mode(request) == ReadMode::Consistent) {
        fail_validation("Consistent reads are not supported on global secondary indexes");
    }
    return target;
}

void check_selection(const PageRequest& page, const Json& request) {
    const std::string select(request.text_of("Select"));
    const IndexDefinition* index = page.target.index;
    if (select == "ALL_PROJECTED_ATTRIBUTES" && index == nullptr) {
        fail_parameter("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
    if (select == "SPECIFIC_ATTRIBUTES" && page.projection.empty()) {
        fail_parameter(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
    }
    if (!select.empty() && select != "SPECIFIC_ATTRIBUTES" && !page.projection.empty()) {
        fail_parameter("Cannot specify the AttributesToGet when choosing to get " + select);
    }
    if (index == nullptr || index->scope == IndexScope::Local || index->projection == ProjectionType::All) {
        return;
    }
    if (select == "ALL_ATTRIBUTES") {
        fail_parameter("Select type ALL_ATTRIBUTES is not supported for global secondary index " + index->name +
                       " because its projection type is not ALL");
    }
    for (const DocumentPath& path : page.projection) {
        if (!holds(page.target, root_of(path))) {
            fail_parameter("Global secondary index " + index->name + " does not project [" + root_of(path) + ']');
        }
    }
}

std::optional<Item> read_start_key(const Json& request, const ReadTarget& target) {
    const Json* json = request.find("ExclusiveStartKey");
    if (json == nullptr) {
        return std::nullopt;
    }
    const Item given = read_item(*json, ValueErrorStyle::Current);
    std::size_t expected = 0;
    const auto check = [&](const KeyAttribute& attribute) {
        const auto found = given.find(attribute.name);
        if (found == given.end() || found->second.type() != attribute.type) {
            fail_validation(target.index != nullptr ? "The provided starting key is invalid"
                                                    : "The provided starting key is invalid: The provided key element "
                                                      "does not match the schema");
        }
    };
    for_each_attribute(target.definition().keys, check);
    for_each_attribute(target.definition().keys, [&](const KeyAttribute&) { ++expected; });
    if (target.index != nullptr) {
        for_each_attribute(target.keys(), [&](const KeyAttribute& attribute) {
            check(attribute);
            expected += target.definition().keys.has(attribute.name) ? 0 : 1;
        });
    }
    if (given.size() != expected) {
        fail_validation("The provided starting key is invalid");
    }
    return given;
}

std::string read_page(const PageRequest& page, const Json& request) {
    return PageReader(page, request).read(request);
}

}  // namespace dynoxx::local::dynamodb
