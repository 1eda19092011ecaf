#include "local/dynamodb/table.hpp"

#include "local/dynamodb/capacity.hpp"
#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

Table::Table(TableDefinition definition, records::Recorder* recorder)
    : definition_(std::move(definition)), recorder_(recorder) {
    items_->indexes.resize(definition_.indexes.size());
}

Table::Items& Table::own_items() {
    if (items_.use_count() > 1) {
        items_ = std::make_shared<Items>(*items_);
    }
    return *items_;
}

RecordPointer Table::find(const Item& key) const {
    const auto found = items_->entries.find(key_bytes(definition_.keys, key));
    return found == items_->entries.end() ? nullptr : found->second.record;
}

Change Table::put(Item item) {
    const std::size_t size = item_size(item);
    auto record = std::make_shared<const Record>(Record{std::move(item), size});
    const std::string key = key_bytes(definition_.keys, record->item);
    return replace(key, std::move(record));
}

Change Table::remove(const Item& key) {
    return replace(key_bytes(definition_.keys, key), nullptr);
}

Change Table::replace(const std::string& key, RecordPointer record) {
    Change change;
    Items& items = own_items();
    const auto found = items.entries.lower_bound(key);
    const bool exists = found != items.entries.end() && found->first == key;
    if (exists) {
        change.before = found->second.record;
        items.bytes -= found->second.size;
    }
    change.after = record;
    if (recorder_ != nullptr && (exists || record != nullptr)) {
        this->record(key, record);
    }
    for (std::size_t at = 0; at < items.indexes.size(); ++at) {
        const double units = update_index(items.indexes[at], at, change.before, change.after);
        if (units > 0) {
            change.index_units.emplace_back(at, units);
        }
    }
    if (record == nullptr) {
        if (exists) {
            items.entries.erase(found);
        }
        return change;
    }
    const std::size_t size = record->size;
    items.bytes += size;
    if (exists) {
        found->second = Entry{std::move(record), size};
    } else {
        items.entries.emplace_hint(found, key, Entry{std::move(record), size});
    }
    return change;
}

void Table::record(const std::string& key, const RecordPointer& record) const {
    if (record == nullptr) {
        recorder_->erase(records::Kind::Item, definition_.name, key);
        return;
    }
    JsonWriter writer;
    write_item(writer, record->item);
    recorder_->put(records::Kind::Item, definition_.name, key, std::move(writer).take());
}

void Table::record_items() const {
    for (const auto& [key, entry] : items_->entries) {
        record(key, entry.record);
    }
}

double Table::update_index(IndexData& data, std::size_t at, const RecordPointer& before, const RecordPointer& after) {
    const IndexDefinition& index = definition_.indexes[at];
    const bool was_in = before != nullptr && has_keys(before->item, index.keys);
    const bool is_in = after != nullptr && has_keys(after->item, index.keys);
    std::string old_key;
    std::size_t old_size = 0;
    if (was_in) {
        old_key = index_key_bytes(definition_, index, before->item);
        const auto old_entry = data.entries.find(old_key);
        old_size = old_entry->second.size;
        data.bytes -= old_size;
        if (!is_in) {
            data.entries.erase(old_entry);
            return write_units(old_size);
        }
    }
    if (!is_in) {
        return 0;
    }
    std::string key = index_key_bytes(definition_, index, after->item);
    const Item projected = project(after->item, definition_, index);
    const std::size_t size = item_size(projected);
    data.bytes += size;
    if (was_in && key != old_key) {
        data.entries.erase(old_key);
        data.entries.insert_or_assign(std::move(key), Entry{after, size});
        return write_units(old_size) + write_units(size);
    }
    data.entries.insert_or_assign(std::move(key), Entry{after, size});
    if (was_in && project(before->item, definition_, index) == projected) {
        return 0;
    }
    return write_units(std::max(old_size, size));
}

void Table::add_index(IndexDefinition index) {
    edit_definition().indexes.push_back(std::move(index));
    Items& items = own_items();
    IndexData& data = items.indexes.emplace_back();
    for (const auto& [key, entry] : items.entries) {
        update_index(data, items.indexes.size() - 1, nullptr, entry.record);
    }
}

void Table::remove_index(const IndexDefinition& index) {
    const auto at = static_cast<std::ptrdiff_t>(position(index));
    edit_definition().indexes.erase(definition_.indexes.begin() + at);
    std::vector<IndexData>& indexes = own_items().indexes;
    indexes.erase(indexes.begin() + at);
}

std::size_t Table::position(const IndexDefinition& index) const noexcept {
    return static_cast<std::size_t>(&index - definition_.indexes.data());
}

const Entries& Table::entries(const IndexDefinition& index) const noexcept {
    return items_->indexes[position(index)].entries;
}

std::size_t Table::bytes(const IndexDefinition& index) const noexcept {
    return items_->indexes[position(index)].bytes;
}

}  // namespace dynoxx::local::dynamodb
