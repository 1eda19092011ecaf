#include <dynoxx/s3_operations.hpp>

#include "mapper/flows/reading.hpp"
#include "mapper/flows/transfers.hpp"

namespace dynoxx {

namespace {

using detail::CallTarget;
using detail::S3ReadPlan;
using runtime::Context;
using runtime::task;

task<Bytes> read(Context context, S3ReadPlan plan, CallTarget target) {
    const std::shared_ptr<detail::ClientState> client = target.core->state();
    const Context limited = context.within(target.options.timeout);
    s3::Download object = mapper::download_of(plan, client->config());
    mapper::MemorySink sink;
    if (plan.range) {
        co_await s3::download_range(limited, client->s3(), std::move(object), plan.range->offset, plan.range->count,
                                    sink);
    } else {
        const std::uint64_t size = co_await s3::download(limited, client->s3(), std::move(object), sink);
        static_cast<void>(size);  // that of the bytes
    }
    co_return sink.take();
}

task<std::string> presign(Context context, S3Location location, std::chrono::seconds expires, CallTarget target) {
    const std::shared_ptr<detail::ClientState> client = target.core->state();
    s3::GetObjectRequest request;
    request.bucket = location.bucket;
    request.key = location.key;
    request.version_id = location.version_id;
    co_return co_await client->s3().presign_get(context, std::move(request), expires);
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

namespace detail {

DYNOXX_DEFINE_COPIES(S3ReadPlan);

S3ReadPlan::S3ReadPlan(S3Location object) : location(std::move(object)) {}

FlowPtr read_flow(S3ReadPlan plan) {
    return make_flow<Bytes>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return read(context, plan, target); });
}

}  // namespace detail

namespace mapper {

s3::Download download_of(const S3ReadPlan& plan, const AwsConfig& config) {
    s3::Download object;
    object.bucket = plan.location.bucket;
    object.key = plan.location.key;
    object.version_id = plan.location.version_id;
    object.etag = plan.location.etag;
    object.size = plan.location.size;
    object.customer_key = s3_encryption_of(plan.encryption).customer_key;
    object.settings = s3::transfer_settings(config);
    object.progress = progress_of(plan.on_progress);
    return object;
}

}  // namespace mapper

S3Read::S3Read(CallTarget target, S3ReadPlan plan) : S3Reading<S3Read, Bytes>(std::move(target), std::move(plan)) {}

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
    return S3Read(target_of(*this), S3ReadPlan(where));
}

S3Read S3Value::read(S3Range range) const {
    S3ReadPlan plan(stored());
    plan.range = range;
    return S3Read(target_of(*this), std::move(plan));
}

S3Stream S3Value::stream() const {
    const S3Location& where = stored();
    return S3Stream(target_of(*this), S3ReadPlan(where));
}

S3Save S3Value::save(std::string path) const {
    const S3Location& where = stored();
    return S3Save(target_of(*this), S3ReadPlan(where), std::move(path));
}

S3PresignedUrl S3Value::presigned_url(std::chrono::seconds expires) const {
    const S3Location& where = stored();
    return S3PresignedUrl(target_of(*this), where, expires);
}

}  // namespace dynoxx
