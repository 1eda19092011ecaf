#include "local/auth/aws_chunked.hpp"

#include "sigv4/chunk.hpp"
#include "sigv4/verify.hpp"

#include <charconv>
#include <optional>
#include <vector>

namespace dynoxx::local::auth {

namespace {

constexpr std::string_view signature_extension = "chunk-signature=";
constexpr std::string_view trailer_signature_name = "x-amz-trailer-signature";

/// Takes the next line off the text; nothing if there is no end of line.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find("\r\n");
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

struct ChunkHead {
    std::size_t size = 0;
    std::string_view signature{};
};

std::optional<ChunkHead> parse_head(std::string_view line) {
    ChunkHead head;
    const std::size_t mark = line.find(';');
    const std::string_view digits = line.substr(0, mark);
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, head.size, 16);
    if (digits.empty() || error != std::errc() || stop != end) {
        return std::nullopt;
    }
    if (mark != std::string_view::npos) {
        const std::size_t name = line.find(signature_extension, mark);
        if (name != std::string_view::npos) {
            head.signature = line.substr(name + signature_extension.size());
        }
    }
    return head;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Reads the lines behind the last chunk.
std::optional<ChunkFault> read_trailers(std::string_view rest, const ChunkSigning& signing, std::string_view previous,
                                        http::Headers& trailers) {
    std::string_view presented;
    std::vector<sigv4::HeaderView> views;
    while (!rest.empty()) {
        const std::size_t end = rest.find("\r\n");
        const std::string_view line = trimmed(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
        if (line.empty()) {
            break;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            return ChunkFault::MalformedTrailer;
        }
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (http::equals_ignoring_case(name, trailer_signature_name)) {
            presented = value;
            continue;
        }
        views.emplace_back(name, value);
        trailers.add(std::string(name), std::string(value));
    }
    if (!rest.empty()) {
        return ChunkFault::MalformedTrailer;
    }
    if (signing.key == nullptr || !signing.signs_trailers) {
        return std::nullopt;
    }
    const std::string expected = sigv4::sign_trailer(*signing.key, signing.amz_date, previous, views);
    return sigv4::signatures_equal(expected, presented) ? std::nullopt : std::optional(ChunkFault::WrongSignature);
}

}  // namespace

std::variant<DecodedBody, ChunkFault> decode_aws_chunked(std::string_view encoded, const ChunkSigning& signing) {
    DecodedBody decoded;
    decoded.body.reserve(encoded.size());
    std::string previous(signing.seed);
    bool short_chunk_seen = false;
    while (true) {
        const std::optional<std::string_view> line = take_line(encoded);
        const std::optional<ChunkHead> head = line ? parse_head(*line) : std::nullopt;
        if (!head || head->size > encoded.size()) {
            return ChunkFault::Incomplete;
        }
        const std::string_view chunk = encoded.substr(0, head->size);
        if (signing.key != nullptr) {
            const std::string expected = sigv4::sign_chunk(*signing.key, signing.amz_date, previous, chunk);
            if (!sigv4::signatures_equal(expected, head->signature)) {
                return ChunkFault::WrongSignature;
            }
            previous = expected;
        }
        if (chunk.empty()) {
            break;
        }
        if (short_chunk_seen) {
            return ChunkFault::TooSmall;
        }
        short_chunk_seen = chunk.size() < signing.min_chunk_bytes;
        encoded.remove_prefix(chunk.size());
        if (!encoded.starts_with("\r\n")) {
            return ChunkFault::Incomplete;
        }
        encoded.remove_prefix(2);
        decoded.body.append(chunk);
    }
    if (signing.decoded_bytes && *signing.decoded_bytes != decoded.body.size()) {
        return ChunkFault::Incomplete;
    }
    if (const auto fault = read_trailers(encoded, signing, previous, decoded.trailers)) {
        return *fault;
    }
    return decoded;
}

}  // namespace dynoxx::local::auth
