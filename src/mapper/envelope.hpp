#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/error.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dynoxx::mapper {

inline constexpr std::string_view envelope_prefix = "ENC:";
inline constexpr std::size_t nonce_size = 12;
inline constexpr std::size_t tag_size = 16;

using Nonce = std::array<std::byte, nonce_size>;

/// A sealed text taken apart: the data key as KMS encrypted it, the nonce, and the ciphertext with its tag at the end.
///
/// Stored as `ENC:` and the base64 of: version 1, length of the data key in two bytes big-endian, data key, nonce,
/// ciphertext, tag. This is the format of pydynox 1.3.
struct Envelope {
    Bytes encrypted_key{};
    Nonce nonce{};
    Bytes ciphertext{};

    friend bool operator==(const Envelope&, const Envelope&) = default;
};

/// Says whether a stored text is sealed.
[[nodiscard]] bool is_sealed(std::string_view text) noexcept;

/// Takes a sealed text apart. Every way to be broken has its own `InvalidEnvelope` message.
[[nodiscard]] Result<Envelope> parse_envelope(std::string_view text);

/// Builds the sealed text. A data key of more than 65,535 bytes is an error.
[[nodiscard]] Result<std::string> build_envelope(const Envelope& envelope);

}  // namespace dynoxx::mapper
