#pragma once

#include "local/records/fields.hpp"
#include "local/records/recorder.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

namespace dynoxx::test {

/// Keeps records and files as a directory would, in memory.
class MemoryRecords {
 public:
    using Record = local::records::Record;

    local::records::Recorder recorder{1, unused()};

    /// Takes over what the recorder was told of.
    void commit() {
        const local::records::Batch batch = recorder.take();
        for (const local::records::StoredBytes& file : batch.files) {
            files_[file.file->number()] = *file.bytes;
        }
        for (const local::records::Step& step : batch.steps) {
            apply(step);
        }
        for (const std::uint64_t number : batch.to_remove) {
            files_.erase(number);
        }
    }

    /// Gives every record in the order of its kind.
    template <class Load>
    void load(const Load& load) {
        commit();
        for (const auto& [key, value] : records_) {
            Record record;
            std::tie(record.kind, record.scope, record.key) = key;
            record.value = value;
            load(record);
        }
    }

    [[nodiscard]] local::records::FileReader reader() {
        return [this](std::uint64_t number) {
            const auto found = files_.find(number);
            if (found == files_.end()) {
                throw local::records::Damaged("no file");
            }
            local::records::StoredBytes stored;
            stored.file =
                std::make_shared<const local::records::ObjectFile>(number, std::make_shared<local::records::Unused>());
            stored.bytes = std::make_shared<const std::string>(found->second);
            return stored;
        };
    }

    [[nodiscard]] std::size_t count() const noexcept { return records_.size(); }
    [[nodiscard]] std::size_t file_count() const noexcept { return files_.size(); }

 private:
    using Key = std::tuple<local::records::Kind, std::string, std::string>;

    static std::shared_ptr<local::records::Unused> unused() { return std::make_shared<local::records::Unused>(); }

    void apply(const local::records::Step& step) {
        using Action = local::records::Step::Action;
        const Record& record = step.record;
        if (step.action == Action::Put) {
            records_[Key(record.kind, record.scope, record.key)] = record.value;
        } else if (step.action == Action::Erase) {
            records_.erase(Key(record.kind, record.scope, record.key));
        } else {
            std::erase_if(records_, [&](const auto& entry) {
                return std::get<0>(entry.first) == record.kind &&
                       (step.action == Action::EraseKind || std::get<1>(entry.first) == record.scope);
            });
        }
    }

    std::map<Key, std::string> records_{};
    std::map<std::uint64_t, std::string> files_{};
};

}  // namespace dynoxx::test
