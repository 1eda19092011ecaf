#pragma once

#include "s3/codec/fields.hpp"
#include "s3/multipart.hpp"

#include <string_view>

/// Parts that the requests and answers of uploads in parts have in common.
namespace dynoxx::s3 {

/// Starts a request for an upload.
[[nodiscard]] http::Request upload_request(std::string_view method, const UploadName& upload, Addressing addressing);

/// Starts a request for a part of an upload.
[[nodiscard]] http::Request part_request(const UploadName& upload, int part_number, Addressing addressing);

/// Gives the checksum that an XML element has; empty if it has none.
[[nodiscard]] std::string checksum_in(const pugi::xml_node& node);

}  // namespace dynoxx::s3
