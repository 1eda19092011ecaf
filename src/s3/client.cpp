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
    return prepared;
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

task<ListObjectsResponse> list(aws::Caller& caller, Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    const aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_list_objects(answer.response); });
}

}  // namespace

task<PutObjectResponse> Client::put_object(Context context, PutObjectRequest request) const {
    if (caller_->config().request_checksum_calculation().value == ChecksumRule::WhenRequired) {
        request.checksum = Checksum::None;
    }
    return put(*caller_, context, prepare("PutObject", std::move(request)));
}

task<GetObjectResponse> Client::get_object(Context context, GetObjectRequest request) const {
    if (caller_->config().response_checksum_validation().value == ChecksumRule::WhenRequired) {
        request.checksum = Checksum::None;
    }
    return get(*caller_, context, prepare("GetObject", std::move(request)));
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
    request.checksum = Checksum::None;  // a browser does not send the header that asks for it
    return caller_->presign(context, prepare("GetObject", std::move(request)), expires);
}

}  // namespace dynoxx::s3
