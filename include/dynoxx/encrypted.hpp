#pragma once

#include <dynoxx/detail/secret_text.hpp>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynoxx {

/// Says which way an encrypted attribute goes through this program.
enum class EncryptionMode : std::uint8_t {
    ReadWrite = 0,  ///< sealed before it is sent, opened when it is loaded
    WriteOnly = 1,  ///< sealed before it is sent; a loaded value stays sealed
    ReadOnly = 2,   ///< opened when it is loaded; writing plaintext is an error
};

/// A text that is sealed with a KMS data key before it leaves the program: a member of a model with
/// `encrypted_attribute<&T::member>("alias/key")`.
///
/// It holds nothing (then the attribute is left out of the item), plaintext, or sealed text as the item holds it. It
/// never calls a service itself: the client seals while it puts and opens while it loads. Printing shows `<encrypted>`.
/// Plaintext is overwritten when the value is destroyed, moved from or assigned to.
///
/// @par Thread safety
/// Distinct objects may be used by different threads.
template <class T>
class Encrypted {
    static_assert(std::is_same_v<T, std::string>, "dynoxx: Encrypted<T> holds text; use Encrypted<std::string>");

 public:
    /// Makes a value that holds nothing.
    Encrypted() = default;

    // NOLINTBEGIN(google-explicit-constructor): a plain text is assigned where a secret one is declared.
    /// Holds plaintext; the empty text is a plaintext too.
    Encrypted(std::string plaintext) : plaintext_(std::move(plaintext)), state_(State::Plaintext) {}
    Encrypted(std::string_view plaintext) : plaintext_(plaintext), state_(State::Plaintext) {}
    Encrypted(const char* plaintext) : Encrypted(std::string_view(plaintext)) {}
    // NOLINTEND(google-explicit-constructor)

    /// Holds a text as an item holds it: sealed if it begins with `ENC:`, else plaintext that was written before the
    /// attribute was encrypted.
    [[nodiscard]] static Encrypted from_stored(std::string text) {
        if (!std::string_view(text).starts_with("ENC:")) {
            return Encrypted(std::move(text));
        }
        Encrypted value;
        value.sealed_ = std::move(text);
        value.state_ = State::Sealed;
        return value;
    }

    /// Says whether it holds anything, plaintext or sealed.
    [[nodiscard]] bool has_value() const noexcept { return state_ != State::Empty; }

    /// Says whether it holds sealed text that has not been opened.
    [[nodiscard]] bool is_sealed() const noexcept { return state_ == State::Sealed; }

    /// Gives the plaintext; the empty text if it holds nothing.
    ///
    /// @par Errors
    /// `EncryptionException` with code `EncryptionModeForbids` if the value is sealed: loaded with `sealed()`, with
    /// mode `WriteOnly`, or given back by `update`.
    [[nodiscard]] const T& value() const {
        if (is_sealed()) {
            throw_sealed();
        }
        return plaintext_.text();
    }
    [[nodiscard]] const T& operator*() const { return value(); }
    [[nodiscard]] const T* operator->() const { return &value(); }

    /// Gives the sealed text, `ENC:...`; empty if the value is not sealed.
    [[nodiscard]] const std::string& sealed_text() const noexcept { return sealed_; }

    /// Replaces sealed text by its plaintext. The client calls this while it loads.
    void open(std::string plaintext) { *this = Encrypted(std::move(plaintext)); }

    /// Compares what both hold, without opening anything: sealed text equals only the same sealed text.
    friend bool operator==(const Encrypted&, const Encrypted&) = default;

    /// Prints `<encrypted>`, whatever the value holds.
    friend std::ostream& operator<<(std::ostream& out, const Encrypted&) {
        print_hidden(out);
        return out;
    }

 private:
    enum class State : std::uint8_t { Empty, Plaintext, Sealed };

    [[noreturn]] static void throw_sealed();
    static void print_hidden(std::ostream& out);

    detail::SecretText plaintext_;
    std::string sealed_;
    State state_ = State::Empty;
};

template <>
[[noreturn]] void Encrypted<std::string>::throw_sealed();
template <>
void Encrypted<std::string>::print_hidden(std::ostream& out);

}  // namespace dynoxx
