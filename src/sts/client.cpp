#include "sts/client.hpp"

namespace dynoxx::sts {

namespace {

runtime::task<CallerIdentity> send(aws::Caller& caller, runtime::Context context, aws::ServiceRequest request) {
    const aws::ErrorContext where = request.context;
    aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
    co_return aws::understand(where, answer.attempts, [&] { return decode_get_caller_identity(answer.response.body); });
}

}  // namespace

runtime::task<CallerIdentity> Client::get_caller_identity(runtime::Context context) const {
    aws::ServiceRequest request(AwsService::Sts, "GetCallerIdentity");
    request.http.headers.add("Content-Type", std::string(content_type));
    request.http.body = encode(GetCallerIdentityRequest());
    return send(*caller_, context, std::move(request));
}

}  // namespace dynoxx::sts
