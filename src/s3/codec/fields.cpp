#include "s3/codec/fields.hpp"

#include "json/writer.hpp"
#include "runtime/crypto.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <charconv>

namespace dynoxx::s3 {

namespace {

constexpr std::size_t customer_key_bytes = 32;
constexpr std::size_t max_tags = 10;

[[noreturn]] void invalid(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidOption, "Cannot write the request to S3: " + what + "."));
}

constexpr bool is_printable(char c) noexcept {
    return c >= ' ' && c <= '~';
}

/// Says whether a character may stand in the name of a header (RFC 9110, "token").
constexpr bool is_token(char c) noexcept {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

/// Says whether a key steps up (`..`) more often than down, read from the left.
///
/// @par Source
/// Amazon S3 User Guide, "Naming Amazon S3 objects".
bool leaves_the_bucket(std::string_view key) {
    int depth = 0;
    while (!key.empty() && depth >= 0) {
        const std::string_view step = key.substr(0, key.find('/'));
        depth += step == ".." ? -1 : 1;
        key.remove_prefix(std::min(step.size() + 1, key.size()));
    }
    return depth < 0;
}

void check_key(std::string_view key) {
    if (key.empty()) {
        invalid("the key of the object is empty");
    }
    if (key.size() > max_key_bytes) {
        invalid("the key of the object has " + std::to_string(key.size()) + " bytes; S3 takes " +
                std::to_string(max_key_bytes) + " at most");
    }
    if (key.find('\0') != std::string_view::npos) {
        invalid("the key of the object has a zero byte, which S3 does not take");
    }
    if (leaves_the_bucket(key)) {
        invalid("the key \"" + std::string(key) + "\" has more steps up (\"..\") than down, which S3 does not take");
    }
}

void set_tags(http::Request& request, const Tags& tags) {
    if (tags.size() > max_tags) {
        invalid("an object may have ten tags, here are " + std::to_string(tags.size()));
    }
    std::string text;
    for (const auto& [name, value] : tags) {
        text += text.empty() ? "" : "&";
        runtime::append_percent_encoded(text, name);
        text += '=';
        runtime::append_percent_encoded(text, value);
    }
    set_header(request, "x-amz-tagging", text);
}

void set_kms(http::Request& request, const Encryption& encryption) {
    request.headers.set("x-amz-server-side-encryption", "aws:kms");
    set_header(request, "x-amz-server-side-encryption-aws-kms-key-id", encryption.kms_key_id);
    if (!encryption.context.empty()) {
        json::Writer writer;
        writer.begin_object();
        for (const auto& [name, value] : encryption.context) {
            writer.member(name, value);
        }
        writer.end_object();
        request.headers.set("x-amz-server-side-encryption-context",
                            runtime::base64_encode(runtime::bytes_of(writer.take())));
    }
    if (encryption.bucket_key) {
        request.headers.set("x-amz-server-side-encryption-bucket-key-enabled",
                            *encryption.bucket_key ? "true" : "false");
    }
}

void set_encryption(http::Request& request, const Encryption& encryption) {
    switch (encryption.kind) {
        case EncryptionKind::OfBucket:
            break;
        case EncryptionKind::S3:
            request.headers.set("x-amz-server-side-encryption", "AES256");
            break;
        case EncryptionKind::Kms:
            set_kms(request, encryption);
            break;
        case EncryptionKind::CustomerKey:
            if (encryption.customer_key.empty()) {
                invalid("server-side encryption with a key of the customer (SSE-C) needs that key");
            }
            set_customer_key(request, encryption.customer_key);
            break;
    }
}

}  // namespace

http::Request object_request(std::string_view method, std::string_view bucket, std::string_view key,
                             Addressing addressing) {
    check_key(key);
    http::Request request = bucket_request(method, bucket, addressing);
    if (addressing == Addressing::Path) {
        request.path += '/';
    }
    runtime::append_percent_encoded(request.path, key, runtime::Slash::Keep);
    return request;
}

http::Request bucket_request(std::string_view method, std::string_view bucket, Addressing addressing) {
    if (bucket.empty()) {
        invalid("the name of the bucket is empty");
    }
    http::Request request;
    request.method = method;
    if (addressing == Addressing::Path) {
        runtime::append_percent_encoded(request.path, bucket);
    }
    return request;
}

void add_parameter(http::Request& request, std::string_view name, std::string_view value) {
    if (!value.empty()) {
        request.query += request.query.empty() ? "" : "&";
        request.query += name;
        request.query += '=';
        runtime::append_percent_encoded(request.query, value);
    }
}

void set_header(http::Request& request, const std::string& name, const std::string& value) {
    if (!std::ranges::all_of(value, is_printable)) {
        invalid("the header \"" + name + "\" may have printable ASCII only");
    }
    if (!value.empty()) {
        request.headers.set(name, value);
    }
}

void set_metadata(http::Request& request, const Metadata& metadata) {
    for (const auto& [name, value] : metadata) {
        if (name.empty() || !std::ranges::all_of(name, is_token)) {
            invalid("the name of an entry of the metadata may have letters, digits and -._ only");
        }
        set_header(request, "x-amz-meta-" + name, value);
    }
}

void set_properties(http::Request& request, const ObjectProperties& properties) {
    set_header(request, "content-type", properties.content_type);
    set_metadata(request, properties.metadata);
    set_header(request, "x-amz-storage-class", properties.storage_class);
    set_tags(request, properties.tags);
    set_encryption(request, properties.encryption);
}

void set_customer_key(http::Request& request, const runtime::Secret& key, std::string_view prefix) {
    if (key.empty()) {
        return;
    }
    if (key.reveal_bytes().size() != customer_key_bytes) {
        invalid("a key of server-side encryption (SSE-C) has 32 bytes, this one has " +
                std::to_string(key.reveal_bytes().size()));
    }
    const std::string name = "x-amz-" + std::string(prefix) + "server-side-encryption-customer-";
    request.headers.set(name + "algorithm", "AES256");
    request.headers.set(name + "key", runtime::base64_encode(key.reveal_bytes()));
    request.headers.set(name + "key-MD5", runtime::md5_base64(key.reveal()));
}

void set_condition(http::Request& request, const WriteCondition& condition) {
    set_etag(request, "if-match", condition.if_match);
    if (condition.if_absent) {
        request.headers.set("if-none-match", "*");
    }
}

void set_etag(http::Request& request, const std::string& name, const std::string& etag) {
    set_header(request, name, etag.empty() ? "" : '"' + etag + '"');
}

void set_source(http::Request& request, const CopySource& source) {
    if (source.bucket.empty()) {
        invalid("the name of the bucket to copy from is empty");
    }
    check_key(source.key);
    std::string place;
    runtime::append_percent_encoded(place, source.bucket, runtime::Slash::Keep);
    place += '/';
    runtime::append_percent_encoded(place, source.key, runtime::Slash::Keep);
    if (!source.version_id.empty()) {
        place += "?versionId=";
        runtime::append_percent_encoded(place, source.version_id);
    }
    request.headers.set("x-amz-copy-source", std::move(place));
    set_etag(request, "x-amz-copy-source-if-match", source.if_match);
    set_customer_key(request, source.customer_key, "copy-source-");
}

void set_checksum(http::Request& request, Checksum checksum) {
    if (checksum != Checksum::None) {
        const ChecksumName& name = name_of(checksum);
        request.headers.set("x-amz-sdk-checksum-algorithm", std::string(name.algorithm));
        request.headers.set(name.header, checksum_of(checksum, request.body));
    }
}

std::string_view unquoted(std::string_view etag) noexcept {
    return etag.size() >= 2 && etag.starts_with('"') && etag.ends_with('"') ? etag.substr(1, etag.size() - 2) : etag;
}

std::string etag_of(const http::Response& response) {
    return std::string(unquoted(response.headers.get("etag")));
}

pugi::xml_node read_xml(pugi::xml_document& document, const http::Response& response, std::string_view operation,
                        const char* root) {
    const pugi::xml_parse_result parsed = document.load_buffer(response.body.data(), response.body.size());
    if (!parsed) {
        malformed(operation, std::string("it is not valid XML (") + parsed.description() + ")");
    }
    const pugi::xml_node node = document.child(root);
    if (!node) {
        malformed(operation, std::string("it has no element ") + root);
    }
    return node;
}

void malformed(std::string_view operation, const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse,
                      "The answer to " + std::string(operation) + " cannot be understood: " + what + "."));
}

std::optional<std::uint64_t> number(std::string_view text) noexcept {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace dynoxx::s3
