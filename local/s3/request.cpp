#include "local/s3/request.hpp"

#include "local/s3/error.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::s3 {

namespace {

// What stands in the query and asks for something that is not here. Answering as if it did not stand there would be a
// lie.
constexpr auto other_resources = std::to_array<std::string_view>({
    "accelerate",
    "acl",
    "analytics",
    "attributes",
    "cors",
    "encryption",
    "intelligent-tiering",
    "inventory",
    "legal-hold",
    "lifecycle",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "ownershipControls",
    "policy",
    "policyStatus",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "restore",
    "retention",
    "select",
    "session",
    "torrent",
    "versionId",
    "versions",
    "website",
});

bool asks_for_other_resource(const Request& request) noexcept {
    return std::ranges::any_of(other_resources, [&](std::string_view name) { return request.query.has(name); });
}

std::string_view bucket_of_host(std::string_view host) {
    host = host.substr(0, host.find(':'));
    for (const std::string_view suffix : {std::string_view(".s3.localhost"), std::string_view(".localhost")}) {
        if (host.size() > suffix.size() &&
            http::equals_ignoring_case(host.substr(host.size() - suffix.size()), suffix)) {
            host.remove_suffix(suffix.size());
            return host == "s3" ? std::string_view() : host;
        }
    }
    return {};
}

std::string_view object_operation(const Request& request, const http::Headers& headers) noexcept {
    if (request.query.has("tagging")) {
        return request.method == "GET" ? "GetObjectTagging" : std::string_view();
    }
    const bool part = request.query.has("uploadId");
    if (request.method == "PUT") {
        const bool copies = headers.find("x-amz-copy-source") != nullptr;
        if (part) {
            return copies ? "UploadPartCopy" : "UploadPart";
        }
        return copies ? "CopyObject" : "PutObject";
    }
    if (request.method == "GET") {
        return part ? "ListParts" : "GetObject";
    }
    if (request.method == "HEAD") {
        return "HeadObject";
    }
    if (request.method == "DELETE") {
        return part ? "AbortMultipartUpload" : "DeleteObject";
    }
    if (request.method == "POST") {
        if (request.query.has("uploads")) {
            return "CreateMultipartUpload";
        }
        return part ? "CompleteMultipartUpload" : std::string_view();
    }
    return {};
}

std::string_view bucket_operation(const Request& request) noexcept {
    if (request.query.has("tagging")) {
        return {};
    }
    if (request.method == "PUT") {
        return "CreateBucket";
    }
    if (request.method == "HEAD") {
        return "HeadBucket";
    }
    if (request.method == "DELETE") {
        return "DeleteBucket";
    }
    if (request.method == "POST") {
        return request.query.has("delete") ? "DeleteObjects" : std::string_view();
    }
    if (request.method != "GET") {
        return {};
    }
    if (request.query.has("location")) {
        return "GetBucketLocation";
    }
    if (request.query.has("versioning")) {
        return "GetBucketVersioning";
    }
    if (request.query.has("uploads")) {
        return "ListMultipartUploads";
    }
    return request.query.get("list-type") == "2" ? "ListObjectsV2" : "ListObjects";
}

}  // namespace

std::string_view Request::header_or_trailer(std::string_view name) const noexcept {
    const std::string_view header = headers.get(name);
    return header.empty() ? trailers.get(name) : header;
}

Request parse_request(const http::Request& request) {
    Request result;
    result.method = request.method;
    result.query = support::Parameters::parse(request.query, support::Plus::IsBlank);
    const std::optional<std::string> path = runtime::percent_decode(request.path);
    if (!path || path->empty() || path->front() != '/') {
        throw Refusal("InvalidURI", {{"URI", request.path}});
    }
    std::string_view rest = std::string_view(*path).substr(1);
    result.bucket = bucket_of_host(request.headers.get("Host"));
    if (result.bucket.empty()) {
        const std::size_t slash = rest.find('/');
        result.bucket = rest.substr(0, slash);
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    }
    result.key = rest;
    return result;
}

std::string_view operation_of(const Request& request, const http::Headers& headers) noexcept {
    if (asks_for_other_resource(request)) {
        return {};
    }
    if (request.bucket.empty()) {
        return request.method == "GET" ? "ListBuckets" : std::string_view();
    }
    return request.key.empty() ? bucket_operation(request) : object_operation(request, headers);
}

}  // namespace dynoxx::local::s3
