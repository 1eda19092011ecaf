#include "local/s3/encryption.hpp"

#include "local/s3/error.hpp"
#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"

#include <array>
#include <string>

namespace dynoxx::local::s3 {

namespace {

constexpr std::string_view own_prefix = "x-amz-server-side-encryption-customer-";
constexpr std::string_view source_prefix = "x-amz-copy-source-server-side-encryption-customer-";
constexpr std::size_t key_bytes = 32;

constexpr auto told_headers = std::to_array<std::string_view>({
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-bucket-key-enabled",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-server-side-encryption-customer-key-md5",
});

void require(const http::Headers& headers, const http::Headers& kept, std::string_view prefix) {
    check_customer_key(headers, prefix);
    const std::string_view sent = headers.get(std::string(prefix) + "key-md5");
    const std::string_view wanted = kept.get(std::string(own_prefix) + "key-md5");
    if (sent.empty() && !wanted.empty()) {
        throw Refusal("InvalidRequest", {},
                      "The object was stored using a form of Server Side Encryption. The correct parameters must be "
                      "provided to retrieve the object.");
    }
    if (wanted.empty() && !sent.empty()) {
        throw Refusal("InvalidRequest", {}, "The encryption parameters are not applicable to this object.");
    }
    if (sent != wanted) {
        throw Refusal("AccessDenied");
    }
}

}  // namespace

void check_customer_key(const http::Headers& headers, std::string_view prefix) {
    const std::string name(prefix);
    const std::string* key = headers.find(name + "key");
    const std::string_view algorithm = headers.get(name + "algorithm");
    const std::string_view digest = headers.get(name + "key-md5");
    if (key == nullptr && algorithm.empty() && digest.empty()) {
        return;
    }
    if (algorithm != "AES256") {
        throw Refusal("InvalidArgument", {{"ArgumentName", name + "algorithm"}},
                      "The Encryption Algorithm specified is not valid. Supported value: AES256.");
    }
    const auto bytes = runtime::base64_decode(key == nullptr ? std::string_view() : std::string_view(*key));
    if (!bytes || bytes->size() != key_bytes) {
        throw Refusal("InvalidArgument", {{"ArgumentName", name + "key"}},
                      "The secret key was invalid for the specified algorithm.");
    }
    const std::string computed = support::md5(runtime::text_of(*bytes));
    if (digest != runtime::base64_encode(runtime::bytes_of(computed))) {
        throw Refusal("InvalidArgument", {{"ArgumentName", name + "key-MD5"}},
                      "The calculated MD5 hash of the key did not match the hash that was provided.");
    }
}

void require_customer_key(const http::Headers& headers, const http::Headers& kept) {
    require(headers, kept, own_prefix);
}

void require_source_key(const http::Headers& headers, const http::Headers& kept) {
    require(headers, kept, source_prefix);
}

void add_encryption(http::Response& response, const http::Headers& kept) {
    for (const std::string_view name : told_headers) {
        if (const std::string* value = kept.find(name)) {
            response.headers.add(std::string(name), *value);
        }
    }
}

}  // namespace dynoxx::local::s3
