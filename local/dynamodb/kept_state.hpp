#pragma once

#include "local/dynamodb/state.hpp"
#include "local/records/record.hpp"

#include <set>
#include <string>

/// What of the state outlives the process, as records: tables, items and tokens of transactions. Items are told of by
/// the tables themselves.
namespace dynoxx::local::dynamodb {

/// Tells the recorder of tables that were made, changed or dropped since the last call.
class KeptTables {
 public:
    /// Takes the tables that are there as told of.
    void know(State& state);

    void record(State& state);

 private:
    std::set<std::string, std::less<>> names_;
};

/// Tells the recorder of a token, or that it is forgotten.
void record_token(records::Recorder& recorder, const std::string& token, const State::Token& content);
void record_forgotten_token(records::Recorder& recorder, const std::string& token);

/// Takes in a record; throws records::Damaged.
void load_record(State& state, const records::Record& record);

/// Tells the recorder what makes one state of another: items of tables whose items they do not share, and tokens.
void record_difference(records::Recorder& recorder, const State& from, const State& to);

}  // namespace dynoxx::local::dynamodb
