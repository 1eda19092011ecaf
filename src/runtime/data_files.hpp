#pragma once

#include <dynoxx/error.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

/// Files of any size that hold the users' data: read and written piece by piece. They block the thread.
namespace dynoxx::runtime {

/// A regular file that is open for reading.
class OpenFile {
 public:
    virtual ~OpenFile() = default;

    /// Gives the bytes that it had when it was opened.
    [[nodiscard]] virtual std::uint64_t size() const = 0;

    /// Fills the buffer from a place on; gives less than its size only at the end of the file.
    ///
    /// @par Errors
    /// `UnreadableFile` with path and reason.
    [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const = 0;
};

/// A file that grows beside the place that it will take. It is removed with this object unless it took its place or is
/// kept.
class Draft {
 public:
    virtual ~Draft() = default;

    /// Gives the bytes that it has.
    [[nodiscard]] virtual std::uint64_t size() const = 0;

    /// As `OpenFile::read_at`.
    [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const = 0;

    [[nodiscard]] virtual Result<void> append(std::span<const std::byte> bytes) = 0;

    /// Writes it to the disk and puts it into its place in one step, which holds after a power failure as well.
    [[nodiscard]] virtual Result<void> take_place() = 0;

    /// Leaves the file where it is.
    virtual void keep() noexcept = 0;
};

/// Opens and makes such files.
class DataFiles {
 public:
    virtual ~DataFiles() = default;

    /// Opens a file.
    ///
    /// @par Errors
    /// `UnreadableFile` if it does not exist, is no regular file, or cannot be read.
    [[nodiscard]] virtual Result<std::unique_ptr<OpenFile>> open(const std::string& path) const = 0;

    /// Makes the empty draft `<path>.<label>.part`, which must not be there yet.
    [[nodiscard]] virtual Result<std::unique_ptr<Draft>> create(const std::string& path,
                                                                const std::string& label) const = 0;

    /// Opens that draft as it was kept, or makes it; gives null if somebody else is at it.
    [[nodiscard]] virtual Result<std::unique_ptr<Draft>> reopen(const std::string& path,
                                                                const std::string& label) const = 0;
};

/// Gives the machine's own files. Thread-safe.
[[nodiscard]] const DataFiles& machine_data_files();

class State;

/// The files that the calls of a runtime work on: the machine's own, unless a test put others there. A slot of the
/// runtime's state.
struct DataFilesInUse {
    explicit DataFilesInUse(State&) {}

    const DataFiles* files = &machine_data_files();
};

}  // namespace dynoxx::runtime
