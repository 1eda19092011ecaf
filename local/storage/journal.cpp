#include "local/storage/journal.hpp"

#include "local/records/fields.hpp"

#include <dynoxx/error.hpp>

#include <csignal>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace dynoxx::local::storage {

using records::Kind;
using records::Record;

namespace {

/// Shows the bytes of a key in a message.
std::string printable(std::string_view bytes) {
    constexpr std::size_t most = 60;
    std::string text;
    for (const char c : bytes.substr(0, most)) {
        text += c >= ' ' && c <= '~' ? c : '.';
    }
    return bytes.size() > most ? text + "..." : text;
}

}  // namespace

Journal::Journal(const std::filesystem::path& directory, const Owner& owner) : path_(directory) {
    directory_.emplace(directory);
    if (!Database::is_in(directory) && !directory_->is_empty()) {
        fail_directory(
            directory,
            "holds other files and nothing of dynoxx-local. Choose an empty directory, or one that it made.");
    }
    database_.emplace(directory, owner);
    objects_.emplace(directory);
    try {
        sync_directory(directory);
    } catch (const std::system_error& failure) {
        fail_directory(directory, "cannot be written: " + failure.code().message() + ".");
    }
}

Journal::~Journal() {
    close();
}

void Journal::load(const Loader& loader) {
    const records::FileReader reader = [this](std::uint64_t number) { return objects_->read(number); };
    for (std::size_t kind = 0; kind < records::kind_names.size(); ++kind) {
        Record at;
        const auto take_in = [&](const Record& record) {
            at = record;
            loader(record, reader);
        };
        try {
            database_->read(static_cast<Kind>(kind), take_in);
        } catch (const std::runtime_error& failure) {
            fail_directory(path_, "is damaged: in " + std::string(records::kind_names.at(kind)) + ", \"" +
                                      printable(at.scope) + "\", \"" + printable(at.key) + "\": " + failure.what() +
                                      ". Put a copy of the directory in its place, or start with an empty one.");
        }
    }
}

records::Recorder& Journal::start() {
    recorder_.emplace(objects_->remove_unread(), objects_->unused());
    // Signals are the business of the program's own threads.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return *recorder_;
}

Commit Journal::take() {
    records::Batch batch = recorder_->take();
    const std::lock_guard lock(mutex_);
    if (is_closing_ && !batch.empty()) {
        fail_directory(path_, "is closed: the local AWS has been stopped.");
    }
    if (!failure_.empty()) {
        fail_directory(path_, "cannot be written: " + failure_ + ".");
    }
    if (!batch.empty()) {
        waiting_.push_back(std::move(batch));
        ++submitted_;
        arrived_.notify_one();
    }
    return on_disk_ == submitted_ ? 0 : submitted_;
}

void Journal::listen(Listener listener) {
    const std::lock_guard lock(listener_mutex_);
    listener_ = std::move(listener);
    if (listener_) {
        Commit commit = 0;
        bool has_failed = false;
        {
            const std::lock_guard state(mutex_);
            commit = on_disk_;
            has_failed = !failure_.empty();
        }
        listener_(commit, has_failed ? Outcome::Failed : Outcome::OnDisk);
    }
}

void Journal::wait(Commit commit) {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [&] { return on_disk_ >= commit || !failure_.empty(); });
    if (on_disk_ < commit) {
        fail_directory(path_, "cannot be written: " + failure_ + ".");
    }
}

std::string Journal::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void Journal::close() {
    {
        const std::lock_guard lock(mutex_);
        is_closing_ = true;
        arrived_.notify_one();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
    database_.reset();
    directory_.reset();
}

void Journal::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [&] { return !waiting_.empty() || is_closing_; });
        if (waiting_.empty()) {
            return;
        }
        std::vector<records::Batch> batches = std::exchange(waiting_, {});
        const Commit last = submitted_;
        lock.unlock();
        std::string failure;
        try {
            write(batches);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        // What the batches refer to may end here, and with it files: outside of the lock.
        batches.clear();
        lock.lock();
        if (failure.empty()) {
            on_disk_ = last;
        } else {
            failure_ = failure;
            waiting_.clear();
        }
        written_.notify_all();
        lock.unlock();
        tell(last, failure.empty() ? Outcome::OnDisk : Outcome::Failed);
        lock.lock();
    }
}

void Journal::write(std::vector<records::Batch>& batches) {
    std::vector<records::StoredBytes> files;
    for (records::Batch& batch : batches) {
        std::move(batch.files.begin(), batch.files.end(), std::back_inserter(files));
        batch.files.clear();
    }
    objects_->write(files);
    database_->write(batches);
    for (const records::Batch& batch : batches) {
        objects_->remove(batch.to_remove);
    }
}

void Journal::tell(Commit commit, Outcome outcome) {
    const std::lock_guard lock(listener_mutex_);
    if (listener_) {
        listener_(commit, outcome);
    }
}

}  // namespace dynoxx::local::storage
