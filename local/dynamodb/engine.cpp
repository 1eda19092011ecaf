#include "local/dynamodb/engine.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/kept_state.hpp"
#include "local/dynamodb/operations/operation.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace dynoxx::local::dynamodb {

namespace {

const std::array operations = {
    &batch_execute_statement_operation,
    &batch_get_item_operation,
    &batch_write_item_operation,
    &create_table_operation,
    &delete_item_operation,
    &delete_table_operation,
    &describe_table_operation,
    &describe_time_to_live_operation,
    &execute_statement_operation,
    &execute_transaction_operation,
    &get_item_operation,
    &list_tables_operation,
    &list_tags_of_resource_operation,
    &put_item_operation,
    &query_operation,
    &scan_operation,
    &tag_resource_operation,
    &transact_get_items_operation,
    &transact_write_items_operation,
    &untag_resource_operation,
    &update_item_operation,
    &update_table_operation,
    &update_time_to_live_operation,
};

const Operation* find_operation(std::string_view name) noexcept {
    const auto* const found = std::find_if(operations.begin(), operations.end(),
                                           [&](const Operation* operation) { return operation->name == name; });
    return found == operations.end() ? nullptr : *found;
}

constexpr int bad_request = 400;
constexpr int server_error = 500;

}  // namespace

struct Engine::Impl {
    mutable std::mutex mutex;
    State state;
    JsonParser parser;
    KeptTables kept;

    /// Tells the recorder of tables; items and tokens are told of where they are written.
    void record_tables() {
        if (state.options.recorder != nullptr) {
            kept.record(state);
        }
    }

    std::string answer(std::string_view name, std::string_view body, std::size_t batch_limit) {
        const Operation* operation = find_operation(name);
        if (operation == nullptr) {
            throw ApiError(ApiErrorType::UnknownOperation,
                           "dynoxx-local does not know the operation " + std::string(name));
        }
        const std::lock_guard lock(mutex);
        Json request = parser.parse(body);
        if (request.type != Json::Type::Object) {
            fail_serialization(request.type == Json::Type::Array ? "Start of list found where not expected"
                                                                 : "Unexpected value type in payload");
        }
        check_types(request, *operation->input);
        drop_unknown_members(request, *operation->input);
        if (operation->check_first != nullptr) {
            operation->check_first(request);
        }
        check_constraints(request, *operation->input);
        state.batch_limit = batch_limit;
        return operation->handle(state, request);
    }
};

Engine::Engine(Options options) : impl_(std::make_unique<Impl>()) {
    impl_->state.options = std::move(options);
}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Reply Engine::handle(std::string_view operation, std::string_view body, std::size_t batch_limit) {
    Reply reply;
    try {
        reply.body = impl_->answer(operation, body, batch_limit);
    } catch (const ApiError& error) {
        reply = Reply{bad_request, error.body()};
    } catch (const std::exception& error) {
        // A mistake of ours, or no memory: the server goes on.
        reply = Reply{server_error, ApiError(ApiErrorType::InternalServerError, error.what()).body()};
    }
    if (impl_->state.options.recorder != nullptr) {
        const std::lock_guard lock(impl_->mutex);
        impl_->record_tables();
    }
    return reply;
}

bool Engine::has_operation(std::string_view operation) noexcept {
    return find_operation(operation) != nullptr;
}

Stats Engine::stats() const {
    const std::lock_guard lock(impl_->mutex);
    Stats stats;
    stats.tables = impl_->state.tables.size();
    for (const auto& [name, table] : impl_->state.tables) {
        stats.items += table.entries().size();
        stats.bytes += table.bytes();
    }
    return stats;
}

void Engine::reset() {
    const std::lock_guard lock(impl_->mutex);
    impl_->state.tables.clear();
    impl_->state.tokens.clear();
    if (impl_->state.options.recorder != nullptr) {
        impl_->state.options.recorder->erase_kind(records::Kind::Token);
    }
    impl_->record_tables();
}

void Engine::record_with(records::Recorder* recorder) {
    const std::lock_guard lock(impl_->mutex);
    impl_->state.options.recorder = recorder;
    for (auto& [name, table] : impl_->state.tables) {
        table.record_with(recorder);
    }
    impl_->kept.know(impl_->state);
}

void Engine::load(const records::Record& record) {
    const std::lock_guard lock(impl_->mutex);
    load_record(impl_->state, record);
}

Snapshot Engine::snapshot() const {
    const std::lock_guard lock(impl_->mutex);
    return std::make_shared<const State>(impl_->state);
}

void Engine::restore(const Snapshot& snapshot) {
    const std::lock_guard lock(impl_->mutex);
    State& state = impl_->state;
    if (state.options.recorder != nullptr) {
        record_difference(*state.options.recorder, state, *snapshot);
    }
    state.tables = snapshot->tables;
    state.tokens = snapshot->tokens;
    for (auto& [name, table] : state.tables) {
        static_cast<void>(table.edit_definition());
    }
    impl_->record_tables();
}

}  // namespace dynoxx::local::dynamodb
