#include <dynoxx/s3_operations.hpp>

#include "client/client_core.hpp"
#include "runtime/encoding.hpp"
#include "s3/client.hpp"

namespace dynoxx {

namespace {

using detail::CallTarget;
using runtime::Context;
using runtime::task;

s3::GetObjectRequest request_for(const S3Location& location) {
    s3::GetObjectRequest request;
    request.bucket = location.bucket;
    request.key = location.key;
    request.version_id = location.version_id;
    return request;
}

task<Bytes> read(Context context, S3Location location, CallTarget target) {
    const std::shared_ptr<detail::ClientState> client = target.core->state();
    const Context limited = context.within(target.options.timeout);
    const s3::GetObjectResponse answer = co_await client->s3().get_object(limited, request_for(location));
    const auto bytes = runtime::bytes_of(answer.body);
    co_return Bytes(bytes.begin(), bytes.end());
}

task<std::string> presign(Context context, S3Location location, std::chrono::seconds expires, CallTarget target) {
    const std::shared_ptr<detail::ClientState> client = target.core->state();
    co_return co_await client->s3().presign_get(context, request_for(location), expires);
}

/// Finds the client that loaded a value.
CallTarget target_of(const S3Value& value) {
    const std::weak_ptr<void>& handle = detail::S3ValueAccess::client(value);
    if (std::shared_ptr<void> client = handle.lock()) {
        return CallTarget(std::static_pointer_cast<detail::ClientCore>(std::move(client)));
    }
    const bool never_loaded =
        !handle.owner_before(std::weak_ptr<void>()) && !std::weak_ptr<void>().owner_before(handle);
    if (never_loaded) {
        throw_error(Error(ErrorCode::InvalidItem,
                          "This S3Value was not loaded by a client, so it cannot be read. Get the "
                          "item, or use the object that put() gives back."));
    }
    throw_error(Error(ErrorCode::ClientClosed,
                      "The client that loaded this S3Value is gone. Keep the DynamoDBClient alive "
                      "while its values are used."));
}

}  // namespace

S3Read::S3Read(CallTarget target, S3Location location)
    : Operation<S3Read, Bytes>(std::move(target)), location_(std::move(location)) {}

detail::FlowPtr S3Read::flow() const {
    return detail::make_flow<Bytes>(
        [location = location_](Context context, const CallTarget& target) { return read(context, location, target); });
}

S3PresignedUrl::S3PresignedUrl(CallTarget target, S3Location location, std::chrono::seconds expires)
    : Operation<S3PresignedUrl, std::string>(std::move(target)), location_(std::move(location)), expires_(expires) {}

detail::FlowPtr S3PresignedUrl::flow() const {
    return detail::make_flow<std::string>(
        [location = location_, expires = expires_](Context context, const CallTarget& target) {
            return presign(context, location, expires, target);
        });
}

S3Read S3Value::read() const {
    const S3Location& where = stored();
    return S3Read(target_of(*this), where);
}

S3PresignedUrl S3Value::presigned_url(std::chrono::seconds expires) const {
    const S3Location& where = stored();
    return S3PresignedUrl(target_of(*this), where, expires);
}

}  // namespace dynoxx
