#include "s3/codec/multipart_fields.hpp"

namespace dynoxx::s3 {

namespace {

constexpr std::string_view operation = "ListParts";

int part_number_of(const char* text) {
    const std::optional<std::uint64_t> value = number(text);
    if (!value || *value == 0 || *value > max_part_number) {
        malformed(operation, std::string("\"") + text + "\" is no number of a part");
    }
    return static_cast<int>(*value);
}

UploadedPart read(const pugi::xml_node& node) {
    UploadedPart part;
    part.part_number = part_number_of(node.child_value("PartNumber"));
    part.etag = unquoted(node.child_value("ETag"));
    part.checksum = checksum_in(node);
    const std::optional<std::uint64_t> bytes = number(node.child_value("Size"));
    if (part.etag.empty() || !bytes) {
        malformed(operation, "part " + std::to_string(part.part_number) + " has no tag or no size");
    }
    part.bytes = *bytes;
    return part;
}

}  // namespace

http::Request encode(const ListPartsRequest& request, Addressing addressing) {
    http::Request out = upload_request("GET", request, addressing);
    if (request.after_part_number != 0) {
        out.query.insert(0, "part-number-marker=" + std::to_string(request.after_part_number) + "&");
    }
    set_customer_key(out, request.customer_key);
    return out;
}

ListPartsResponse decode_list_parts(const http::Response& response) {
    pugi::xml_document document;
    const pugi::xml_node root = read_xml(document, response, operation, "ListPartsResult");
    ListPartsResponse result;
    for (const pugi::xml_node node : root.children("Part")) {
        result.parts.push_back(read(node));
    }
    if (root.child("IsTruncated").text().as_bool()) {
        result.next_after = part_number_of(root.child_value("NextPartNumberMarker"));
    }
    return result;
}

}  // namespace dynoxx::s3
