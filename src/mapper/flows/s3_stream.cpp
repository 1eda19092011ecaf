#include <dynoxx/s3_operations.hpp>

#include "mapper/flows/reading.hpp"
#include "runtime/encoding.hpp"
#include "s3/object_sum.hpp"

#include <algorithm>

namespace dynoxx {

namespace detail {

struct S3Cursor {
    explicit S3Cursor(S3ReadPlan read) : plan(std::move(read)) {}

    S3ReadPlan plan;
    std::size_t chunk_bytes = 0;           ///< 0: as the configuration says
    std::optional<s3::Download> object{};  ///< once it was looked at
    s3::ObjectSum sum{std::nullopt};
    std::uint64_t position = 0;
    bool ended = false;
};

}  // namespace detail

namespace {

using detail::CallTarget;
using detail::S3Cursor;
using runtime::Context;
using runtime::task;

/// Reads an object that is not larger than a chunk.
task<Bytes> read_whole(Context context, const s3::Client& client, S3Cursor& cursor, s3::Download object) {
    mapper::MemorySink sink;
    const std::uint64_t size = co_await s3::download(context, client, std::move(object), sink);
    static_cast<void>(size);  // that of the bytes
    cursor.ended = true;
    co_return sink.take();
}

/// Looks at the object, so that every chunk is of the same one.
task<void> open(Context context, const s3::Client& client, S3Cursor& cursor, s3::Download object) {
    const s3::GetObjectResponse found = co_await s3::look_at(context, client, object);
    object.etag = found.etag;
    object.size = found.object_size.value_or(object.size);
    cursor.sum = s3::ObjectSum(found.checksum);
    cursor.object = std::move(object);
}

/// Takes a chunk; the last one only if all of them were what was stored.
Bytes take(S3Cursor& cursor, const std::string& chunk) {
    s3::ObjectSum sum = cursor.sum;
    sum.add(chunk);
    const std::uint64_t position = cursor.position + chunk.size();
    if (position == cursor.object->size) {
        sum.check(cursor.object->bucket, cursor.object->key);
        cursor.ended = true;
    }
    cursor.sum = std::move(sum);
    cursor.position = position;
    const auto bytes = runtime::bytes_of(chunk);
    return Bytes(bytes.begin(), bytes.end());
}

task<std::optional<Bytes>> next(Context context, std::shared_ptr<S3Cursor> cursor, CallTarget target) {
    if (cursor->ended) {
        co_return std::nullopt;
    }
    const std::shared_ptr<detail::ClientState> client = target.core->state();
    const Context limited = context.within(target.options.timeout);
    if (!cursor->object) {
        s3::Download object = mapper::download_of(cursor->plan, client->config());
        if (cursor->chunk_bytes != 0) {
            object.settings.part_bytes = cursor->chunk_bytes;
        }
        if (object.size <= object.settings.part_bytes) {
            Bytes all = co_await read_whole(limited, client->s3(), *cursor, std::move(object));
            co_return std::move(all);
        }
        co_await open(limited, client->s3(), *cursor, std::move(object));
    }
    const std::uint64_t left = cursor->object->size - cursor->position;
    if (left == 0) {
        cursor->ended = true;
        co_return std::nullopt;
    }
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, cursor->object->settings.part_bytes));
    const std::string chunk = co_await s3::read_piece(limited, client->s3(), *cursor->object, cursor->position, count);
    co_return take(*cursor, chunk);
}

}  // namespace

namespace detail {

FlowPtr next_chunk_flow(std::shared_ptr<S3Cursor> cursor) {
    return make_flow<std::optional<Bytes>>([cursor = std::move(cursor)](Context context, const CallTarget& target) {
        return next(context, cursor, target);
    });
}

}  // namespace detail

S3NextChunk::S3NextChunk(CallTarget target, std::shared_ptr<S3Cursor> cursor)
    : Operation<S3NextChunk, std::optional<Bytes>>(std::move(target)), cursor_(std::move(cursor)) {}

S3Stream::S3Stream(CallTarget target, detail::S3ReadPlan plan)
    : target_(std::move(target)), cursor_(std::make_shared<S3Cursor>(std::move(plan))) {}

S3Stream& S3Stream::chunk_size(std::size_t bytes) & {
    cursor_->chunk_bytes = std::max<std::size_t>(bytes, 1);
    return *this;
}

S3Stream& S3Stream::customer_key(std::string_view key) & {
    cursor_->plan.encryption = S3Encryption::customer_key(key);
    return *this;
}

}  // namespace dynoxx
