#include "aws/signer.hpp"

#include "runtime/timestamp.hpp"
#include "sigv4/presign.hpp"
#include "sigv4/sha256.hpp"
#include "sigv4/sign.hpp"

#include <boost/container/small_vector.hpp>

namespace dynoxx::aws {

namespace {

using Views = boost::container::small_vector<sigv4::HeaderView, 12>;

/// Gives the headers to sign. What tells attempts apart is left out, as botocore does: with it no two calls would have
/// anything in common that `SigningMemory` could keep.
Views views_of(const http::Request& request, std::string_view host) {
    Views views;
    views.emplace_back("host", host);
    for (const auto& [name, value] : request.headers) {
        if (!name.starts_with("amz-sdk-")) {
            views.emplace_back(name, value);
        }
    }
    return views;
}

sigv4::SigningInput input_of(const http::Request& request, const Views& headers, std::string_view payload_hash,
                             const Credentials& credentials, const Endpoint& endpoint, runtime::SystemTime now) {
    sigv4::SigningInput input;
    input.request.method = request.method;
    input.request.path = request.path;
    input.request.query = request.query;
    input.request.headers = headers;
    input.request.payload_hash = payload_hash;
    input.time = now;
    input.access_key_id = credentials.access_key_id;
    input.session_token = credentials.session_token.reveal();
    if (!endpoint.encodes_path_twice) {
        input.path = sigv4::PathRules::s3();
    }
    return input;
}

}  // namespace

std::shared_ptr<const sigv4::SigningKey> Signer::key_for(const Endpoint& endpoint, const SharedCredentials& credentials,
                                                         runtime::SystemTime now) {
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::lock_guard lock(mutex_);
    if (kept_.credentials != credentials || kept_.region != endpoint.signing_region || kept_.day != day) {
        const std::string text = runtime::format_basic_timestamp(now).substr(0, 8);
        kept_ = Kept{credentials, endpoint.signing_region, day,
                     sigv4::SigningKey::derive(credentials->secret_access_key.reveal(), text, endpoint.signing_region,
                                               endpoint.signing_name)};
    }
    return kept_.key;
}

std::shared_ptr<const sigv4::AsymmetricKey> Signer::asymmetric_key_for(const Endpoint& endpoint,
                                                                       const SharedCredentials& credentials) {
    const std::lock_guard lock(mutex_);
    if (kept_asymmetric_.credentials != credentials) {
        kept_asymmetric_ = KeptAsymmetric{
            credentials,
            std::make_shared<const sigv4::AsymmetricKey>(
                credentials->access_key_id, credentials->secret_access_key.reveal(), endpoint.signing_name)};
    }
    return kept_asymmetric_.key;
}

sigv4::SignedHeaders Signer::make_headers(const sigv4::SigningInput& input, const Endpoint& endpoint,
                                          const SharedCredentials& credentials) {
    if (!endpoint.region_set.empty()) {
        return sigv4::sign_headers(input, *asymmetric_key_for(endpoint, credentials), endpoint.region_set);
    }
    // Each request of S3 has its own path and hash of the body in its head: there is nothing to remember.
    sigv4::SigningMemory* const memory = endpoint.signing_name == "s3" ? nullptr : &memory_;
    return sigv4::sign_headers(input, *key_for(endpoint, credentials, input.time), memory);
}

void Signer::sign(http::Request& request, const Endpoint& endpoint, const SharedCredentials& credentials,
                  runtime::SystemTime now, Payload payload) {
    const bool open = payload == Payload::UnsignedOverTls && endpoint.signing_name == "s3" &&
                      endpoint.origin.is_tls() && !request.body.empty();
    const std::string payload_hash = open ? std::string(sigv4::unsigned_payload) : sigv4::sha256_hex(request.body);
    if (endpoint.signing_name == "s3") {
        request.headers.set("X-Amz-Content-Sha256", payload_hash);
    }
    const std::string host = endpoint.origin.host_header();
    const Views headers = views_of(request, host);
    sigv4::SignedHeaders made =
        make_headers(input_of(request, headers, payload_hash, *credentials, endpoint, now), endpoint, credentials);
    request.headers.set("X-Amz-Date", std::move(made.amz_date));
    if (!endpoint.region_set.empty()) {
        request.headers.set("X-Amz-Region-Set", endpoint.region_set);
    }
    if (!credentials->session_token.empty()) {
        request.headers.set("X-Amz-Security-Token", std::string(credentials->session_token.reveal()));
    } else {
        request.headers.erase("X-Amz-Security-Token");  // an earlier attempt may have had other credentials
    }
    request.headers.set("Authorization", std::move(made.authorization));
}

void Signer::presign(http::Request& request, const Endpoint& endpoint, const SharedCredentials& credentials,
                     runtime::SystemTime now, std::chrono::seconds expires) {
    const std::string host = endpoint.origin.host_header();
    const Views headers = views_of(request, host);
    const std::string_view payload_hash =
        endpoint.signing_name == "s3" ? sigv4::unsigned_payload : sigv4::empty_payload_hash;
    const sigv4::SigningInput input = input_of(request, headers, payload_hash, *credentials, endpoint, now);
    request.query =
        endpoint.region_set.empty()
            ? sigv4::presign_query(input, *key_for(endpoint, credentials, now), expires)
            : sigv4::presign_query(input, *asymmetric_key_for(endpoint, credentials), endpoint.region_set, expires);
}

}  // namespace dynoxx::aws
