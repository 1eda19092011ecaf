#include "runtime/wipe.hpp"

#include <algorithm>

namespace dynoxx::runtime {

void wipe(std::string& text) noexcept {
    text.resize(text.capacity());
    wipe(text.data(), text.size());
    text.clear();
}

void make_room(std::string& text, std::size_t bytes) {
    if (text.capacity() - text.size() >= bytes) {
        return;
    }
    std::string larger;
    larger.reserve(std::max(2 * text.capacity(), text.size() + bytes));
    larger.append(text);
    wipe(text);
    text.swap(larger);
}

}  // namespace dynoxx::runtime
