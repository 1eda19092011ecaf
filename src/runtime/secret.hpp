#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dynoxx::runtime {

/// A secret text or key: kept on pages that core files leave out (`MADV_DONTDUMP`), overwritten when it is destroyed.
///
/// Copies share one immutable buffer. It has no stream operator, so that it cannot be printed by mistake.
///
/// @par Thread safety
/// Immutable; distinct objects may be used by different threads.
class Secret {
 public:
    Secret() = default;
    explicit Secret(std::string_view text);
    explicit Secret(std::span<const std::byte> bytes);

    /// Takes a text and overwrites the place where it was.
    [[nodiscard]] static Secret take(std::string& text);

    /// Gives the secret; valid as long as a copy of this object lives.
    [[nodiscard]] std::string_view reveal() const noexcept;
    [[nodiscard]] std::span<const std::byte> reveal_bytes() const noexcept;

    [[nodiscard]] bool empty() const noexcept { return !buffer_; }

    /// Compares without leaking by time how much of the two is equal.
    friend bool operator==(const Secret& a, const Secret& b) noexcept;

 private:
    class Buffer;

    std::shared_ptr<const Buffer> buffer_;
};

/// Overwrites memory in a way that the compiler does not leave out.
void wipe(void* data, std::size_t bytes) noexcept;

}  // namespace dynoxx::runtime
