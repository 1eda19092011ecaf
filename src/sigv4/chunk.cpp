#include "sigv4/chunk.hpp"

#include "runtime/encoding.hpp"

#include <algorithm>
#include <vector>

namespace dynoxx::sigv4 {

namespace {

std::string begin(std::string_view algorithm, std::string_view amz_date, std::string_view scope,
                  std::string_view previous_signature) {
    std::string text(algorithm);
    for (const std::string_view line : {amz_date, scope, previous_signature}) {
        text += '\n';
        text += line;
    }
    text += '\n';
    return text;
}

}  // namespace

std::string chunk_string_to_sign(std::string_view amz_date, std::string_view scope, std::string_view previous_signature,
                                 std::string_view chunk) {
    std::string text = begin("AWS4-HMAC-SHA256-PAYLOAD", amz_date, scope, previous_signature);
    text += empty_payload_hash;
    text += '\n';
    runtime::append_hex(text, sha256(chunk));
    return text;
}

std::string sign_chunk(const SigningKey& key, std::string_view amz_date, std::string_view previous_signature,
                       std::string_view chunk) {
    return runtime::hex_encode(key.sign(chunk_string_to_sign(amz_date, key.scope(), previous_signature, chunk)));
}

std::string canonical_trailer(std::span<const HeaderView> trailer) {
    std::vector<HeaderView> sorted(trailer.begin(), trailer.end());
    sort_headers(sorted);
    std::string text;
    for (const auto& [name, value] : sorted) {
        std::ranges::transform(name, std::back_inserter(text),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
        text += ':';
        const std::size_t first = std::min(value.find_first_not_of(" \t"), value.size());
        text += value.substr(first, value.find_last_not_of(" \t") - first + 1);
        text += '\n';
    }
    return text;
}

std::string trailer_string_to_sign(std::string_view amz_date, std::string_view scope,
                                   std::string_view previous_signature, std::span<const HeaderView> trailer) {
    std::string text = begin("AWS4-HMAC-SHA256-TRAILER", amz_date, scope, previous_signature);
    runtime::append_hex(text, sha256(canonical_trailer(trailer)));
    return text;
}

std::string sign_trailer(const SigningKey& key, std::string_view amz_date, std::string_view previous_signature,
                         std::span<const HeaderView> trailer) {
    return runtime::hex_encode(key.sign(trailer_string_to_sign(amz_date, key.scope(), previous_signature, trailer)));
}

}  // namespace dynoxx::sigv4
