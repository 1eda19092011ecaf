#include "mapper/flows/contents.hpp"

#include "mapper/abandoning.hpp"
#include "mapper/s3_source.hpp"
#include "runtime/data_files.hpp"
#include "runtime/encoding.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace dynoxx::mapper {

namespace {

using detail::S3SourceState;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

std::span<std::byte> buffer_of(std::string& text, std::size_t from = 0) {
    return std::as_writable_bytes(std::span(text.data(), text.size())).subspan(from);
}

class MemorySource final : public s3::Source {
 public:
    explicit MemorySource(std::shared_ptr<const Bytes> bytes) : bytes_(std::move(bytes)) {}

    [[nodiscard]] std::optional<std::uint64_t> size() const override { return bytes_->size(); }
    [[nodiscard]] task<std::string> read(Context, std::size_t bytes) override { return give(next(bytes)); }

 private:
    static task<std::string> give(std::string part) { co_return part; }

    [[nodiscard]] std::string next(std::size_t bytes) {
        const std::span<const std::byte> rest = std::span(*bytes_).subspan(position_);
        std::string part(runtime::text_of(rest.first(std::min(bytes, rest.size()))));
        position_ += part.size();
        return part;
    }

    std::shared_ptr<const Bytes> bytes_;
    std::size_t position_ = 0;
};

class FileSource final : public s3::Source {
 public:
    FileSource(std::unique_ptr<runtime::OpenFile> file, std::string path)
        : file_(std::move(file)), path_(std::move(path)) {}

    [[nodiscard]] std::optional<std::uint64_t> size() const override { return file_->size(); }
    [[nodiscard]] task<std::string> read(Context, std::size_t bytes) override { return read_next(*this, bytes); }

 private:
    static task<std::string> read_next(FileSource& self, std::size_t bytes) { co_return self.next(bytes); }

    [[nodiscard]] std::string next(std::size_t bytes) {
        std::string part;
        part.resize(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, file_->size() - position_)));
        const std::size_t got = file_->read_at(position_, buffer_of(part)).value();
        if (got < part.size()) {
            throw_error(Error(ErrorCode::UnreadableFile,
                              "The file " + path_ + " became shorter while it was stored in S3: it had " +
                                  std::to_string(file_->size()) + " bytes and ends after " +
                                  std::to_string(position_ + got) + " now. Store a file that nobody writes to."));
        }
        position_ += got;
        return part;
    }

    std::unique_ptr<runtime::OpenFile> file_;
    std::string path_;
    std::uint64_t position_ = 0;
};

void check_count(std::size_t got, std::size_t room) {
    if (got > room) {
        throw_error(Error(ErrorCode::InvalidItem, "The source of an S3File says that it gave " + std::to_string(got) +
                                                      " bytes, with room for " + std::to_string(room) +
                                                      ". It must not write behind its buffer."));
    }
}

/// What a user's function is called for: it waits on the thread of the call.
class BlockingSource final : public s3::Source {
 public:
    explicit BlockingSource(std::shared_ptr<S3SourceState> state) : state_(std::move(state)) {}

    [[nodiscard]] std::optional<std::uint64_t> size() const override { return std::nullopt; }
    [[nodiscard]] task<std::string> read(Context, std::size_t bytes) override { return fill(*this, bytes); }

 private:
    static task<std::string> fill(BlockingSource& self, std::size_t bytes) { co_return self.next(bytes); }

    [[nodiscard]] std::string next(std::size_t bytes) const {
        std::string part(bytes, '\0');
        std::size_t filled = 0;
        while (filled < bytes) {
            const std::size_t got = state_->blocking(buffer_of(part, filled));
            check_count(got, bytes - filled);
            if (got == 0) {
                break;
            }
            filled += got;
        }
        part.resize(filled);
        return part;
    }

    std::shared_ptr<S3SourceState> state_;
};

/// One part that a user's function fills; shared with it, so that its buffer outlives a call that has ended.
class Filling {
 public:
    explicit Filling(std::size_t bytes) : part_(bytes, '\0') {}

    /// Begins a read, whose end wakes; gives where it may write.
    [[nodiscard]] std::span<std::byte> begin(std::shared_ptr<runtime::Waker> waker) {
        const std::lock_guard lock(mutex_);
        waker_ = std::move(waker);
        return buffer_of(part_, filled_);
    }

    /// Takes the end of one read, from any thread. The waker, and the runtime behind it, live until this has let go of
    /// the lock.
    void end(std::exception_ptr failure, std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        failure_ = std::move(failure);
        got_ = bytes;
        if (waker_) {
            waker_->wake();
        }
    }

    /// Nobody waits any more: a read that ends later wakes nobody.
    void abandon() {
        const std::lock_guard lock(mutex_);
        waker_.reset();
    }

    /// Takes over what a read gave; says whether another one is needed.
    [[nodiscard]] bool advance() {
        const std::lock_guard lock(mutex_);
        if (failure_) {
            std::rethrow_exception(failure_);
        }
        check_count(got_, part_.size() - filled_);
        filled_ += got_;
        return got_ != 0 && filled_ < part_.size();
    }

    [[nodiscard]] std::string take() {
        part_.resize(filled_);
        return std::move(part_);
    }

 private:
    std::string part_;
    std::size_t filled_ = 0;
    std::shared_ptr<runtime::Waker> waker_;
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::size_t got_ = 0;
};

/// Ends a read once: by the user's call, or when the last copy of the user's handler is gone without one.
class ReadEnd {
 public:
    explicit ReadEnd(std::shared_ptr<Filling> filling) : filling_(std::move(filling)) {}
    ReadEnd(const ReadEnd&) = delete;
    ReadEnd& operator=(const ReadEnd&) = delete;

    ~ReadEnd() {
        if (!called_.exchange(true)) {
            filling_->end(
                std::make_exception_ptr(ModelException(Error(ErrorCode::InvalidItem,
                                                             "The source of an S3File dropped the handler of a read "
                                                             "without calling it: call it also after a failure."))),
                0);
        }
    }

    void call(std::exception_ptr failure, std::size_t bytes) {
        if (!called_.exchange(true)) {
            filling_->end(std::move(failure), bytes);
        }
    }

 private:
    std::shared_ptr<Filling> filling_;
    std::atomic<bool> called_ = false;
};

void check(WaitOutcome outcome) {
    if (outcome == WaitOutcome::Cancelled) {
        throw_error(Error(ErrorCode::Cancelled, "The call was cancelled while the source of an S3File was read."));
    }
    if (outcome == WaitOutcome::TimedOut) {
        throw_error(Error(ErrorCode::TimedOut, "The time of the call ended while the source of an S3File was read."));
    }
}

class AsyncSource final : public s3::Source {
 public:
    explicit AsyncSource(std::shared_ptr<S3SourceState> state) : state_(std::move(state)) {}

    [[nodiscard]] std::optional<std::uint64_t> size() const override { return std::nullopt; }
    [[nodiscard]] task<std::string> read(Context context, std::size_t bytes) override {
        return fill(context, state_, bytes);
    }

 private:
    static task<std::string> fill(Context context, std::shared_ptr<S3SourceState> state, std::size_t bytes) {
        const auto filling = std::make_shared<Filling>(bytes);
        const Abandoning abandoning(*filling);
        do {
            const std::shared_ptr<runtime::Waker> waker = context.driver().make_waker();
            start(*state, filling, waker);
            const WaitOutcome outcome = co_await context.woken(*waker);
            check(outcome);
        } while (filling->advance());
        co_return filling->take();
    }

    static void start(const S3SourceState& state, const std::shared_ptr<Filling>& filling,
                      const std::shared_ptr<runtime::Waker>& waker) {
        const std::span<std::byte> room = filling->begin(waker);
        const auto end = std::make_shared<ReadEnd>(filling);
        state.asynchronous(room,
                           [end](std::exception_ptr failure, std::size_t got) { end->call(std::move(failure), got); });
    }

    std::shared_ptr<S3SourceState> state_;
};

std::unique_ptr<s3::Source> source_of(const S3File& file) {
    const std::shared_ptr<S3SourceState>& state = file.source();
    if (state->taken.exchange(true)) {
        throw_error(Error(ErrorCode::InvalidItem,
                          "The source of '" + file.name() +
                              "' was read by an upload before and cannot be read again. Make a new S3File."));
    }
    if (state->blocking) {
        return std::make_unique<BlockingSource>(state);
    }
    return std::make_unique<AsyncSource>(state);
}

}  // namespace

std::unique_ptr<s3::Source> contents_of(const S3File& file, const runtime::DataFiles& files) {
    if (file.source()) {
        return source_of(file);
    }
    if (file.bytes()) {
        return std::make_unique<MemorySource>(file.bytes());
    }
    return std::make_unique<FileSource>(files.open(file.path()).value(), file.path());
}

}  // namespace dynoxx::mapper
