// Compressed texts: what can be read is read again after it was written, and nothing gets longer than it may.
#include "fuzz/fuzz.hpp"
#include "mapper/compression.hpp"

namespace dynoxx::fuzz {

namespace {

constexpr std::size_t max_size = 100'000;

}  // namespace

void run(std::string_view input) {
    const Result<detail::SecretText> text = mapper::decompress(input, max_size);
    if (!text) {
        require(text.error().code() == ErrorCode::InvalidItem, "a text that is wrong is an invalid item");
        return;
    }
    if (!mapper::compression_of(input)) {
        require(text->text() == input, "a text without a prefix is read as it is");
        return;
    }
    require(text->text().size() <= max_size, "no text is longer than it may be");
    for (const Compression algorithm : {Compression::Zstd, Compression::Lz4, Compression::Gzip}) {
        CompressedAttributeSettings settings;
        settings.algorithm = algorithm;
        settings.min_size = 0;
        const Result<detail::SecretText> stored = mapper::compress(text->text(), settings);
        require(stored.has_value(), "a text that was read can be written");
        const Result<detail::SecretText> again = mapper::decompress(stored->text(), max_size);
        require(again.has_value() && *again == *text, "a text is read as it was written");
    }
}

}  // namespace dynoxx::fuzz
