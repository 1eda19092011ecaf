#pragma once

#include <dynoxx/s3_file.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>

namespace dynoxx {

class S3Read;
class S3Save;
class S3Stream;
class S3PresignedUrl;

namespace detail {
struct S3ValueAccess;
}

/// Says where an object is, in the words in which the item keeps it. Empty texts mean "not known".
struct S3Location {
    S3Location() {}

    std::string bucket{};
    std::string key{};
    std::uint64_t size = 0;  ///< bytes
    std::string etag{};      ///< without quotes
    std::string content_type{};
    std::string last_modified{};
    std::string version_id{};
    std::map<std::string, std::string> metadata{};

    friend bool operator==(const S3Location&, const S3Location&) = default;
};

/// Some bytes of an object. What is beyond its end is left out.
struct S3Range {
    S3Range() {}
    S3Range(std::uint64_t first, std::uint64_t bytes) : offset(first), count(bytes) {}

    std::uint64_t offset = 0;
    std::uint64_t count = 0;  ///< bytes

    friend bool operator==(const S3Range&, const S3Range&) = default;
};

/// An attribute whose bytes live in S3 while the item keeps where: a member of a model with
/// `s3_attribute<&T::member>("bucket", "prefix/")`.
///
/// It holds nothing (then the attribute is left out of the item), a file that the next put uploads, or a location.
///
/// @par Lifetime
/// A loaded value holds a weak handle on the client that loaded it; comparing and printing ignore it.
class S3Value {
 public:
    /// Makes a value that holds nothing.
    S3Value() = default;

    // NOLINTNEXTLINE(google-explicit-constructor): `user.avatar = S3File::from_path(...)`.
    S3Value(S3File file) : content_(std::move(file)) {}
    explicit S3Value(S3Location location) : content_(std::move(location)) {}

    [[nodiscard]] bool has_value() const noexcept { return content_.index() != 0; }

    /// Gives the file that waits for its upload, or null.
    [[nodiscard]] const S3File* pending() const noexcept { return std::get_if<S3File>(&content_); }

    /// Gives where the bytes are, or null.
    [[nodiscard]] const S3Location* location() const noexcept { return std::get_if<S3Location>(&content_); }

    /// These give parts of the location.
    ///
    /// @par Errors
    /// `ModelException` with code `InvalidItem` if nothing is stored yet.
    [[nodiscard]] const std::string& bucket() const { return stored().bucket; }
    [[nodiscard]] const std::string& key() const { return stored().key; }
    [[nodiscard]] std::uint64_t size() const { return stored().size; }
    [[nodiscard]] const std::string& etag() const { return stored().etag; }
    [[nodiscard]] const std::string& content_type() const { return stored().content_type; }
    [[nodiscard]] const std::string& version_id() const { return stored().version_id; }
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return stored().metadata; }

    /// Reads the whole object into memory.
    ///
    /// @par Errors
    /// See `S3Read`; what is missing is said here, before anything is sent.
    [[nodiscard]] S3Read read() const;

    /// Reads some bytes of the object into memory.
    [[nodiscard]] S3Read read(S3Range range) const;

    /// Gives the object in pieces, each `next()` an operation.
    [[nodiscard]] S3Stream stream() const;

    /// Writes the object to a file, which appears whole or not at all.
    [[nodiscard]] S3Save save(std::string path) const;

    /// Makes an address by which whoever has it may read the object, for 1 second to 7 days.
    [[nodiscard]] S3PresignedUrl presigned_url(std::chrono::seconds expires = std::chrono::hours(1)) const;

    friend bool operator==(const S3Value& a, const S3Value& b) noexcept { return a.content_ == b.content_; }

 private:
    friend struct detail::S3ValueAccess;

    [[nodiscard]] const S3Location& stored() const;

    std::variant<std::monostate, S3File, S3Location> content_;
    std::weak_ptr<void> client_;  ///< the client that loaded it
};

namespace detail {

/// Lets the client set and find itself in a value.
struct S3ValueAccess {
    static void set_client(S3Value& value, std::weak_ptr<void> client) { value.client_ = std::move(client); }
    static const std::weak_ptr<void>& client(const S3Value& value) { return value.client_; }
};

}  // namespace detail

}  // namespace dynoxx
