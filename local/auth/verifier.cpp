#include "local/auth/verifier.hpp"

#include "local/auth/scope_check.hpp"
#include "sigv4/chunk.hpp"
#include "sigv4/sha256.hpp"

#include <vector>

namespace dynoxx::local::auth {

namespace {

constexpr std::string_view payload_header = "x-amz-content-sha256";

bool is_signed_otherwise(const http::Request& request) {
    return request.headers.find("Authorization") != nullptr ||
           request.query.find("AWSAccessKeyId=") != std::string::npos;
}

/// What stands at the end of the canonical request, and whether the body has to have that hash.
struct PayloadHash {
    std::string text{};
    bool is_of_body = false;
};

PayloadHash payload_hash_of(const http::Request& request, const sigv4::PresentedSignature& presented,
                            std::string_view service) {
    if (service != "s3") {
        return {sigv4::sha256_hex(request.body), false};
    }
    std::string sent(request.headers.get(payload_header));
    if (sent.empty() && presented.place == sigv4::PresentedSignature::Place::Query) {
        sent = sigv4::unsigned_payload;
    }
    const bool is_constant = sent == sigv4::unsigned_payload || sent.starts_with("STREAMING-");
    return {sent, !is_constant};
}

Denied unknown_token(Denial reason, const sigv4::PresentedSignature& presented) {
    Denied denied(reason, reason == Denial::ExpiredToken ? "The security token included in the request is expired"
                                                         : "The security token included in the request is invalid.");
    denied.access_key_id = presented.access_key_id;
    return denied;
}

std::optional<Denied> check_token(const KnownCredentials* known, const sigv4::PresentedSignature& presented,
                                  runtime::SystemTime now) {
    if (known == nullptr) {
        return unknown_token(Denial::UnknownKey, presented);
    }
    if (!sigv4::signatures_equal(known->session_token, presented.session_token)) {
        return unknown_token(Denial::InvalidToken, presented);
    }
    if (known->expiration && *known->expiration <= now) {
        return unknown_token(Denial::ExpiredToken, presented);
    }
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& name : names) {
        result.append(result.empty() ? "" : ", ").append(name);
    }
    return result;
}

Denied mismatch(const sigv4::PresentedSignature& presented, sigv4::SigningTexts texts) {
    Denied denied(
        Denial::SignatureMismatch,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
        "Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this "
        "request should have been\n'" +
            texts.canonical_request + "'\n\nThe String-to-Sign should have been\n'" + texts.string_to_sign + "'\n");
    denied.access_key_id = presented.access_key_id;
    denied.canonical_request = std::move(texts.canonical_request);
    denied.string_to_sign = std::move(texts.string_to_sign);
    denied.signature = presented.signature;
    return denied;
}

}  // namespace

Verifier::Verifier(const CredentialStore& store, Identity root, std::string region, const runtime::Clock& clock,
                   Checking checking)
    : store_(store), root_(std::move(root)), region_(std::move(region)), clock_(clock), checking_(checking) {}

Verdict Verifier::verify(const http::Request& request, std::string_view service) {
    std::vector<sigv4::HeaderView> headers;
    headers.reserve(request.headers.size());
    for (const auto& [name, value] : request.headers) {
        headers.emplace_back(name, value);
    }
    sigv4::RequestView view;
    view.method = request.method;
    view.path = request.path;
    view.query = request.query;
    view.headers = headers;
    if (checking_ == Checking::Off) {
        return grant_unchecked(view);
    }
    const std::optional<sigv4::PresentedSignature> presented = sigv4::find_signature(view);
    if (!presented) {
        // The JSON services do not tell these two apart; S3 does.
        const Denial reason = is_signed_otherwise(request) ? Denial::OtherAlgorithm : Denial::MissingToken;
        return Denied(reason, "Request is missing Authentication Token");
    }
    return check(request, view, *presented, service);
}

Verdict Verifier::check(const http::Request& request, const sigv4::RequestView& view,
                        const sigv4::PresentedSignature& presented, std::string_view service) {
    const runtime::SystemTime now = clock_.system_now();
    if (auto denied = check_completeness(presented, request.headers.get("Authorization"))) {
        return std::move(*denied);
    }
    if (auto denied = check_time(presented, now)) {
        return std::move(*denied);
    }
    const KnownCredentials* known = store_.find(presented.access_key_id);
    if (auto denied = check_token(known, presented, now)) {
        return std::move(*denied);
    }
    if (auto denied = check_scope(presented, region_, service)) {
        return std::move(*denied);
    }
    const PayloadHash payload = payload_hash_of(request, presented, service);
    if (payload.text.empty()) {
        return Denied(Denial::MissingPayloadHash, "Missing required header for this request: x-amz-content-sha256");
    }
    sigv4::RequestView hashed = view;
    hashed.payload_hash = payload.text;
    Granted granted;
    granted.key = keys_.get(presented.access_key_id, known->secret, presented.day, presented.region, presented.service);
    const sigv4::PathRules rules = service == "s3" ? sigv4::PathRules::s3() : sigv4::PathRules();
    sigv4::ExpectedSignature expected = sigv4::expected_signature(hashed, presented, *granted.key, rules);
    if (!expected.unsigned_headers.empty()) {
        Denied denied(Denial::HeadersNotSigned, "The header(s) " + joined(expected.unsigned_headers) +
                                                    " must be a 'SignedHeader' in the AWS Authorization.");
        denied.expected = joined(expected.unsigned_headers);
        return denied;
    }
    if (!sigv4::signatures_equal(expected.signature, presented.signature)) {
        return mismatch(presented, std::move(expected.texts));
    }
    if (payload.is_of_body) {
        std::string computed = sigv4::sha256_hex(request.body);
        if (computed != payload.text) {
            Denied denied(Denial::PayloadMismatch,
                          "The provided 'x-amz-content-sha256' header does not match what was computed.");
            denied.expected = std::move(computed);
            denied.found = payload.text;
            return denied;
        }
    }
    granted.identity = known->identity;
    granted.amz_date = presented.amz_date;
    granted.signature = presented.signature;
    return granted;
}

Verdict Verifier::grant_unchecked(const sigv4::RequestView& view) const {
    Granted granted;
    granted.identity = root_;
    if (const auto presented = sigv4::find_signature(view)) {
        if (const KnownCredentials* known = store_.find(presented->access_key_id)) {
            granted.identity = known->identity;
        }
    }
    return granted;
}

}  // namespace dynoxx::local::auth
