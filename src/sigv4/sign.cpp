#include "sigv4/sign.hpp"

#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "runtime/wipe.hpp"
#include "sigv4/header_list.hpp"
#include "sigv4/signing_memory.hpp"
#include "sigv4/signing_scheme.hpp"

#include <algorithm>

namespace dynoxx::sigv4 {

namespace {

/// A request made ready: what the canonical request and the header are written from.
struct Prepared {
    std::string amz_date;
    HeaderList headers;
    std::string names;
    std::string query;
};

Prepared prepare(const SigningInput& input, std::string_view region_set) {
    Prepared prepared{.amz_date = runtime::format_basic_timestamp(input.time),
                      .headers = headers_to_sign(input.request.headers),
                      .names = {},
                      .query = canonical_query(input.request.query)};
    prepared.headers.emplace_back("x-amz-date", prepared.amz_date);
    if (!region_set.empty()) {
        prepared.headers.emplace_back("x-amz-region-set", region_set);
    }
    if (!input.session_token.empty() && input.token == SessionToken::Signed) {
        prepared.headers.emplace_back("x-amz-security-token", input.session_token);
    }
    sort_headers(prepared.headers);
    prepared.names = signed_names(prepared.headers);
    return prepared;
}

std::size_t estimated_size(const SigningInput& input) {
    std::size_t size = 256 + input.request.path.size() + input.session_token.size();
    for (const auto& [name, value] : input.request.headers) {
        size += 2 * name.size() + value.size() + 3;
    }
    return size;
}

/// Appends the string to sign up to the hash of the canonical request.
void append_string_to_sign(std::string& out, std::string_view algorithm, std::string_view amz_date,
                           std::string_view scope) {
    out += algorithm;
    out += '\n';
    out += amz_date;
    out += '\n';
    out += scope;
    out += '\n';
}

void check_day(const SigningKey& key, std::string_view amz_date) {
    if (!amz_date.starts_with(key.day())) {
        throw_error(Error(ErrorCode::InvalidOption, "Signing failed: the key is for the day " + std::string(key.day()) +
                                                        ", the request for " + std::string(amz_date.substr(0, 8)) +
                                                        "."));
    }
}

/// Gives the value of the header `Authorization` up to the signature.
std::string begin_authorization(std::string_view algorithm, std::string_view access_key_id, std::string_view scope,
                                std::string_view names) {
    std::string line;
    line.reserve(256 + access_key_id.size() + scope.size());
    line += algorithm;
    line += " Credential=";
    line += access_key_id;
    line += '/';
    line += scope;
    line += ", SignedHeaders=";
    line += names;
    line += ", Signature=";
    return line;
}

SigningTexts texts_of(const SigningInput& input, const Prepared& prepared, const SigningScheme& scheme) {
    SigningTexts texts;
    texts.canonical_request.reserve(estimated_size(input));
    append_canonical_request(texts.canonical_request, input.request, input.path, prepared.query, prepared.headers,
                             prepared.names);
    texts.canonical_request += input.request.payload_hash;
    texts.string_to_sign = string_to_sign(scheme, prepared.amz_date, texts.canonical_request);
    return texts;
}

}  // namespace

SigningScheme scheme_of(const SigningKey& key, std::string_view amz_date) {
    check_day(key, amz_date);
    return {algorithm_name, key.scope(), {}};
}

SigningScheme scheme_of(const AsymmetricKey& key, std::string_view region_set, std::string_view amz_date) {
    return {asymmetric_algorithm_name, key.scope(amz_date.substr(0, 8)), region_set};
}

HeaderList headers_to_sign(std::span<const HeaderView> headers) {
    HeaderList chosen;
    for (const HeaderView& header : headers) {
        if (!is_never_signed(header.first) && !is_made_by_signing(header.first)) {
            chosen.push_back(header);
        }
    }
    return chosen;
}

bool is_made_by_signing(std::string_view name) noexcept {
    const auto same = [name](std::string_view lower_case) {
        return name.size() == lower_case.size() &&
               std::equal(name.begin(), name.end(), lower_case.begin(),
                          [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + ('a' - 'A') : x) == y; });
    };
    return same("x-amz-date") || same("x-amz-security-token") || same("x-amz-region-set");
}

std::shared_ptr<const SigningHead> make_signing_head(const SigningInput& input, const SigningKey& key) {
    Prepared prepared = prepare(input, {});
    check_day(key, prepared.amz_date);
    std::string text;  // a session token is in it
    const runtime::WipeAtEnd wipe(text);
    text.reserve(estimated_size(input));
    append_canonical_request(text, input.request, input.path, prepared.query, prepared.headers, prepared.names);
    Sha256 request;
    request.update(text);

    text.clear();
    append_string_to_sign(text, algorithm_name, prepared.amz_date, key.scope());
    Sha256 signature = key.start();
    signature.update(text);

    std::string line = begin_authorization(algorithm_name, input.access_key_id, key.scope(), prepared.names);
    return std::make_shared<const SigningHead>(std::move(prepared.amz_date), std::move(line), request, signature);
}

SignedHeaders sign_headers(const SigningInput& input, const SigningKey& key, SigningMemory* memory) {
    const std::shared_ptr<const SigningHead> head =
        memory != nullptr ? memory->head(input, key) : make_signing_head(input, key);
    Sha256 hash(head->request);
    hash.update(input.request.payload_hash);
    SignedHeaders result;
    result.signature = runtime::hex_encode(hash.finish());
    hash = head->signature;
    hash.update(result.signature);
    result.signature.clear();
    runtime::append_hex(result.signature, key.finish(hash));
    result.authorization.reserve(head->authorization.size() + result.signature.size());
    result.authorization += head->authorization;
    result.authorization += result.signature;
    result.amz_date = head->amz_date;
    return result;
}

SigningTexts explain_headers(const SigningInput& input, const SigningKey& key) {
    const Prepared prepared = prepare(input, {});
    return texts_of(input, prepared, scheme_of(key, prepared.amz_date));
}

SigningTexts explain_headers(const SigningInput& input, const AsymmetricKey& key, std::string_view region_set) {
    const Prepared prepared = prepare(input, region_set);
    return texts_of(input, prepared, scheme_of(key, region_set, prepared.amz_date));
}

SignedHeaders sign_headers(const SigningInput& input, const AsymmetricKey& key, std::string_view region_set) {
    Prepared prepared = prepare(input, region_set);
    const SigningScheme scheme = scheme_of(key, region_set, prepared.amz_date);
    SignedHeaders result;
    SigningTexts texts = texts_of(input, prepared, scheme);
    const runtime::WipeAtEnd wipe(texts.canonical_request);
    result.signature = runtime::hex_encode(key.sign(texts.string_to_sign));
    result.authorization =
        begin_authorization(scheme.algorithm, input.access_key_id, scheme.scope, prepared.names) + result.signature;
    result.amz_date = std::move(prepared.amz_date);
    return result;
}

std::string string_to_sign(std::string_view amz_date, std::string_view scope, std::string_view canonical_request) {
    std::string text;
    append_string_to_sign(text, algorithm_name, amz_date, scope);
    text += sha256_hex(canonical_request);
    return text;
}

std::string string_to_sign(const SigningScheme& scheme, std::string_view amz_date, std::string_view canonical_request) {
    std::string text;
    append_string_to_sign(text, scheme.algorithm, amz_date, scheme.scope);
    text += sha256_hex(canonical_request);
    return text;
}

}  // namespace dynoxx::sigv4
