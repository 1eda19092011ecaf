#pragma once

#include "s3/codec.hpp"

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

/// Gives the CRC-32 of a body as S3 writes it: four bytes, the highest first, in base64.
[[nodiscard]] std::string crc32_header(std::string_view body);

}  // namespace dynoxx::s3
