#include "s3/upload.hpp"

#include "runtime/parallel.hpp"
#include "s3/multipart.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace dynoxx::s3 {

namespace {

using runtime::Context;
using runtime::Gate;
using runtime::task;

/// Of the whole object, whatever its parts are, so that it can be compared on reading.
constexpr Checksum part_checksum = Checksum::Crc64Nvme;

std::string place_of(const Upload& object) {
    return object.bucket + "/" + object.key;
}

/// One part that was read.
struct Part {
    Part() {}

    int number = 0;
    std::string body{};
};

/// An upload in parts: what its workers share.
class PartsUpload {
 public:
    PartsUpload(const Client& client, Upload& object, Source& source, Gate& places)
        : client_(client), object_(object), source_(source), places_(places) {
        total_ = source.size();
        part_bytes_ = total_ ? part_size(*total_, object.settings.part_bytes) : object.settings.part_bytes;
    }

    /// Takes the first part, which was read to find out whether it is all.
    void begin_with(std::string body) { first_ = std::move(body); }

    [[nodiscard]] task<void> run(Context context, Gate::Pass place) { return run(context, *this, std::move(place)); }

    [[nodiscard]] Stored take() { return std::move(stored_); }

 private:
    static task<void> run(Context context, PartsUpload& self, Gate::Pass place) {
        CreateMultipartUploadResponse begun =
            co_await self.client_.create_multipart_upload(context, self.create_request());
        self.upload_id_ = std::move(begun.upload_id);
        std::exception_ptr failure;
        try {
            co_await send_all(context, self, std::move(place));
        } catch (...) {
            failure = std::current_exception();
        }
        if (failure) {
            co_await abort(context, self, failure);
        }
    }

    static task<void> send_all(Context context, PartsUpload& self, Gate::Pass place) {
        std::vector<task<void>> workers;
        workers.push_back(work(context, self, std::move(place)));
        while (workers.size() < self.object_.settings.parts_at_once) {
            workers.push_back(work(context, self, Gate::Pass()));
        }
        const std::size_t count = workers.size();
        co_await runtime::in_parallel(std::move(workers), count);
        co_await complete(context, self);
    }

    /// Makes the object from the parts. Where a repetition is told that there is no such upload, the one before may
    /// have made it: its key is this upload's own, so an object of this size is it.
    static task<void> complete(Context context, PartsUpload& self) {
        std::ranges::sort(self.parts_, {}, &UploadedPart::part_number);
        self.stored_.size = self.sent_;
        std::optional<Error> gone;
        try {
            const CompleteMultipartUploadResponse done =
                co_await self.client_.complete_multipart_upload(context, self.complete_request());
            self.stored_.etag = done.etag;
            self.stored_.version_id = done.version_id;
        } catch (const Exception& exception) {
            if (!is_gone(exception.error()) || exception.error().attempts() < 2) {
                throw;
            }
            gone = exception.error();
        }
        if (gone) {
            const GetObjectResponse found = co_await self.client_.head_object(context, self.head_request());
            if (found.object_size != self.sent_) {
                throw_error(*gone);
            }
            self.stored_.etag = found.etag;
            self.stored_.version_id = found.version_id;
        }
    }

    /// Reads and sends parts until there are no more.
    static task<void> work(Context context, PartsUpload& self, Gate::Pass place) {
        while (!self.ended_) {
            if (!place) {
                place = co_await self.places_.enter();
            }
            try {
                Part part = co_await next_part(context, self);
                if (!part.body.empty()) {
                    co_await send(context, self, std::move(part));
                }
            } catch (...) {
                self.ended_ = true;
                throw;
            }
            place.leave();
        }
    }

    /// Gives the next part, an empty one after the last: one worker reads at a time.
    static task<Part> next_part(Context context, PartsUpload& self) {
        const Gate::Pass turn = co_await self.turn_.enter();
        Part part;
        if (self.ended_) {
            co_return part;
        }
        if (!self.first_.empty()) {
            part.body = std::exchange(self.first_, std::string());
        } else {
            part.body = co_await self.source_.read(context, self.part_bytes_);
        }
        self.ended_ = part.body.size() < self.part_bytes_;
        if (!part.body.empty()) {
            part.number = self.next_number();
        }
        co_return part;
    }

    static task<void> send(Context context, PartsUpload& self, Part part) {
        const int number = part.number;
        const std::uint64_t bytes = part.body.size();
        UploadPartRequest request;
        self.name(request);
        request.part_number = number;
        request.body = std::move(part.body);
        request.checksum = part_checksum;
        request.customer_key = self.object_.encryption.customer_key;
        UploadedPart sent = co_await self.client_.upload_part(context, std::move(request));
        sent.part_number = number;
        sent.bytes = bytes;
        self.parts_.push_back(std::move(sent));
        self.sent_ += bytes;
        if (self.object_.progress) {
            self.object_.progress(self.sent_, self.total_);
        }
    }

    /// Gives up the upload and throws the failure.
    static task<void> abort(Context context, PartsUpload& self, std::exception_ptr failure) {
        AbortMultipartUploadRequest request;
        self.name(request);
        std::string left;
        try {
            co_await self.client_.abort_multipart_upload(context, std::move(request));
        } catch (const Exception& exception) {
            left = is_gone(exception.error()) ? "" : self.left_behind(exception.error());
        }
        if (left.empty()) {
            std::rethrow_exception(failure);
        }
        if (self.object_.log) {
            self.object_.log(LogLevel::Warning, left);
        }
        try {
            std::rethrow_exception(failure);
        } catch (const Exception& exception) {
            Error error = exception.error();
            error.with_cause(error.cause().empty() ? left : error.cause() + " " + left);
            throw_error(error);
        }
    }

    [[nodiscard]] static bool is_gone(const Error& failure) { return failure.service().aws_code == "NoSuchUpload"; }

    [[nodiscard]] std::string left_behind(const Error& failure) const {
        return "The upload " + upload_id_ + " of " + place_of(object_) +
               " could not be aborted, so its parts stay and cost storage until a lifecycle rule of the bucket "
               "(AbortIncompleteMultipartUpload) or AbortMultipartUpload removes them: " +
               failure.what();
    }

    [[nodiscard]] int next_number() {
        if (number_ == max_part_number) {
            throw_error(Error(ErrorCode::InvalidOption,
                              "Cannot upload " + place_of(object_) + ": after 10,000 parts of " +
                                  std::to_string(part_bytes_) +
                                  " bytes there is more. Set a larger AwsOptions::s3_multipart_chunksize, or give a "
                                  "file, whose size is known."));
        }
        return ++number_;
    }

    void name(UploadName& request) const {
        request.bucket = object_.bucket;
        request.key = object_.key;
        request.upload_id = upload_id_;
    }

    [[nodiscard]] CreateMultipartUploadRequest create_request() const {
        CreateMultipartUploadRequest request;
        static_cast<ObjectProperties&>(request) = object_;
        request.bucket = object_.bucket;
        request.key = object_.key;
        request.checksum = part_checksum;
        return request;
    }

    [[nodiscard]] HeadObjectRequest head_request() const {
        HeadObjectRequest request;
        request.bucket = object_.bucket;
        request.key = object_.key;
        request.customer_key = object_.encryption.customer_key;
        return request;
    }

    [[nodiscard]] CompleteMultipartUploadRequest complete_request() {
        CompleteMultipartUploadRequest request;
        name(request);
        request.parts = std::move(parts_);
        request.checksum = part_checksum;
        request.customer_key = object_.encryption.customer_key;
        return request;
    }

    const Client& client_;
    Upload& object_;
    Source& source_;
    Gate& places_;
    Gate turn_{1};
    std::optional<std::uint64_t> total_;
    std::size_t part_bytes_ = 0;
    std::string upload_id_;
    std::string first_;
    int number_ = 0;
    bool ended_ = false;  ///< nothing more is to be sent: the source is at its end, or a worker failed
    std::uint64_t sent_ = 0;
    std::vector<UploadedPart> parts_;
    Stored stored_;
};

task<Stored> put_whole(Context context, const Client& client, Upload& object, std::string body) {
    Stored stored;
    stored.size = body.size();
    PutObjectRequest request;
    static_cast<ObjectProperties&>(request) = object;
    request.bucket = object.bucket;
    request.key = object.key;
    request.body = std::move(body);
    const PutObjectResponse answer = co_await client.put_object(context, std::move(request));
    stored.etag = answer.etag;
    stored.version_id = answer.version_id;
    if (object.progress) {
        object.progress(stored.size, stored.size);
    }
    co_return stored;
}

}  // namespace

task<Stored> upload(Context context, const Client& client, Upload object, Source& source, Gate& places) {
    Gate::Pass place = co_await places.enter();
    const std::optional<std::uint64_t> size = source.size();
    if (size && (*size == 0 || *size < object.settings.threshold)) {
        std::string body = co_await source.read(context, static_cast<std::size_t>(*size));
        co_return co_await put_whole(context, client, object, std::move(body));
    }
    PartsUpload parts(client, object, source, places);
    if (!size) {
        std::string first = co_await source.read(context, object.settings.part_bytes);
        if (first.size() < object.settings.part_bytes) {
            co_return co_await put_whole(context, client, object, std::move(first));
        }
        parts.begin_with(std::move(first));
    }
    co_await parts.run(context, std::move(place));
    co_return parts.take();
}

std::size_t part_size(std::uint64_t bytes, std::size_t part_bytes) noexcept {
    constexpr std::uint64_t most = max_part_number;
    return static_cast<std::size_t>(std::max<std::uint64_t>(part_bytes, (bytes + most - 1) / most));
}

}  // namespace dynoxx::s3
