#include "local/s3/checksum.hpp"
#include "local/s3/error.hpp"
#include "local/s3/listing.hpp"
#include "local/s3/operations.hpp"
#include "local/support/time_text.hpp"
#include "local/support/xml_writer.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>

namespace dynoxx::local::s3 {

namespace {

constexpr std::uint64_t most_keys = 1000;

/// Encodes a name as S3 does in listings, which is as in a form: a blank is a plus sign, and a star stays.
std::string form_encode(std::string_view name) {
    std::string encoded;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of(" *~", at), name.size());
        encoded += runtime::percent_encode(name.substr(at, end - at), runtime::Slash::Keep);
        if (end < name.size()) {
            encoded += name[end] == ' ' ? "+" : name[end] == '*' ? "*" : "%7E";
        }
        at = end + 1;
    }
    return encoded;
}

/// Prints names as the request wants them: encoded for `encoding-type=url`.
class Names {
 public:
    explicit Names(const Request& request) : encoded_(request.query.get("encoding-type") == "url") {
        if (request.query.has("encoding-type") && !encoded_) {
            throw Refusal("InvalidArgument", {{"ArgumentName", "encoding-type"}},
                          "Invalid Encoding Method specified in Request");
        }
    }

    [[nodiscard]] std::string print(std::string_view name) const {
        return encoded_ ? form_encode(name) : std::string(name);
    }

    [[nodiscard]] bool encoded() const noexcept { return encoded_; }

 private:
    bool encoded_;
};

ListQuery common_query(const Request& request) {
    ListQuery query;
    query.prefix = request.query.get("prefix");
    query.delimiter = request.query.get("delimiter");
    if (const std::string* text = request.query.find("max-keys"); text != nullptr && !text->empty()) {
        const std::optional<std::uint64_t> number = support::parse_number(*text);
        if (!number) {
            throw Refusal("InvalidArgument", {{"ArgumentName", "max-keys"}, {"ArgumentValue", *text}},
                          "Provided max-keys not an integer or within integer range");
        }
        query.max_keys = static_cast<std::size_t>(std::min(*number, most_keys));
    }
    return query;
}

void print_owner(support::XmlWriter& xml, const Context& context) {
    xml.open("Owner").element("ID", context.owner_id).close("Owner");
}

enum class Owner { Print, Omit };

void print_page(support::XmlWriter& xml, const Context& context, const ListPage& page, const Names& names,
                Owner owner) {
    for (const auto& [key, object] : page.contents) {
        xml.open("Contents").element("Key", names.print(key));
        xml.element("LastModified", support::iso_time_with_millis(object->last_modified)).element("ETag", object->etag);
        for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
            if (object->checksums.contains(algorithm.header)) {
                xml.element("ChecksumAlgorithm", algorithm.name).element("ChecksumType", object->checksum_type);
            }
        }
        xml.element("Size", std::to_string(object->bytes->size()));
        if (owner == Owner::Print) {
            print_owner(xml, context);
        }
        xml.element("StorageClass", "STANDARD").close("Contents");
    }
    for (const std::string& prefix : page.common_prefixes) {
        xml.open("CommonPrefixes").element("Prefix", names.print(prefix)).close("CommonPrefixes");
    }
}

void print_head(support::XmlWriter& xml, const Request& request, const ListQuery& query, const ListPage& page,
                const Names& names) {
    xml.element("Name", request.bucket).element("Prefix", names.print(query.prefix));
    xml.element("MaxKeys", std::to_string(query.max_keys)).element("IsTruncated", page.next ? "true" : "false");
    if (!query.delimiter.empty()) {
        xml.element("Delimiter", names.print(query.delimiter));
    }
    if (names.encoded()) {
        xml.element("EncodingType", "url");
    }
}

}  // namespace

http::Response list_objects_v1(Context& context, Request& request) {
    const Bucket& bucket = context.store.bucket(request.bucket);
    const Names names(request);
    ListQuery query = common_query(request);
    const std::string marker(request.query.get("marker"));
    // The marker of a page that ended with a common prefix is that prefix.
    query.after = ListPosition{marker, !query.delimiter.empty() && marker.ends_with(query.delimiter)};
    const ListPage page = list_objects(bucket.objects, query);
    support::XmlWriter xml;
    xml.open("ListBucketResult", xml_namespace);
    print_head(xml, request, query, page, names);
    xml.element("Marker", names.print(marker));
    if (page.next && !query.delimiter.empty()) {
        xml.element("NextMarker", names.print(page.next->text));
    }
    print_page(xml, context, page, names, Owner::Print);
    xml.close("ListBucketResult");
    return xml_answer(xml.take());
}

http::Response list_objects_v2(Context& context, Request& request) {
    const Bucket& bucket = context.store.bucket(request.bucket);
    const Names names(request);
    ListQuery query = common_query(request);
    const std::string start_after(request.query.get("start-after"));
    query.after.text = start_after;
    const std::string* token = request.query.find("continuation-token");
    if (token != nullptr) {
        const std::optional<ListPosition> position = ListPosition::from_token(*token);
        if (!position) {
            throw Refusal("InvalidArgument", {{"ArgumentName", "continuation-token"}},
                          "The continuation token provided is incorrect");
        }
        query.after = *position;
    }
    const ListPage page = list_objects(bucket.objects, query);
    support::XmlWriter xml;
    xml.open("ListBucketResult", xml_namespace);
    print_head(xml, request, query, page, names);
    xml.element("KeyCount", std::to_string(page.contents.size() + page.common_prefixes.size()));
    if (token != nullptr) {
        xml.element("ContinuationToken", *token);
    }
    if (page.next) {
        xml.element("NextContinuationToken", page.next->to_token());
    }
    if (!start_after.empty()) {
        xml.element("StartAfter", names.print(start_after));
    }
    print_page(xml, context, page, names, request.query.get("fetch-owner") == "true" ? Owner::Print : Owner::Omit);
    xml.close("ListBucketResult");
    return xml_answer(xml.take());
}

}  // namespace dynoxx::local::s3
