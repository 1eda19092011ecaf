#include "local/records/object_file.hpp"

#include <utility>

namespace dynoxx::local::records {

void Unused::add(std::uint64_t number) {
    const std::lock_guard lock(mutex_);
    numbers_.push_back(number);
}

std::vector<std::uint64_t> Unused::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(numbers_, {});
}

}  // namespace dynoxx::local::records
