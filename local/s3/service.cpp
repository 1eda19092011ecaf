#include "local/s3/service.hpp"

#include "local/s3/operations.hpp"
#include "local/s3/tags.hpp"
#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <array>

namespace dynoxx::local::s3 {

namespace {

struct Operation {
    std::string_view name;
    http::Response (*run)(Context&, Request&);
};

constexpr auto operations = std::to_array<Operation>({
    {"AbortMultipartUpload", abort_multipart_upload},
    {"CompleteMultipartUpload", complete_multipart_upload},
    {"CopyObject", copy_object},
    {"CreateBucket", create_bucket},
    {"CreateMultipartUpload", create_multipart_upload},
    {"DeleteBucket", delete_bucket},
    {"DeleteObject", delete_object},
    {"DeleteObjects", delete_objects},
    {"GetBucketLocation", get_bucket_location},
    {"GetBucketVersioning", get_bucket_versioning},
    {"GetObject", get_object},
    {"GetObjectTagging", get_object_tagging},
    {"HeadBucket", head_bucket},
    {"HeadObject", head_object},
    {"ListBuckets", list_buckets},
    {"ListMultipartUploads", list_multipart_uploads},
    {"ListObjects", list_objects_v1},
    {"ListObjectsV2", list_objects_v2},
    {"ListParts", list_parts},
    {"PutObject", put_object},
    {"UploadPart", upload_part},
    {"UploadPartCopy", upload_part_copy},
});

constexpr std::size_t request_id_letters = 16;
constexpr std::size_t host_id_letters = 76;

}  // namespace

Service::Service(std::string region, std::string account_id, const runtime::Clock& clock, support::IdSource& ids)
    : region_(std::move(region)),
      owner_id_(runtime::hex_encode(runtime::bytes_of(support::sha256(account_id)))),
      clock_(clock),
      ids_(ids) {}

http::Response Service::handle(Request& request) {
    const std::string method = request.method;
    try {
        const auto found = std::ranges::find(operations, operation_of(request, request.headers), &Operation::name);
        if (found == operations.end()) {
            throw Refusal("NotImplemented");
        }
        Context context{store_, ids_, clock_.system_now(), region_, owner_id_};
        http::Response response = found->run(context, request);
        response.headers.add("x-amz-request-id", ids_.text(request_id_letters, support::upper_alphanumeric));
        response.headers.add("x-amz-id-2", ids_.text(host_id_letters, support::alphanumeric));
        response.headers.add("Date", runtime::format_http_date(clock_.system_now()));
        response.headers.add("Server", "AmazonS3");
        return response;
    } catch (const Refusal& refusal) {
        return refuse(refusal, method);
    }
}

http::Response Service::refuse(const Refusal& refusal, std::string_view method) {
    const std::string request_id = ids_.text(request_id_letters, support::upper_alphanumeric);
    const std::string host_id = ids_.text(host_id_letters, support::alphanumeric);
    http::Response response = to_response(refusal, request_id, host_id);
    if (method == "HEAD") {
        response.body.clear();
    }
    response.headers.add("x-amz-request-id", request_id);
    response.headers.add("x-amz-id-2", host_id);
    response.headers.add("Date", runtime::format_http_date(clock_.system_now()));
    response.headers.add("Server", "AmazonS3");
    return response;
}

bool Service::has_operation(std::string_view name) noexcept {
    return std::ranges::find(operations, name, &Operation::name) != operations.end();
}

void Service::create_bucket(std::string_view name) {
    Context context{store_, ids_, clock_.system_now(), region_, owner_id_};
    if (store_.buckets().contains(name)) {
        return;
    }
    try {
        make_bucket(context, name);
    } catch (const Refusal& refusal) {
        throw_error(
            Error(ErrorCode::LocalFailure, "Cannot make the bucket \"" + std::string(name) + "\": " + refusal.message));
    }
}

}  // namespace dynoxx::local::s3
