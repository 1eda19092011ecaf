#include "local/s3/tags.hpp"

#include "local/s3/error.hpp"
#include "local/support/query_string.hpp"
#include "local/support/xml_writer.hpp"

#include <set>
#include <string>

namespace dynoxx::local::s3 {

namespace {

constexpr std::size_t max_tags = 10;
constexpr std::size_t max_key_characters = 128;
constexpr std::size_t max_value_characters = 256;

}  // namespace

std::size_t count_tags(std::string_view tagging) {
    std::set<std::string> names;
    std::size_t count = 0;
    for (const auto& [name, value] : support::Parameters::parse(tagging, support::Plus::IsBlank)) {
        if (name.empty() || name.size() > max_key_characters) {
            throw Refusal("InvalidTag", {}, "The TagKey you have provided is invalid");
        }
        if (value.size() > max_value_characters) {
            throw Refusal("InvalidTag", {}, "The TagValue you have provided is invalid");
        }
        if (!names.insert(name).second) {
            throw Refusal("InvalidTag", {}, "Cannot provide multiple Tags with the same key");
        }
        ++count;
    }
    if (count > max_tags) {
        throw Refusal("BadRequest", {}, "Object tags cannot be greater than 10");
    }
    return count;
}

http::Response get_object_tagging(Context& context, Request& request) {
    const Object& object = context.store.object(request.bucket, request.key);
    support::XmlWriter xml;
    xml.open("Tagging", xml_namespace).open("TagSet");
    const std::string_view tagging = object.metadata.get("x-amz-tagging");
    for (const auto& [name, value] : support::Parameters::parse(tagging, support::Plus::IsBlank)) {
        xml.open("Tag").element("Key", name).element("Value", value).close("Tag");
    }
    xml.close("TagSet").close("Tagging");
    return xml_answer(xml.take());
}

}  // namespace dynoxx::local::s3
