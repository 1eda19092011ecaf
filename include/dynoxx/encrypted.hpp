#pragma once

#include <dynoxx/detail/secret_text.hpp>

#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace dynoxx {

/// Says which way an encrypted attribute goes through this program.
enum class EncryptionMode : std::uint8_t {
    ReadWrite = 0,  ///< sealed before it is sent, opened when it is loaded
    WriteOnly = 1,  ///< sealed before it is sent; a loaded value stays sealed
    ReadOnly = 2,   ///< opened when it is loaded; writing plaintext is an error
};

/// Says whether sealed values are bound to where they are stored, by the encryption context of their data keys.
enum class EncryptionBinding : std::uint8_t {
    None = 0,          ///< a sealed value can be moved to another item and is opened there
    ToItem = 1,        ///< a sealed value is opened only in its table, item and attribute
    ToItemOrNone = 2,  ///< as `ToItem`, and values that were sealed with `None` are opened too: for a migration
};

namespace detail {

/// Keeps the plaintext of a type whose memory is its own affair.
template <class T>
class PlaintextHolder {
 public:
    PlaintextHolder() = default;
    explicit PlaintextHolder(T value) : value_(std::move(value)) {}
    [[nodiscard]] const T& get() const noexcept { return value_; }
    friend bool operator==(const PlaintextHolder&, const PlaintextHolder&) = default;

 private:
    T value_{};
};

/// Keeps a text, and overwrites it when it ends.
template <>
class PlaintextHolder<std::string> {
 public:
    PlaintextHolder() = default;
    explicit PlaintextHolder(std::string value) : value_(std::move(value)) {}
    explicit PlaintextHolder(std::string_view value) : value_(value) {}
    [[nodiscard]] const std::string& get() const noexcept { return value_.text(); }
    friend bool operator==(const PlaintextHolder&, const PlaintextHolder&) = default;

 private:
    SecretText value_;
};

/// Throws that a sealed value has no plaintext to give.
[[noreturn]] void throw_sealed();

/// Prints `<encrypted>`.
void print_hidden(std::ostream& out);

}  // namespace detail

/// A value that is sealed with a KMS data key before it leaves the program: a member of a model with
/// `encrypted_attribute<&T::member>("alias/key")`. `T` is a text or any other type that a model may have as a member.
///
/// It holds nothing (then the attribute is left out of the item), plaintext, or sealed text as the item holds it. It
/// never calls a service itself: the client seals while it puts and opens while it loads. Printing shows `<encrypted>`.
/// The plaintext of a text is overwritten when the value is destroyed, moved from or assigned to; that of another type
/// lives in a `T` and ends as a `T` does.
///
/// A text is sealed as its UTF-8, in the format of pydynox 1.3; another type as the JSON that the DynamoDB API has for
/// it
/// (`{"N":"42"}`).
///
/// @par Thread safety
/// Distinct objects may be used by different threads.
template <class T>
class Encrypted {
 public:
    /// Makes a value that holds nothing.
    Encrypted() = default;

    // NOLINTBEGIN(google-explicit-constructor): a plain value is assigned where a secret one is declared.
    /// Holds plaintext; the empty text is a plaintext too.
    Encrypted(T plaintext) : plaintext_(std::move(plaintext)), state_(State::Plaintext) {}
    Encrypted(std::string_view plaintext) requires std::same_as<T, std::string> : plaintext_(plaintext),
                                                                                  state_(State::Plaintext) {}
    Encrypted(const char* plaintext) requires std::same_as<T, std::string> : Encrypted(std::string_view(plaintext)) {}
    // NOLINTEND(google-explicit-constructor)

    /// Holds sealed text as an item holds it, `ENC:...`.
    [[nodiscard]] static Encrypted from_sealed(std::string text) {
        Encrypted value;
        value.sealed_ = std::move(text);
        value.state_ = State::Sealed;
        return value;
    }

    /// Says whether it holds anything, plaintext or sealed.
    [[nodiscard]] bool has_value() const noexcept { return state_ != State::Empty; }

    /// Says whether it holds sealed text that has not been opened.
    [[nodiscard]] bool is_sealed() const noexcept { return state_ == State::Sealed; }

    /// Gives the plaintext; an empty one if it holds nothing.
    ///
    /// @par Errors
    /// `EncryptionException` with code `EncryptionModeForbids` if the value is sealed: loaded with `sealed()`, with
    /// mode `WriteOnly`, or given back by `update`.
    [[nodiscard]] const T& value() const {
        if (is_sealed()) {
            detail::throw_sealed();
        }
        return plaintext_.get();
    }
    [[nodiscard]] const T& operator*() const { return value(); }
    [[nodiscard]] const T* operator->() const { return &value(); }

    /// Gives the sealed text, `ENC:...`; empty if the value is not sealed.
    [[nodiscard]] const std::string& sealed_text() const noexcept { return sealed_; }

    /// Compares what both hold, without opening anything: sealed text equals only the same sealed text.
    friend bool operator==(const Encrypted&, const Encrypted&) = default;

    /// Prints `<encrypted>`, whatever the value holds.
    friend std::ostream& operator<<(std::ostream& out, const Encrypted&) {
        detail::print_hidden(out);
        return out;
    }

 private:
    enum class State : std::uint8_t { Empty, Plaintext, Sealed };

    detail::PlaintextHolder<T> plaintext_;
    std::string sealed_;
    State state_ = State::Empty;
};

}  // namespace dynoxx
