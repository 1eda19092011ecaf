#include "support/request_signer.hpp"

#include "runtime/timestamp.hpp"
#include "sigv4/presign.hpp"
#include "sigv4/sha256.hpp"
#include "sigv4/sign.hpp"

#include <vector>

namespace dynoxx::test {

namespace {

std::vector<sigv4::HeaderView> views_of(const http::Headers& headers) {
    std::vector<sigv4::HeaderView> views;
    for (const auto& [name, value] : headers) {
        views.emplace_back(name, value);
    }
    return views;
}

sigv4::SigningInput input_of(const RequestSigner& signer, const http::Request& request,
                             const std::vector<sigv4::HeaderView>& views, std::string_view hash,
                             runtime::SystemTime now) {
    sigv4::SigningInput input;
    input.request.method = request.method;
    input.request.path = request.path;
    input.request.query = request.query;
    input.request.headers = views;
    input.request.payload_hash = hash;
    input.time = now;
    input.access_key_id = signer.access_key_id;
    input.session_token = signer.session_token;
    if (signer.service == "s3") {
        input.path = sigv4::PathRules::s3();
    }
    return input;
}

sigv4::SigningKey key_of(const RequestSigner& signer, runtime::SystemTime now) {
    return {signer.secret, runtime::format_basic_timestamp(now).substr(0, 8), signer.region, signer.service};
}

}  // namespace

std::string RequestSigner::sign(http::Request& request, runtime::SystemTime now) const {
    request.headers.set("Host", host);
    std::string hash(request.headers.get("x-amz-content-sha256"));
    if (hash.empty()) {
        hash = sigv4::sha256_hex(request.body);
        if (service == "s3") {
            request.headers.set("x-amz-content-sha256", hash);
        }
    }
    const auto views = views_of(request.headers);
    const auto made = sigv4::sign_headers(input_of(*this, request, views, hash, now), key_of(*this, now));
    request.headers.set("Authorization", made.authorization);
    request.headers.set("X-Amz-Date", made.amz_date);
    if (!session_token.empty()) {
        request.headers.set("X-Amz-Security-Token", session_token);
    }
    return made.signature;
}

void RequestSigner::presign(http::Request& request, runtime::SystemTime now, std::chrono::seconds expires) const {
    request.headers.set("Host", host);
    const auto views = views_of(request.headers);
    request.query = sigv4::presign_query(input_of(*this, request, views, sigv4::unsigned_payload, now),
                                         key_of(*this, now), expires);
}

}  // namespace dynoxx::test
