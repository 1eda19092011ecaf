#include "s3/download.hpp"

#include "runtime/encoding.hpp"
#include "runtime/parallel.hpp"
#include "s3/object_sum.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace dynoxx::s3 {

namespace {

using runtime::Context;
using runtime::task;

constexpr int precondition_failed = 412;

std::string place_of(const Download& object) {
    return "'" + object.bucket + "/" + object.key + "'";
}

/// Says that the object is not the one that the item points to.
Error changed_error(const Download& object, std::string_view found_etag, ServiceDetails details) {
    std::string message = "The S3 object " + place_of(object) + " was changed: its etag is not " + object.etag;
    if (!found_etag.empty()) {
        message.append(" but ").append(found_etag);
    }
    return Error(ErrorCode::S3Failed,
                 message +
                     ". Get the item again and read the object that it points to now; if it points to this one, "
                     "somebody else writes to its key.")
        .with_service(std::move(details));
}

void check_etag(const Download& object, const GetObjectResponse& answer, std::string_view operation) {
    if (!object.etag.empty() && !answer.etag.empty() && answer.etag != object.etag) {
        ServiceDetails details;
        details.service = "S3";
        details.operation = operation;
        throw_error(changed_error(object, answer.etag, std::move(details)));
    }
}

GetObjectRequest request_for(const Download& object) {
    GetObjectRequest request;
    request.bucket = object.bucket;
    request.key = object.key;
    request.version_id = object.version_id;
    request.if_match = object.etag;
    request.customer_key = object.customer_key;
    return request;
}

task<GetObjectResponse> get(Context context, const Client& client, const Download& object, GetObjectRequest request) {
    std::optional<Error> changed;
    GetObjectResponse answer;
    try {
        answer = co_await client.get_object(context, std::move(request));
    } catch (const Exception& exception) {
        if (exception.error().service().http_status != precondition_failed) {
            throw;
        }
        changed = changed_error(object, {}, exception.error().service());
    }
    if (changed) {
        throw_error(*changed);
    }
    check_etag(object, answer, "GetObject");
    co_return answer;
}

/// Ranges of an object that are read at the same time and delivered in their order.
class PartsDownload {
 public:
    /// @param first where the first byte that the sink gets, now or before, is in the object
    PartsDownload(const Client& client, const Download& object, Sink& sink, ObjectSum& sum, std::uint64_t first,
                  std::uint64_t end)
        : client_(client),
          object_(object),
          sink_(sink),
          sum_(sum),
          first_(first),
          delivered_(first + sink.begun()),
          taken_(delivered_),
          end_(end) {}

    static task<void> run(Context context, PartsDownload& self) {
        const std::uint64_t part = self.object_.settings.part_bytes;
        const std::uint64_t parts = (self.end_ - self.taken_ + part - 1) / part;
        const auto count = static_cast<std::size_t>(
            std::min<std::uint64_t>(parts, std::max<std::size_t>(self.object_.settings.parts_at_once, 1)));
        std::vector<task<void>> workers;
        while (workers.size() < count) {
            workers.push_back(work(context, self));
        }
        co_await runtime::in_parallel(std::move(workers), count);
    }

 private:
    /// Ends when it is a range's turn to be delivered, or the download has failed.
    class Turn {
     public:
        Turn(PartsDownload& self, std::uint64_t offset) noexcept : self_(&self), offset_(offset) {}
        [[nodiscard]] bool await_ready() const noexcept { return self_->failed_ || self_->delivered_ == offset_; }
        void await_suspend(std::coroutine_handle<> waiting) { self_->waiting_.emplace(offset_, waiting); }
        void await_resume() const noexcept {}

     private:
        PartsDownload* self_;
        std::uint64_t offset_;
    };

    static task<void> work(Context context, PartsDownload& self) {
        while (!self.failed_ && self.taken_ < self.end_) {
            const std::uint64_t offset = self.taken_;
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(self.object_.settings.part_bytes, self.end_ - offset));
            self.taken_ += count;
            std::exception_ptr failure;
            try {
                std::string bytes = co_await read_piece(context, self.client_, self.object_, offset, count);
                co_await Turn(self, offset);
                self.deliver(std::move(bytes));
            } catch (...) {
                failure = std::current_exception();
            }
            if (failure) {
                self.fail();
                std::rethrow_exception(failure);
            }
            self.resume_next();
        }
    }

    void deliver(std::string bytes) {
        if (failed_) {
            return;
        }
        sum_.add(bytes);
        sink_.write(runtime::bytes_of(bytes));
        delivered_ += bytes.size();
        if (object_.progress) {
            object_.progress(delivered_ - first_, end_ - first_);
        }
    }

    void resume_next() {
        if (const auto next = waiting_.find(delivered_); next != waiting_.end()) {
            waiting_.extract(next).mapped().resume();
        }
    }

    void fail() {
        failed_ = true;
        while (!waiting_.empty()) {
            waiting_.extract(waiting_.begin()).mapped().resume();
        }
    }

    const Client& client_;
    const Download& object_;
    Sink& sink_;
    ObjectSum& sum_;
    std::uint64_t first_;
    std::uint64_t delivered_;  ///< where the next delivered byte is in the object
    std::uint64_t taken_;      ///< where the next range begins
    std::uint64_t end_;
    bool failed_ = false;
    std::map<std::uint64_t, std::coroutine_handle<>> waiting_;  ///< by the offset of the range
};

task<std::uint64_t> download_whole(Context context, const Client& client, const Download& object, Sink& sink) {
    const GetObjectResponse answer = co_await get(context, client, object, request_for(object));
    sink.expect(answer.body.size());
    sink.write(runtime::bytes_of(answer.body));
    if (object.progress) {
        object.progress(answer.body.size(), answer.body.size());
    }
    co_return answer.body.size();
}

/// Reads again what the sink has, for the checksum of the whole.
void add_begun(const Sink& sink, ObjectSum& sum, std::size_t piece) {
    const std::uint64_t begun = sink.begun();
    for (std::uint64_t offset = 0; sum.is_needed() && offset < begun; offset += piece) {
        sum.add(sink.read_back(offset, static_cast<std::size_t>(std::min<std::uint64_t>(piece, begun - offset))));
    }
}

Error too_long_error(const Download& object, std::uint64_t begun, std::uint64_t size) {
    return Error(ErrorCode::InvalidResponse, "Cannot go on with the S3 object " + place_of(object) + ": " +
                                                 std::to_string(begun) + " bytes are there already, and it has " +
                                                 std::to_string(size) + ". Begin anew.");
}

}  // namespace

task<GetObjectResponse> look_at(Context context, const Client& client, const Download& object) {
    HeadObjectRequest request;
    request.bucket = object.bucket;
    request.key = object.key;
    request.version_id = object.version_id;
    request.customer_key = object.customer_key;
    GetObjectResponse found = co_await client.head_object(context, std::move(request));
    check_etag(object, found, "HeadObject");
    co_return found;
}

task<std::string> read_piece(Context context, const Client& client, const Download& object, std::uint64_t offset,
                             std::size_t count) {
    GetObjectRequest request = request_for(object);
    request.range = ByteRange(offset, offset + count - 1);
    GetObjectResponse answer = co_await get(context, client, object, std::move(request));
    if (answer.body.size() != count) {
        throw_error(Error(ErrorCode::InvalidResponse, "S3 gave " + std::to_string(answer.body.size()) + " of " +
                                                          std::to_string(count) + " bytes of the object " +
                                                          place_of(object) +
                                                          " that were asked for: it is shorter than the item says, or "
                                                          "something between cuts answers off."));
    }
    co_return std::move(answer.body);
}

task<std::uint64_t> download(Context context, const Client& client, Download object, Sink& sink) {
    const std::uint64_t begun = sink.begun();
    if (begun == 0 && object.size <= object.settings.part_bytes) {
        co_return co_await download_whole(context, client, object, sink);
    }
    const GetObjectResponse found = co_await look_at(context, client, object);
    object.etag = found.etag;
    const std::uint64_t size = found.object_size.value_or(object.size);
    if (begun > size) {
        throw_error(too_long_error(object, begun, size));
    }
    sink.expect(size);
    ObjectSum sum(found.checksum);
    add_begun(sink, sum, object.settings.part_bytes);
    PartsDownload parts(client, object, sink, sum, 0, size);
    co_await PartsDownload::run(context, parts);
    sum.check(object.bucket, object.key);
    co_return size;
}

task<void> download_range(Context context, const Client& client, Download object, std::uint64_t offset,
                          std::uint64_t count, Sink& sink) {
    const std::uint64_t begin = std::min(offset, object.size);
    const std::uint64_t end = begin + std::min(count, object.size - begin);
    sink.expect(end - begin);
    ObjectSum sum(std::nullopt);
    PartsDownload parts(client, object, sink, sum, begin, end);
    co_await PartsDownload::run(context, parts);
}

}  // namespace dynoxx::s3
