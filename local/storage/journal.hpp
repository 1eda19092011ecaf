#pragma once

#include "local/records/recorder.hpp"
#include "local/storage/data_directory.hpp"
#include "local/storage/database.hpp"
#include "local/storage/object_store.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace dynoxx::local::storage {

/// The number of a batch: batches are on disk in the order of their numbers. 0 stands for nothing to wait for.
using Commit = std::uint64_t;

/// Says how commits went.
enum class Outcome { OnDisk, Failed };

/// Keeps the records of a directory: loads them once, then writes batches on a thread of its own. Batches that arrive
/// while others are being written are written together, so that they share the wait for the disk.
///
/// After a failed write nothing more is written: memory is ahead of the disk then.
///
/// @par Thread safety
/// Once started, every function but `take` may be called by any thread.
class Journal {
 public:
    /// Is told, on the journal's thread, up to which commit all is on disk, or that no later one will be.
    using Listener = std::function<void(Commit, Outcome)>;

    /// Locks and opens a directory, or makes it; throws `LocalException` that says what was found and what to do.
    Journal(const std::filesystem::path& directory, const Owner& owner);
    ~Journal();

    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Takes in one record.
    using Loader = std::function<void(const records::Record&, const records::FileReader&)>;

    /// Gives every record to `loader`, kind by kind in the order of `Kind`. Before `start`.
    ///
    /// @par Errors
    /// Throws `LocalException` that names the record which `loader` calls `Damaged`.
    void load(const Loader& loader);

    /// Starts the thread; gives what requests are to be taken down with.
    records::Recorder& start();

    /// Takes what the recorder took down and gives the number to wait for, or 0 if all that is visible now is on disk
    /// already. Calls must not overlap.
    ///
    /// @par Errors
    /// Throws `LocalException` after a failed write, and if there is something to take after `close`.
    [[nodiscard]] Commit take();

    /// Names whom to tell; it is told at once of what is on disk already. An empty one ends that.
    void listen(Listener listener);

    /// Waits until a commit is on disk; throws `LocalException` if it never will be.
    void wait(Commit commit);

    /// Gives why nothing is written any more; empty as long as all goes well.
    [[nodiscard]] std::string failure() const;

    /// Writes what is left, ends the thread, and lets the directory go; a second call does nothing.
    void close();

 private:
    void run();
    void write(std::vector<records::Batch>& batches);
    void tell(Commit commit, Outcome outcome);

    std::filesystem::path path_;
    std::optional<DataDirectory> directory_;
    std::optional<Database> database_{};
    std::optional<ObjectStore> objects_{};
    std::optional<records::Recorder> recorder_{};

    mutable std::mutex mutex_{};
    std::condition_variable arrived_{};
    std::condition_variable written_{};
    std::vector<records::Batch> waiting_{};
    Commit submitted_ = 0;
    Commit on_disk_ = 0;
    std::string failure_{};
    bool is_closing_ = false;

    std::mutex listener_mutex_{};
    Listener listener_{};
    std::thread thread_{};
};

}  // namespace dynoxx::local::storage
