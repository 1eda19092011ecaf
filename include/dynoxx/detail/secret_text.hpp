#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace dynoxx::detail {

/// Overwrites the whole buffer of a text, unused capacity and small-text buffer included, and empties it.
void wipe(std::string& text) noexcept;

/// A text whose bytes are overwritten before they are given back, also when it is moved from or assigned to.
class SecretText {
 public:
    SecretText() = default;
    explicit SecretText(std::string text) noexcept : text_(std::move(text)) { wipe(text); }
    explicit SecretText(std::string_view text) : text_(text) {}
    SecretText(const SecretText&) = default;
    SecretText(SecretText&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
    SecretText& operator=(const SecretText& other);
    SecretText& operator=(SecretText&& other) noexcept;
    ~SecretText() { wipe(text_); }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    void clear() noexcept { wipe(text_); }

    friend bool operator==(const SecretText&, const SecretText&) = default;

 private:
    std::string text_;
};

}  // namespace dynoxx::detail
