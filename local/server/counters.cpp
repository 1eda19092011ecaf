#include "local/server/counters.hpp"

#include "local/support/json_writer.hpp"

namespace dynoxx::local::server {

void Counters::count(std::string_view service, std::string_view operation) {
    auto by_operation = counts_.find(service);
    if (by_operation == counts_.end()) {
        by_operation = counts_.try_emplace(std::string(service)).first;
    }
    const auto found = by_operation->second.find(operation);
    if (found == by_operation->second.end()) {
        by_operation->second.emplace(operation, 1);
    } else {
        ++found->second;
    }
}

std::uint64_t Counters::get(std::string_view service, std::string_view operation) const {
    const auto by_operation = counts_.find(service);
    if (by_operation == counts_.end()) {
        return 0;
    }
    if (!operation.empty()) {
        const auto found = by_operation->second.find(operation);
        return found == by_operation->second.end() ? 0 : found->second;
    }
    std::uint64_t sum = 0;
    for (const auto& [name, number] : by_operation->second) {
        // A refused request is counted under its operation already.
        sum += name == refused ? 0 : number;
    }
    return sum;
}

std::string Counters::to_json() const {
    support::JsonWriter json;
    for (const auto& [service, by_operation] : counts_) {
        support::JsonWriter inner;
        for (const auto& [operation, number] : by_operation) {
            inner.raw(operation, std::to_string(number));
        }
        json.raw(service, inner.take());
    }
    return json.take();
}

}  // namespace dynoxx::local::server
