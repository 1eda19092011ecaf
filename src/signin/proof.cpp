#include "signin/proof.hpp"

#include "json/writer.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::signin {

namespace {

using runtime::base64url_encode;
using runtime::bytes_of;

std::string header_of(const runtime::P256Key& key) {
    json::Writer writer;
    writer.begin_object().member("typ", "dpop+jwt").member("alg", "ES256").key("jwk").begin_object();
    writer.member("kty", "EC").member("crv", "P-256");
    writer.member("x", base64url_encode(key.x())).member("y", base64url_encode(key.y()));
    return writer.end_object().end_object().take();
}

std::string claims_of(std::string_view method, std::string_view url, runtime::SystemTime now, std::string_view id) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    json::Writer writer;
    writer.begin_object().member("jti", id).member("htm", method).member("htu", url);
    return writer.key("iat").integer(seconds.count()).end_object().take();
}

}  // namespace

std::string make_proof(const runtime::P256Key& key, std::string_view method, std::string_view url,
                       runtime::SystemTime now, std::string_view id) {
    std::string token = base64url_encode(bytes_of(header_of(key)));
    token.append(".").append(base64url_encode(bytes_of(claims_of(method, url, now, id))));
    const runtime::P256Key::Signature signature = key.sign(token);
    return token.append(".").append(base64url_encode(signature));
}

}  // namespace dynoxx::signin
