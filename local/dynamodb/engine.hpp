#pragma once

#include "local/records/recorder.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// Holds what an Engine needs from outside.
struct Options {
    /// The region in the ARNs of tables.
    std::string region = "us-east-1";
    /// The account in the ARNs of tables.
    std::string account_id = "000000000000";
    /// Gives the time for timestamps, in seconds since 1970. Empty: every table is created at 0.
    std::function<double()> clock;
    /// Takes down what requests change, for whoever keeps it. Null: nobody does.
    records::Recorder* recorder = nullptr;
};

struct State;
/// What an Engine held at some time; see Engine::snapshot.
using Snapshot = std::shared_ptr<const State>;

/// Holds the answer to a request.
struct Reply {
    /// The HTTP status: 200, 400 for what is wrong with the request, 500 for what is wrong with the engine.
    int status = 200;
    /// JSON; of an error with `__type` and `message`.
    std::string body;
};

/// Counts what an Engine holds.
struct Stats {
    std::size_t tables = 0;
    std::size_t items = 0;
    /// The size of all items by DynamoDB's rules, bytes.
    std::size_t bytes = 0;
};

/// Answers DynamoDB requests from memory: no socket, no clock, no environment.
///
/// @par Thread safety
/// Every member may be called from several threads; requests run one after another.
class Engine {
 public:
    explicit Engine(Options options = {});
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    /// Answers one request. Never throws for bad input.
    ///
    /// @param operation the part of `X-Amz-Target` after the dot, such as `PutItem`.
    /// @param body the request's JSON.
    /// @param batch_limit of a batch only so many items are processed, the rest is given back as unprocessed.
    [[nodiscard]] Reply handle(std::string_view operation, std::string_view body,
                               std::size_t batch_limit = no_batch_limit);

    static constexpr std::size_t no_batch_limit = static_cast<std::size_t>(-1);

    /// Tells whether there is an operation of this name.
    [[nodiscard]] static bool has_operation(std::string_view operation) noexcept;

    [[nodiscard]] Stats stats() const;

    /// Drops all tables.
    void reset();

    /// Sets the recorder after loading.
    void record_with(records::Recorder* recorder);

    /// Takes in a record that a recorder was told of earlier: first those of tables, then items and tokens. Throws
    /// records::Damaged.
    void load(const records::Record& record);

    /// Gives what is held now: tables, items, tokens of transactions.
    ///
    /// @par Cost
    /// O(tables); the first write to each table afterwards copies the places of its items, not the items.
    [[nodiscard]] Snapshot snapshot() const;

    /// Goes back to a snapshot of this Engine. O(tables); with a recorder it is told of each item of those tables that
    /// differ.
    void restore(const Snapshot& snapshot);

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local::dynamodb
