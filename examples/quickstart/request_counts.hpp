#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

namespace quickstart {

/// How often each operation was asked for: service, operation, number. Services are `dynamodb`, `s3`, `kms`, `sts`.
using RequestCounts = std::map<std::string, std::map<std::string, std::uint64_t>>;

/// Reads what `dynoxx-local` prints about its requests: `{"dynamodb":{"PutItem":3}}`.
///
/// @par Errors
/// `std::runtime_error` with the text if it has another form.
[[nodiscard]] RequestCounts parse_request_counts(std::string_view json);

/// Counts one line of the client's log, `DynamoDB PutItem: 200 after 3 ms`; a line of another form is left out.
void count_log_line(RequestCounts& counts, std::string_view line);

/// Asks a `dynoxx-local` at `http://HOST:PORT` for its own count.
///
/// @par Errors
/// `std::runtime_error` if it cannot be reached or answers something else.
[[nodiscard]] RequestCounts fetch_request_counts(const std::string& endpoint);

/// Prints both counts side by side, one line for each operation that one of them has, and marks what differs.
void print_request_counts(std::ostream& out, const RequestCounts& server, const RequestCounts& client);

}  // namespace quickstart
