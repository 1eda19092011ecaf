#include "mapper/compression.hpp"

#include "json/utf8.hpp"
#include "mapper/compression_codecs.hpp"
#include "runtime/encoding.hpp"
#include "runtime/secret.hpp"

#include <string>

namespace dynoxx::mapper {

namespace {

constexpr std::string_view prefixes[] = {"ZSTD:", "LZ4:", "GZIP:"};  // by `Compression`

/// The most that the three libraries take at once.
constexpr std::size_t largest_text = 1U << 30U;

Error invalid(std::string reason) {
    return Error(ErrorCode::InvalidItem, std::move(reason));
}

std::string_view prefix_of(Compression algorithm) {
    return prefixes[static_cast<std::size_t>(algorithm)];
}

bool saves_enough(std::size_t compressed, std::size_t stored, std::size_t plain, double threshold) {
    return static_cast<double>(compressed) < threshold * static_cast<double>(plain) && stored < plain;
}

}  // namespace

std::optional<Compression> compression_of(std::string_view stored) noexcept {
    for (const Compression algorithm : {Compression::Zstd, Compression::Lz4, Compression::Gzip}) {
        if (stored.starts_with(prefix_of(algorithm))) {
            return algorithm;
        }
    }
    return std::nullopt;
}

Result<detail::SecretText> compress(std::string_view text, const CompressedAttributeSettings& settings) {
    if (text.size() > settings.max_size || text.size() > largest_text) {
        return invalid("it has " + std::to_string(text.size()) + " bytes, more than max_size() of the attribute, " +
                       std::to_string(settings.max_size));
    }
    const bool looks_compressed = compression_of(text).has_value();
    if (text.size() < settings.min_size && !looks_compressed) {
        return detail::SecretText(text);
    }
    const Wiped compressed = compress_bytes(settings.algorithm, settings.level, text);
    std::string stored(prefix_of(settings.algorithm));
    const std::size_t stored_size = stored.size() + (compressed.size() + 2) / 3 * 4;
    if (!looks_compressed && !saves_enough(compressed.size(), stored_size, text.size(), settings.threshold)) {
        return detail::SecretText(text);
    }
    stored += runtime::base64_encode(runtime::bytes_of(compressed.text()));
    return detail::SecretText(std::move(stored));
}

Result<detail::SecretText> decompress(std::string_view stored, std::size_t max_size) {
    const std::optional<Compression> algorithm = compression_of(stored);
    if (!algorithm) {
        return detail::SecretText(stored);
    }
    const std::string_view prefix = prefix_of(*algorithm);
    std::optional<Bytes> bytes = runtime::base64_decode(stored.substr(prefix.size()));
    if (!bytes) {
        return invalid("the text after '" + std::string(prefix) + "' is not base64");
    }
    Wiped text;
    const std::string failure = decompress_bytes(*algorithm, *bytes, std::min(max_size, largest_text), text);
    runtime::wipe(bytes->data(), bytes->size());
    if (!failure.empty()) {
        return invalid(failure);
    }
    if (!json::is_utf8(text.text())) {
        return invalid("what was compressed is not UTF-8");
    }
    return detail::SecretText(text.text());
}

}  // namespace dynoxx::mapper
