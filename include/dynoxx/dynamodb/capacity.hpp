#pragma once

#include <map>
#include <string>

/// What requests cost.
namespace dynoxx {

/// Whether the answer says what the request cost: nothing, the sum for each table, or also the parts of its indexes.
enum class ReturnConsumedCapacity { None, Total, Indexes };

/// What a request cost on one table, in capacity units.
///
/// A write unit is 1 KB written, a read unit 4 KB read with consistency; a transaction takes twice as many, a read
/// without consistency half as many.
///
/// @par Source
/// Amazon DynamoDB API Reference, "ConsumedCapacity".
struct ConsumedCapacity {
    ConsumedCapacity() {}
    std::string table_name{};
    double capacity_units = 0;                       ///< of the table and its indexes together
    double read_capacity_units = 0;                  ///< given for transactions
    double write_capacity_units = 0;                 ///< given for transactions
    double table_units = 0;                          ///< of the table alone; for `ReturnConsumedCapacity::Indexes`
    std::map<std::string, double> global_indexes{};  ///< capacity units by index; for `Indexes`
    std::map<std::string, double> local_indexes{};   ///< capacity units by index; for `Indexes`
};

}  // namespace dynoxx
