#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dynoxx::local::records {

/// The numbers of files that nothing refers to any more. Thread-safe.
class Unused {
 public:
    void add(std::uint64_t number);

    /// Gives the numbers and forgets them.
    [[nodiscard]] std::vector<std::uint64_t> take();

 private:
    std::mutex mutex_{};
    std::vector<std::uint64_t> numbers_{};
};

/// Stands for one file with the bytes of an object. It is shared by everything that refers to the file; with the last
/// of them the file becomes unused.
class ObjectFile {
 public:
    ObjectFile(std::uint64_t number, std::shared_ptr<Unused> unused) : number_(number), unused_(std::move(unused)) {}
    ~ObjectFile() { unused_->add(number_); }

    ObjectFile(const ObjectFile&) = delete;
    ObjectFile& operator=(const ObjectFile&) = delete;

    /// Gives the number that names the file.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

 private:
    std::uint64_t number_;
    std::shared_ptr<Unused> unused_;
};

using FilePointer = std::shared_ptr<const ObjectFile>;
using BytesPointer = std::shared_ptr<const std::string>;

/// A file and what is in it.
struct StoredBytes {
    FilePointer file{};
    BytesPointer bytes{};
};

/// Reads the file of a number; throws `Damaged`.
using FileReader = std::function<StoredBytes(std::uint64_t number)>;

}  // namespace dynoxx::local::records
