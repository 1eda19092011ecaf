#include "local/s3/error.hpp"
#include "local/s3/operations.hpp"
#include "local/support/time_text.hpp"
#include "local/support/xml_writer.hpp"

#include <pugixml.hpp>

#include <algorithm>

namespace dynoxx::local::s3 {

namespace {

bool is_lower_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Amazon S3 User Guide, "General purpose bucket naming rules".
bool is_bucket_name(std::string_view name) {
    const bool letters =
        std::ranges::all_of(name, [](char c) { return is_lower_alphanumeric(c) || c == '-' || c == '.'; });
    return name.size() >= 3 && name.size() <= 63 && letters && is_lower_alphanumeric(name.front()) &&
           is_lower_alphanumeric(name.back()) && name.find("..") == std::string_view::npos;
}

void check_location(const Context& context, const Request& request) {
    if (request.body.empty()) {
        return;
    }
    pugi::xml_document document;
    if (!document.load_buffer(request.body.data(), request.body.size())) {
        throw Refusal("MalformedXML");
    }
    const std::string asked =
        document.child("CreateBucketConfiguration").child("LocationConstraint").text().as_string();
    if (!asked.empty() && asked != context.region) {
        throw Refusal("IllegalLocationConstraintException", {},
                      "The " + asked +
                          " location constraint is incompatible for the region specific endpoint this request was "
                          "sent to.");
    }
}

}  // namespace

void make_bucket(Context& context, std::string_view name) {
    if (!is_bucket_name(name)) {
        throw Refusal("InvalidBucketName", {{"BucketName", std::string(name)}});
    }
    if (!context.store.add_bucket(name, context.now) && context.region != "us-east-1") {
        // us-east-1 answers 200 to the owner who creates a bucket again.
        throw Refusal("BucketAlreadyOwnedByYou", {{"BucketName", std::string(name)}});
    }
}

http::Response list_buckets(Context& context, Request& request) {
    const std::string_view prefix = request.query.get("prefix");
    support::XmlWriter xml;
    xml.open("ListAllMyBucketsResult", xml_namespace);
    xml.open("Owner").element("ID", context.owner_id).close("Owner").open("Buckets");
    for (const auto& [name, bucket] : context.store.buckets()) {
        if (name.starts_with(prefix)) {
            xml.open("Bucket")
                .element("Name", name)
                .element("CreationDate", support::iso_time_with_millis(bucket->created));
            xml.close("Bucket");
        }
    }
    xml.close("Buckets").close("ListAllMyBucketsResult");
    return xml_answer(xml.take());
}

http::Response create_bucket(Context& context, Request& request) {
    check_location(context, request);
    make_bucket(context, request.bucket);
    http::Response response = empty_answer(200);
    response.headers.add("Location", "/" + request.bucket);
    return response;
}

http::Response head_bucket(Context& context, Request& request) {
    static_cast<void>(context.store.bucket(request.bucket));
    http::Response response = empty_answer(200);
    response.headers.add("x-amz-bucket-region", context.region);
    response.headers.add("x-amz-access-point-alias", "false");
    return response;
}

http::Response delete_bucket(Context& context, Request& request) {
    if (!context.store.bucket(request.bucket).objects.empty()) {
        throw Refusal("BucketNotEmpty", {{"BucketName", request.bucket}});
    }
    context.store.remove_bucket(request.bucket);
    return empty_answer(204);
}

http::Response get_bucket_location(Context& context, Request& request) {
    static_cast<void>(context.store.bucket(request.bucket));
    support::XmlWriter xml;
    xml.open("LocationConstraint", xml_namespace);
    // The first region of all has the empty name here.
    std::string document = xml.take() + (context.region == "us-east-1" ? std::string() : context.region);
    return xml_answer(document + "</LocationConstraint>");
}

http::Response get_bucket_versioning(Context& context, Request& request) {
    static_cast<void>(context.store.bucket(request.bucket));
    support::XmlWriter xml;
    xml.open("VersioningConfiguration", xml_namespace).close("VersioningConfiguration");
    return xml_answer(xml.take());
}

}  // namespace dynoxx::local::s3
