#include "mapper/envelope.hpp"

#include "runtime/encoding.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

constexpr std::byte version{1};
constexpr std::size_t header_size = 3;
constexpr std::size_t max_key_size = 0xffff;

Error invalid(std::string reason) {
    return Error(ErrorCode::InvalidEnvelope, "Invalid envelope: " + std::move(reason) + ".");
}

}  // namespace

bool is_sealed(std::string_view text) noexcept {
    return text.starts_with(envelope_prefix);
}

Result<Envelope> parse_envelope(std::string_view text) {
    if (!is_sealed(text)) {
        return invalid("the text does not begin with 'ENC:'");
    }
    const auto decoded = runtime::base64_decode(text.substr(envelope_prefix.size()));
    if (!decoded) {
        return invalid("the text after 'ENC:' is not base64");
    }
    std::span<const std::byte> rest(*decoded);
    if (rest.size() < header_size) {
        return invalid("too short");
    }
    if (rest[0] != version) {
        return invalid("unsupported version " + std::to_string(std::to_integer<int>(rest[0])));
    }
    const std::size_t key_size = std::to_integer<std::size_t>(rest[1]) << 8U | std::to_integer<std::size_t>(rest[2]);
    rest = rest.subspan(header_size);
    if (rest.size() < key_size) {
        return invalid("the data key is cut off");
    }
    Envelope envelope;
    envelope.encrypted_key.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(key_size));
    rest = rest.subspan(key_size);
    if (rest.size() < nonce_size) {
        return invalid("the nonce is cut off");
    }
    std::ranges::copy(rest.first(nonce_size), envelope.nonce.begin());
    rest = rest.subspan(nonce_size);
    if (rest.size() < tag_size) {
        return invalid("the authentication tag is cut off");
    }
    envelope.ciphertext.assign(rest.begin(), rest.end());
    return envelope;
}

Result<std::string> build_envelope(const Envelope& envelope) {
    const std::size_t key_size = envelope.encrypted_key.size();
    if (key_size > max_key_size) {
        return invalid("the encrypted data key has more than 65535 bytes");
    }
    Bytes bytes;
    bytes.reserve(header_size + key_size + nonce_size + envelope.ciphertext.size());
    bytes.push_back(version);
    bytes.push_back(static_cast<std::byte>(key_size >> 8U));
    bytes.push_back(static_cast<std::byte>(key_size & 0xffU));
    bytes.insert(bytes.end(), envelope.encrypted_key.begin(), envelope.encrypted_key.end());
    bytes.insert(bytes.end(), envelope.nonce.begin(), envelope.nonce.end());
    bytes.insert(bytes.end(), envelope.ciphertext.begin(), envelope.ciphertext.end());
    return std::string(envelope_prefix) + runtime::base64_encode(bytes);
}

}  // namespace dynoxx::mapper
