#include "local/dynamodb/kept_state.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/definition_record.hpp"
#include "local/dynamodb/value_json.hpp"
#include "local/records/fields.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

namespace dynoxx::local::dynamodb {

using records::Damaged;
using records::Kind;

namespace {

/// Gives the number at the end of an id; see CreateTable.
std::uint64_t number_of(std::string_view id) noexcept {
    std::uint64_t number = 0;
    id.remove_prefix(std::min(id.size(), id.rfind('-') + 1));
    std::from_chars(id.data(), id.data() + id.size(), number, 16);
    return number;
}

void load_table(State& state, const records::Record& record) {
    TableDefinition definition = read_definition(record.value);
    if (definition.name != record.key || definition.keys.partition.empty()) {
        throw Damaged("the definition is that of another table");
    }
    state.tables_made = std::max(state.tables_made, number_of(definition.id));
    state.tables.insert_or_assign(record.key, Table(std::move(definition)));
}

void load_item(State& state, const records::Record& record) {
    Table* table = state.find_table(record.scope);
    if (table == nullptr) {
        throw Damaged("there is no such table");
    }
    try {
        Item item = read_item(parse_json(record.value), ValueErrorStyle::Current);
        if (!has_keys(item, table->definition().keys)) {
            throw Damaged("the item has no key");
        }
        table->put(std::move(item));
    } catch (const ApiError&) {
        throw Damaged("it is no item");
    }
}

void load_token(State& state, const records::Record& record) {
    records::FieldReader fields(record.value);
    State::Token token;
    token.time = std::bit_cast<double>(fields.number());
    token.fingerprint = fields.text();
    fields.end();
    state.tokens.insert_or_assign(record.key, std::move(token));
}

}  // namespace

void KeptTables::know(State& state) {
    names_.clear();
    for (auto& [name, table] : state.tables) {
        static_cast<void>(table.take_edited());
        names_.insert(name);
    }
}

void KeptTables::record(State& state) {
    records::Recorder& recorder = *state.options.recorder;
    for (auto name = names_.begin(); name != names_.end();) {
        if (state.tables.contains(*name)) {
            ++name;
            continue;
        }
        recorder.erase(Kind::Table, {}, *name);
        recorder.erase_scope(Kind::Item, *name);
        name = names_.erase(name);
    }
    for (auto& [name, table] : state.tables) {
        if (table.take_edited()) {
            recorder.put(Kind::Table, {}, name, write_definition(table.definition()));
            names_.insert(name);
        }
    }
}

void record_token(records::Recorder& recorder, const std::string& token, const State::Token& content) {
    records::FieldWriter fields;
    fields.number(std::bit_cast<std::int64_t>(content.time)).text(content.fingerprint);
    recorder.put(Kind::Token, {}, token, std::move(fields).take());
}

void record_forgotten_token(records::Recorder& recorder, const std::string& token) {
    recorder.erase(Kind::Token, {}, token);
}

void load_record(State& state, const records::Record& record) {
    switch (record.kind) {
        case Kind::Table:
            return load_table(state, record);
        case Kind::Item:
            return load_item(state, record);
        case Kind::Token:
            return load_token(state, record);
        default:
            throw Damaged("it belongs to another service");
    }
}

void record_difference(records::Recorder& recorder, const State& from, const State& to) {
    for (const auto& [name, table] : to.tables) {
        const auto before = from.tables.find(name);
        if (before == from.tables.end() || !table.shares_items_with(before->second)) {
            recorder.erase_scope(Kind::Item, name);
            table.record_items();
        }
    }
    recorder.erase_kind(Kind::Token);
    for (const auto& [token, content] : to.tokens) {
        record_token(recorder, token, content);
    }
}

}  // namespace dynoxx::local::dynamodb
