#include "s3/client.hpp"

namespace dynoxx::s3 {

namespace {

using runtime::Context;
using runtime::task;

/// The caller puts the bucket into host or path, as the endpoint's rules say: here the path is that inside the bucket.
template <class Request>
aws::ServiceRequest prepare(std::string operation, Request request) {
    aws::ServiceRequest prepared(AwsService::S3, std::move(operation));
    prepared.bucket = request.bucket;
    prepared.context.bucket = request.bucket;
    prepared.context.key = request.key;
    prepared.http = encode(std::move(request), Addressing::VirtualHost);
    for (const char* name :
         {"x-amz-server-side-encryption-customer-key", "x-amz-copy-source-server-side-encryption-customer-key"}) {
        prepared.needs_tls = prepared.needs_tls || prepared.http.headers.find(name) != nullptr;
    }
    return prepared;
}

/// Prepares a request whose answer begins before the work is done, and so may be an error in spite of its status.
template <class Request>
aws::ServiceRequest prepare_late(std::string operation, Request request) {
    aws::ServiceRequest prepared = prepare(std::move(operation), std::move(request));
    prepared.may_fail_late = true;
    return prepared;
}

/// Gives the checksum to send: for a store that refuses checksums, none.
Checksum chosen(const aws::Caller& caller, Checksum wanted) {
    return caller.config().request_checksum_calculation().value == ChecksumRule::WhenRequired ? Checksum::None : wanted;
}

bool verifies(const aws::Caller& caller) {
    return caller.config().response_checksum_validation().value == ChecksumRule::WhenSupported;
}

/// Makes a call and reads its answer by one of the codec's functions.
template <class Response>
task<Response> ask(aws::Caller& caller, Context context, aws::ServiceRequest request,
                   Response (*decode)(const http::Response&)) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode(answer.response); });
}

task<GetObjectResponse> get(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_get_object(std::move(answer.response)); });
}

task<GetObjectResponse> get_range(aws::Caller& caller, Context context, aws::ServiceRequest request, ByteRange range) {
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts,
                              [&] { return decode_get_object(std::move(answer.response), range); });
}

/// `part` is what is known of the part already; its checksum is taken from there, for not every store sends it back.
task<UploadedPart> put_part(aws::Caller& caller, Context context, aws::ServiceRequest request, UploadedPart part) {
    const UploadedPart answer = co_await ask(caller, context, std::move(request), decode_upload_part);
    part.etag = answer.etag;
    co_return part;
}

task<UploadedPart> copy_part(aws::Caller& caller, Context context, aws::ServiceRequest request, UploadedPart known) {
    UploadedPart part = co_await ask(caller, context, std::move(request), decode_upload_part_copy);
    part.part_number = known.part_number;
    part.bytes = known.bytes;
    co_return part;
}

task<void> abort(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    co_await caller.call(context, std::move(request), aws::CallSettings());
}

}  // namespace

task<PutObjectResponse> Client::put_object(Context context, PutObjectRequest request) const {
    request.checksum = chosen(*caller_, request.checksum);
    return ask(*caller_, context, prepare("PutObject", std::move(request)), decode_put_object);
}

task<GetObjectResponse> Client::get_object(Context context, GetObjectRequest request) const {
    request.verifies = request.verifies && verifies(*caller_);
    const std::optional<ByteRange> range = request.range;
    const bool verifies_body = request.verifies;
    aws::ServiceRequest prepared = prepare("GetObject", std::move(request));
    prepared.is_intact = verifies_body ? is_intact : nullptr;
    return range ? get_range(*caller_, context, std::move(prepared), *range)
                 : get(*caller_, context, std::move(prepared));
}

task<GetObjectResponse> Client::head_object(Context context, HeadObjectRequest request) const {
    request.verifies = request.verifies && verifies(*caller_);
    return ask(*caller_, context, prepare("HeadObject", std::move(request)), decode_head_object);
}

task<CopyObjectResponse> Client::copy_object(Context context, CopyObjectRequest request) const {
    return ask(*caller_, context, prepare_late("CopyObject", std::move(request)), decode_copy_object);
}

task<CreateMultipartUploadResponse> Client::create_multipart_upload(Context context,
                                                                    CreateMultipartUploadRequest request) const {
    request.checksum = chosen(*caller_, request.checksum);
    return ask(*caller_, context, prepare("CreateMultipartUpload", std::move(request)), decode_create_multipart_upload);
}

task<UploadedPart> Client::upload_part(Context context, UploadPartRequest request) const {
    request.checksum = chosen(*caller_, request.checksum);
    UploadedPart part;
    part.part_number = request.part_number;
    part.bytes = request.body.size();
    const std::string_view header = name_of(request.checksum).header;
    aws::ServiceRequest prepared = prepare("UploadPart", std::move(request));
    part.checksum = prepared.http.headers.get(header);
    return put_part(*caller_, context, std::move(prepared), std::move(part));
}

task<UploadedPart> Client::upload_part_copy(Context context, UploadPartCopyRequest request) const {
    UploadedPart part;
    part.part_number = request.part_number;
    if (request.range && request.range->last) {
        part.bytes = *request.range->last - request.range->first + 1;
    }
    return copy_part(*caller_, context, prepare_late("UploadPartCopy", std::move(request)), std::move(part));
}

task<CompleteMultipartUploadResponse> Client::complete_multipart_upload(Context context,
                                                                        CompleteMultipartUploadRequest request) const {
    request.checksum = chosen(*caller_, request.checksum);
    return ask(*caller_, context, prepare_late("CompleteMultipartUpload", std::move(request)),
               decode_complete_multipart_upload);
}

task<void> Client::abort_multipart_upload(Context context, AbortMultipartUploadRequest request) const {
    return abort(*caller_, context, prepare("AbortMultipartUpload", std::move(request)));
}

task<ListPartsResponse> Client::list_parts(Context context, ListPartsRequest request) const {
    return ask(*caller_, context, prepare("ListParts", std::move(request)), decode_list_parts);
}

task<DeleteObjectResponse> Client::delete_object(Context context, DeleteObjectRequest request) const {
    return ask(*caller_, context, prepare("DeleteObject", std::move(request)), decode_delete_object);
}

task<ListObjectsResponse> Client::list_objects(Context context, ListObjectsRequest request) const {
    aws::ServiceRequest prepared(AwsService::S3, "ListObjectsV2");
    prepared.bucket = request.bucket;
    prepared.context.bucket = request.bucket;
    prepared.http = encode(request, Addressing::VirtualHost);
    return ask(*caller_, context, std::move(prepared), decode_list_objects);
}

task<std::string> Client::presign_get(Context context, GetObjectRequest request, std::chrono::seconds expires) const {
    request.verifies = false;  // a browser does not send the header that asks for it
    return caller_->presign(context, prepare("GetObject", std::move(request)), expires);
}

task<std::string> Client::presign_put(Context context, PutObjectRequest request, std::chrono::seconds expires) const {
    if (request.body.empty()) {
        request.checksum = Checksum::None;  // the address is for contents that are not known here
    }
    return caller_->presign(context, prepare("PutObject", std::move(request)), expires);
}

}  // namespace dynoxx::s3
