#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/operation.hpp>
#include <dynoxx/s3_encryption.hpp>
#include <dynoxx/s3_progress.hpp>
#include <dynoxx/s3_value.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dynoxx {

namespace detail {

/// What is read of which object, and how.
struct S3ReadPlan {
    explicit S3ReadPlan(S3Location object);
    DYNOXX_DECLARE_COPIES(S3ReadPlan);

    S3Location location;
    std::optional<S3Range> range{};
    S3Encryption encryption{};
    std::shared_ptr<const S3ProgressFunction> on_progress{};
};

/// Where a stream of an object stands; shared by the stream and the operations that it gives.
struct S3Cursor;

[[nodiscard]] FlowPtr read_flow(S3ReadPlan plan);
[[nodiscard]] FlowPtr next_chunk_flow(std::shared_ptr<S3Cursor> cursor);
[[nodiscard]] FlowPtr save_flow(S3ReadPlan plan, std::string path, bool resumes);

}  // namespace detail

/// What the operations that read an object have in common.
///
/// An object up to `AwsOptions::s3_multipart_chunksize` is one GetObject. A larger one is one HeadObject and a
/// GetObject for each part, some at once (`s3_max_concurrent_requests`): a broken connection costs one part, and no
/// more than those parts is in memory besides what the operation gives. Every request names the etag of the item, so
/// that parts of two objects never mix. The bytes are compared with the checksum of the whole object if S3 has one.
///
/// @par Errors
/// `ModelException` for a value without a stored object or without a client; `ConnectionException` (`ClientClosed`)
/// if the client that loaded the value is gone; `ResourceNotFoundException` if the object is;
/// `S3Exception` (`ObjectChanged`) if it is another one than the item says;
/// `ResponseException` (`ChecksumMismatch`) if the bytes are not those that were stored.
/// @par Retries
/// Idempotent; each part is retried alone.
/// @par Source
/// Amazon S3 API Reference, "GetObject", "HeadObject".
template <class Derived, class T>
class S3Reading : public Operation<Derived, T> {
 public:
    /// Gives the key of 32 bytes with which the object was stored (`S3Encryption::customer_key`).
    ///
    /// @par Errors
    /// `ConfigurationException` (`InvalidOption`) if it has another length.
    Derived& customer_key(std::string_view key) & {
        plan_.encryption = S3Encryption::customer_key(key);
        return static_cast<Derived&>(*this);
    }
    Derived customer_key(std::string_view key) && { return std::move(customer_key(key)); }

    /// Sets who is told how much has been delivered.
    Derived& on_progress(S3ProgressFunction function) & {
        plan_.on_progress = std::make_shared<const S3ProgressFunction>(std::move(function));
        return static_cast<Derived&>(*this);
    }
    Derived on_progress(S3ProgressFunction function) && { return std::move(on_progress(std::move(function))); }

 protected:
    S3Reading(detail::CallTarget target, detail::S3ReadPlan plan)
        : Operation<Derived, T>(std::move(target)), plan_(std::move(plan)) {}

    [[nodiscard]] const detail::S3ReadPlan& plan() const noexcept { return plan_; }

 private:
    detail::S3ReadPlan plan_;
};

/// Reads an object, or a part of it, into memory; made by `S3Value::read()`. A part has no checksum of its own.
class S3Read : public S3Reading<S3Read, Bytes> {
 public:
    S3Read(detail::CallTarget target, detail::S3ReadPlan plan);

 private:
    friend class Operation<S3Read, Bytes>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::read_flow(plan()); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<Bytes>(reply)); };
    }
};

/// Writes an object to a file; made by `S3Value::save()`. Gives the size of the object in bytes.
///
/// The bytes go to a file beside the place, `<path>.<random>.part`, which takes the place in one step after it was
/// written to the disk: whoever opens the path finds the old file or the whole new one, also after a power failure.
/// Savers of the same path do not disturb each other; the last one stays. After a failure the file beside it is
/// removed. Writing blocks the thread that does the I/O.
///
/// @par Errors
/// `ConfigurationException` (`UnreadableFile`) if the file cannot be written.
class S3Save : public S3Reading<S3Save, std::uint64_t> {
 public:
    S3Save(detail::CallTarget target, detail::S3ReadPlan plan, std::string path);

    /// Keeps what has come after a failure, as `<path>.<etag>.part`, and goes on from its end the next time. Where
    /// another process is at it, this one begins a file of its own.
    S3Save& resume() & {
        resumes_ = true;
        return *this;
    }
    S3Save resume() && { return std::move(resume()); }

 private:
    friend class Operation<S3Save, std::uint64_t>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::save_flow(plan(), path_, resumes_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return *std::static_pointer_cast<std::uint64_t>(reply); };
    }

    std::string path_;
    bool resumes_ = false;
};

/// Loads the next bytes of a stream; nothing after the last ones.
class S3NextChunk : public Operation<S3NextChunk, std::optional<Bytes>> {
 public:
    S3NextChunk(detail::CallTarget target, std::shared_ptr<detail::S3Cursor> cursor);

 private:
    friend class Operation<S3NextChunk, std::optional<Bytes>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::next_chunk_flow(cursor_); }
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<std::optional<Bytes>>(reply)); };
    }

    std::shared_ptr<detail::S3Cursor> cursor_;
};

/// An object in pieces, one request each: `while (auto bytes = co_await stream.next().async())`. Made by
/// `S3Value::stream()`; errors and checks are those of `S3Reading`, the checksum at the end: the last `next()` fails if
/// the bytes before were not those that were stored. A `next()` that failed may be run again.
///
/// @par Thread safety
/// One chunk at a time: a copy stands where the original stands.
/// @par Cost
/// One HeadObject, and one GetObject for each chunk; one chunk is in memory.
class S3Stream {
 public:
    S3Stream(detail::CallTarget target, detail::S3ReadPlan plan);

    /// Sets the size of a chunk in bytes, at least 1. Default: `AwsOptions::s3_multipart_chunksize`. Before the first
    /// `next()`.
    S3Stream& chunk_size(std::size_t bytes) &;
    S3Stream chunk_size(std::size_t bytes) && { return std::move(chunk_size(bytes)); }

    /// Gives the key of 32 bytes with which the object was stored. Before the first `next()`.
    S3Stream& customer_key(std::string_view key) &;
    S3Stream customer_key(std::string_view key) && { return std::move(customer_key(key)); }

    /// Gives the operation that loads the next chunk.
    [[nodiscard]] S3NextChunk next() { return S3NextChunk(target_, cursor_); }

 private:
    detail::CallTarget target_;
    std::shared_ptr<detail::S3Cursor> cursor_;
};

/// Makes an address by which whoever has it may read an object for some time; made by `S3Value::presigned_url()`.
///
/// @par Errors
/// As `S3Read`; `ConfigurationException` (`InvalidOption`) if the time is not 1 second to 7 days.
/// @par Cost
/// No request, but what credentials may need.
/// @par Source
/// Amazon S3 User Guide, "Sharing objects with presigned URLs".
class S3PresignedUrl : public Operation<S3PresignedUrl, std::string> {
 public:
    S3PresignedUrl(detail::CallTarget target, S3Location location, std::chrono::seconds expires);

 private:
    friend class Operation<S3PresignedUrl, std::string>;

    [[nodiscard]] detail::FlowPtr flow() const;
    [[nodiscard]] auto finisher() const {
        return [](detail::Reply&& reply) { return std::move(*std::static_pointer_cast<std::string>(reply)); };
    }

    S3Location location_;
    std::chrono::seconds expires_;
};

}  // namespace dynoxx
