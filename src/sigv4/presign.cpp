#include "sigv4/presign.hpp"

#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/header_list.hpp"
#include "sigv4/signing_scheme.hpp"

namespace dynoxx::sigv4 {

namespace {

constexpr std::chrono::seconds longest{7 * 24 * 3600};

struct Prepared {
    HeaderList headers;
    std::string names;
    std::string amz_date;
    std::string query;        ///< everything but the token and the signature
    std::string token_query;  ///< the parameter of the session token, or empty
};

void append_parameter(std::string& query, std::string_view name, std::string_view value) {
    if (!query.empty()) {
        query += '&';
    }
    query += name;
    query += '=';
    runtime::append_percent_encoded(query, value);
}

Prepared prepare(const SigningInput& input, std::string amz_date, const SigningScheme& scheme,
                 std::chrono::seconds expires) {
    if (expires < std::chrono::seconds(1) || expires > longest) {
        throw_error(Error(ErrorCode::InvalidOption, "Presigning failed: a life of " + std::to_string(expires.count()) +
                                                        " seconds was asked for. Ask for 1 to 604800."));
    }
    Prepared prepared{.headers = headers_to_sign(input.request.headers),
                      .names = {},
                      .amz_date = std::move(amz_date),
                      .query = std::string(input.request.query),
                      .token_query = {}};
    sort_headers(prepared.headers);
    prepared.names = signed_names(prepared.headers);
    append_parameter(prepared.query, "X-Amz-Algorithm", scheme.algorithm);
    append_parameter(prepared.query, "X-Amz-Credential", std::string(input.access_key_id) + "/" + scheme.scope);
    append_parameter(prepared.query, "X-Amz-Date", prepared.amz_date);
    append_parameter(prepared.query, "X-Amz-SignedHeaders", prepared.names);
    append_parameter(prepared.query, "X-Amz-Expires", std::to_string(expires.count()));
    if (!scheme.region_set.empty()) {
        append_parameter(prepared.query, "X-Amz-Region-Set", scheme.region_set);
    }
    if (!input.session_token.empty()) {
        append_parameter(prepared.token_query, "X-Amz-Security-Token", input.session_token);
    }
    return prepared;
}

SigningTexts texts_of(const SigningInput& input, const SigningScheme& scheme, const Prepared& prepared) {
    std::string query = prepared.query;
    if (!prepared.token_query.empty() && input.token == SessionToken::Signed) {
        query += "&" + prepared.token_query;
    }
    SigningTexts texts;
    append_canonical_request(texts.canonical_request, input.request, input.path, canonical_query(query),
                             prepared.headers, prepared.names);
    texts.canonical_request += input.request.payload_hash;
    texts.string_to_sign = string_to_sign(scheme, prepared.amz_date, texts.canonical_request);
    return texts;
}

/// Gives the new query with its signature, which `sign` makes of the text to sign.
template <class Sign>
std::string finish_query(const SigningInput& input, const SigningScheme& scheme, Prepared prepared, const Sign& sign) {
    const std::string signature = runtime::hex_encode(sign(texts_of(input, scheme, prepared).string_to_sign));
    std::string query = std::move(prepared.query);
    if (!prepared.token_query.empty()) {
        query += "&" + prepared.token_query;
    }
    append_parameter(query, "X-Amz-Signature", signature);
    return query;
}

}  // namespace

std::string presign_query(const SigningInput& input, const SigningKey& key, std::chrono::seconds expires) {
    const std::string amz_date = runtime::format_basic_timestamp(input.time);
    const SigningScheme scheme = scheme_of(key, amz_date);
    return finish_query(input, scheme, prepare(input, amz_date, scheme, expires),
                        [&key](std::string_view text) { return key.sign(text); });
}

std::string presign_query(const SigningInput& input, const AsymmetricKey& key, std::string_view region_set,
                          std::chrono::seconds expires) {
    const std::string amz_date = runtime::format_basic_timestamp(input.time);
    const SigningScheme scheme = scheme_of(key, region_set, amz_date);
    return finish_query(input, scheme, prepare(input, amz_date, scheme, expires),
                        [&key](std::string_view text) { return key.sign(text); });
}

SigningTexts explain_query(const SigningInput& input, const SigningKey& key, std::chrono::seconds expires) {
    const std::string amz_date = runtime::format_basic_timestamp(input.time);
    const SigningScheme scheme = scheme_of(key, amz_date);
    return texts_of(input, scheme, prepare(input, amz_date, scheme, expires));
}

SigningTexts explain_query(const SigningInput& input, const AsymmetricKey& key, std::string_view region_set,
                           std::chrono::seconds expires) {
    const std::string amz_date = runtime::format_basic_timestamp(input.time);
    const SigningScheme scheme = scheme_of(key, region_set, amz_date);
    return texts_of(input, scheme, prepare(input, amz_date, scheme, expires));
}

}  // namespace dynoxx::sigv4
