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

task<PutObjectResponse> put(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_put_object(answer.response); });
}

task<GetObjectResponse> get(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_get_object(std::move(answer.response)); });
}

task<DeleteObjectResponse> remove(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_delete_object(answer.response); });
}

task<GetObjectResponse> get_range(aws::Caller& caller, Context context, aws::ServiceRequest request, ByteRange range) {
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts,
                              [&] { return decode_get_object(std::move(answer.response), range); });
}

task<GetObjectResponse> head(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_head_object(answer.response); });
}

task<CopyObjectResponse> copy(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_copy_object(answer.response); });
}

task<CreateMultipartUploadResponse> create(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_create_multipart_upload(answer.response); });
}

/// `part` is what is known of the part already; its checksum is taken from there, for not every store sends it back.
task<UploadedPart> put_part(aws::Caller& caller, Context context, aws::ServiceRequest request, UploadedPart part) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    part.etag = aws::understand(where, answer.attempts, [&] { return decode_upload_part(answer.response); }).etag;
    co_return part;
}

task<UploadedPart> copy_part(aws::Caller& caller, Context context, aws::ServiceRequest request, UploadedPart known) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    UploadedPart part =
        aws::understand(where, answer.attempts, [&] { return decode_upload_part_copy(answer.response); });
    part.part_number = known.part_number;
    part.bytes = known.bytes;
    co_return part;
}

task<CompleteMultipartUploadResponse> complete(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts,
                              [&] { return decode_complete_multipart_upload(answer.response); });
}

task<void> abort(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    co_await caller.call(context, std::move(request), aws::CallSettings());
}

task<ListPartsResponse> parts(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_list_parts(answer.response); });
}

task<ListObjectsResponse> list(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_list_objects(answer.response); });
}

}  // namespace

task<PutObjectResponse> Client::put_object(Context context, PutObjectRequest request) const {
    request.checksum = chosen(*caller_, request.checksum);
    return put(*caller_, context, prepare("PutObject", std::move(request)));
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
    return head(*caller_, context, prepare("HeadObject", std::move(request)));
}

task<CopyObjectResponse> Client::copy_object(Context context, CopyObjectRequest request) const {
    return copy(*caller_, context, prepare_late("CopyObject", std::move(request)));
}

task<CreateMultipartUploadResponse> Client::create_multipart_upload(Context context,
                                                                    CreateMultipartUploadRequest request) const {
    request.checksum = chosen(*caller_, request.checksum);
    return create(*caller_, context, prepare("CreateMultipartUpload", std::move(request)));
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
    return complete(*caller_, context, prepare_late("CompleteMultipartUpload", std::move(request)));
}

task<void> Client::abort_multipart_upload(Context context, AbortMultipartUploadRequest request) const {
    return abort(*caller_, context, prepare("AbortMultipartUpload", std::move(request)));
}

task<ListPartsResponse> Client::list_parts(Context context, ListPartsRequest request) const {
    return parts(*caller_, context, prepare("ListParts", std::move(request)));
}

task<DeleteObjectResponse> Client::delete_object(Context context, DeleteObjectRequest request) const {
    return remove(*caller_, context, prepare("DeleteObject", std::move(request)));
}

task<ListObjectsResponse> Client::list_objects(Context context, ListObjectsRequest request) const {
    aws::ServiceRequest prepared(AwsService::S3, "ListObjectsV2");
    prepared.bucket = request.bucket;
    prepared.context.bucket = request.bucket;
    prepared.http = encode(request, Addressing::VirtualHost);
    return list(*caller_, context, std::move(prepared));
}

task<std::string> Client::presign_get(Context context, GetObjectRequest request, std::chrono::seconds expires) const {
    request.verifies = false;  // a browser does not send the header that asks for it
    return caller_->presign(context, prepare("GetObject", std::move(request)), expires);
}

task<std::string> Client::presign_put(Context context, PutObjectRequest request, std::chrono::seconds expires) const {
    return caller_->presign(context, prepare("PutObject", std::move(request)), expires);
}

}  // namespace dynoxx::s3
