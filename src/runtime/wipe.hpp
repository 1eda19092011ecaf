#pragma once

#include "runtime/secret.hpp"

#include <cstddef>
#include <string>

/// Texts that hold secrets for a while.
namespace dynoxx::runtime {

/// Overwrites the whole place of a text, unused capacity included, and empties it.
void wipe(std::string& text) noexcept;

/// Makes room for so many bytes behind a text that holds secrets: overwrites the place that it leaves.
void make_room(std::string& text, std::size_t bytes);

/// Overwrites a text when the scope ends, also by an exception.
class WipeAtEnd {
 public:
    explicit WipeAtEnd(std::string& text) noexcept : text_(text) {}
    WipeAtEnd(const WipeAtEnd&) = delete;
    WipeAtEnd& operator=(const WipeAtEnd&) = delete;
    ~WipeAtEnd() { wipe(text_); }

 private:
    std::string& text_;
};

}  // namespace dynoxx::runtime
