#include "local/s3/encryption.hpp"
#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/s3/tags.hpp"
#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace dynoxx::local::s3 {

namespace {

constexpr std::string_view user_prefix = "x-amz-meta-";
constexpr std::size_t max_user_metadata_bytes = 2048;

constexpr auto kept_headers = std::to_array<std::string_view>({
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-bucket-key-enabled",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-server-side-encryption-customer-key-md5",
    "x-amz-storage-class",
    "x-amz-tagging",
    "x-amz-website-redirect-location",
});

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Takes `aws-chunked` away: it belongs to the way of sending, not to the object.
std::string content_encoding(std::string_view value) {
    std::string result;
    while (!value.empty()) {
        const std::size_t end = std::min(value.find(','), value.size());
        std::string_view part = value.substr(0, end);
        value.remove_prefix(std::min(end + 1, value.size()));
        while (!part.empty() && part.front() == ' ') {
            part.remove_prefix(1);
        }
        if (!part.empty() && part != "aws-chunked") {
            result.append(result.empty() ? "" : ",").append(part);
        }
    }
    return result;
}

}  // namespace

http::Headers kept_metadata(const http::Headers& headers) {
    http::Headers kept;
    std::size_t user_bytes = 0;
    for (const auto& [name, value] : headers) {
        std::string key = lower(name);
        const bool is_user = key.starts_with(user_prefix);
        if (!is_user && std::ranges::find(kept_headers, key) == kept_headers.end()) {
            continue;
        }
        if (is_user) {
            user_bytes += key.size() - user_prefix.size() + value.size();
        }
        std::string text = key == "content-encoding" ? content_encoding(value) : value;
        if (!text.empty() || is_user) {
            kept.add(std::move(key), std::move(text));
        }
    }
    if (user_bytes > max_user_metadata_bytes) {
        throw Refusal("MetadataTooLarge", {{"Size", std::to_string(user_bytes)},
                                           {"MaxSizeAllowed", std::to_string(max_user_metadata_bytes)}});
    }
    if (kept.find("content-type") == nullptr) {
        kept.add("content-type", "binary/octet-stream");
    }
    check_customer_key(headers, "x-amz-server-side-encryption-customer-");
    static_cast<void>(count_tags(headers.get("x-amz-tagging")));
    if (kept.find("x-amz-server-side-encryption") == nullptr &&
        kept.find("x-amz-server-side-encryption-customer-algorithm") == nullptr) {
        kept.add("x-amz-server-side-encryption", "AES256");
    }
    return kept;
}

http::Response empty_answer(int status) {
    http::Response response;
    response.status = status;
    return response;
}

http::Response xml_answer(std::string document) {
    http::Response response = empty_answer(200);
    response.headers.add("Content-Type", "application/xml");
    response.body = std::move(document);
    return response;
}

std::string etag_of(std::string_view bytes) {
    return '"' + runtime::hex_encode(runtime::bytes_of(support::md5(bytes))) + '"';
}

}  // namespace dynoxx::local::s3
