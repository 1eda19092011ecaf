#pragma once

#include <dynoxx/detail/secret_text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dynoxx::mapper {

/// A buffer of bytes that is overwritten when it is given back, also when it grows.
class Wiped {
 public:
    Wiped() = default;
    explicit Wiped(std::size_t size) : text_(size, '\0') {}
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    Wiped(Wiped&& other) noexcept : text_(std::move(other.text_)) { detail::wipe(other.text_); }
    Wiped& operator=(Wiped&& other) noexcept {
        text_.swap(other.text_);
        return *this;
    }
    ~Wiped() { detail::wipe(text_); }

    /// Changes the size; new bytes are zero. The capacity doubles.
    void resize(std::size_t size) {
        if (size > text_.capacity()) {
            std::string larger;
            larger.reserve(std::max(size, 2 * text_.capacity()));
            larger = std::string_view(text_);
            text_.swap(larger);
            detail::wipe(larger);
        }
        text_.resize(size);
    }

    [[nodiscard]] char* data() noexcept { return text_.data(); }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    [[nodiscard]] std::string_view text() const noexcept { return text_; }

 private:
    std::string text_;
};

}  // namespace dynoxx::mapper
