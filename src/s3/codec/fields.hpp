#pragma once

#include "s3/codec.hpp"

#include <pugixml.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Parts that several requests and answers have in common.
namespace dynoxx::s3 {

/// Starts a request for an object. The key goes into the path as it is: encoded once, never normalised.
[[nodiscard]] http::Request object_request(std::string_view method, std::string_view bucket, std::string_view key,
                                           Addressing addressing);

/// Starts a request for a bucket as a whole.
[[nodiscard]] http::Request bucket_request(std::string_view method, std::string_view bucket, Addressing addressing);

/// Adds a parameter to the query if it has a value.
void add_parameter(http::Request& request, std::string_view name, std::string_view value);

/// Sets a header if it has a value; throws `InvalidOption` if the value has anything but printable ASCII.
void set_header(http::Request& request, const std::string& name, const std::string& value);

/// Sets a header for each entry of the metadata.
void set_metadata(http::Request& request, const Metadata& metadata);

/// Gives the entity tag of an answer without its quotes.
[[nodiscard]] std::string etag_of(const http::Response& response);

/// Sets the headers for what an object is besides its bytes.
void set_properties(http::Request& request, const ObjectProperties& properties);

/// Sets the headers for a key of SSE-C, if there is one; `prefix` is what the names have between `x-amz-` and
/// `server-side-encryption-customer-`.
void set_customer_key(http::Request& request, const runtime::Secret& key, std::string_view prefix = "");

/// Sets the headers `If-Match` and `If-None-Match`.
void set_condition(http::Request& request, const WriteCondition& condition);

/// Sets a header to an entity tag in quotes, if there is one.
void set_etag(http::Request& request, const std::string& name, const std::string& etag);

/// Sets the headers that name what S3 is to copy.
void set_source(http::Request& request, const CopySource& source);

/// Sets the header for the checksum of the body.
void set_checksum(http::Request& request, Checksum checksum);

/// Removes the quotes of an entity tag.
[[nodiscard]] std::string_view unquoted(std::string_view etag) noexcept;

/// Gives the element of an XML answer below which everything is; throws `InvalidResponse` if it is not there.
[[nodiscard]] pugi::xml_node read_xml(pugi::xml_document& document, const http::Response& response,
                                      std::string_view operation, const char* root);

/// Refuses an answer that has not what every answer to the operation has.
[[noreturn]] void malformed(std::string_view operation, const std::string& what);

/// Reads a number without sign; nothing if the text is not one.
[[nodiscard]] std::optional<std::uint64_t> number(std::string_view text) noexcept;

}  // namespace dynoxx::s3
