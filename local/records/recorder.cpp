#include "local/records/recorder.hpp"

#include <utility>

namespace dynoxx::local::records {

namespace {

Record record_of(Kind kind, std::string_view scope, std::string_view key = {}, std::string value = {}) {
    Record record;
    record.kind = kind;
    record.scope = scope;
    record.key = key;
    record.value = std::move(value);
    return record;
}

}  // namespace

Recorder::Recorder(std::uint64_t first_file, std::shared_ptr<Unused> unused)
    : next_file_(first_file), unused_(std::move(unused)) {}

void Recorder::put(Kind kind, std::string_view scope, std::string_view key, std::string value) {
    batch_.steps.emplace_back(Step::Action::Put, record_of(kind, scope, key, std::move(value)));
}

void Recorder::erase(Kind kind, std::string_view scope, std::string_view key) {
    batch_.steps.emplace_back(Step::Action::Erase, record_of(kind, scope, key));
}

void Recorder::erase_scope(Kind kind, std::string_view scope) {
    batch_.steps.emplace_back(Step::Action::EraseScope, record_of(kind, scope));
}

void Recorder::erase_kind(Kind kind) {
    batch_.steps.emplace_back(Step::Action::EraseKind, record_of(kind, {}));
}

FilePointer Recorder::add_file(BytesPointer bytes) {
    StoredBytes added;
    added.file = std::make_shared<const ObjectFile>(next_file_++, unused_);
    added.bytes = std::move(bytes);
    batch_.files.push_back(added);
    return added.file;
}

Batch Recorder::take() {
    // What has become unused by now was let go by this batch or by an earlier one: its file may go with this one.
    batch_.to_remove = unused_->take();
    return std::exchange(batch_, Batch());
}

}  // namespace dynoxx::local::records
