#include "kms/client.hpp"

namespace dynoxx::kms {

namespace {

using runtime::Context;
using runtime::task;

template <class Response>
task<Response> send(aws::Caller& caller, Context context, aws::ServiceRequest request,
                    Response (*decode)(std::string&)) {
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode(answer.response.body); });
}

aws::ServiceRequest prepare(std::string operation, std::string_view target, std::string region, std::string body) {
    aws::ServiceRequest request(AwsService::Kms, std::move(operation));
    request.region = std::move(region);
    request.http.headers.add("Content-Type", std::string(content_type));
    request.http.headers.add("X-Amz-Target", std::string(target));
    request.http.body = std::move(body);
    return request;
}

}  // namespace

task<GenerateDataKeyResponse> Client::generate_data_key(Context context, GenerateDataKeyRequest request) const {
    aws::ServiceRequest prepared =
        prepare("GenerateDataKey", generate_data_key_target, region_of_key(request.key_id), encode(request));
    return send(*caller_, context, std::move(prepared), decode_generate_data_key);
}

task<DecryptResponse> Client::decrypt(Context context, DecryptRequest request) const {
    aws::ServiceRequest prepared = prepare("Decrypt", decrypt_target, request.region, encode(request));
    return send(*caller_, context, std::move(prepared), decode_decrypt);
}

}  // namespace dynoxx::kms
