#pragma once

#include <dynoxx/attribute_value.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace dynoxx {

/// Names the contents of an S3 object to come: a file, or bytes with a name. Nothing is read before the upload.
///
/// A value; a copy shares the bytes.
class S3File {
 public:
    /// Names a file; it is read while it is uploaded, and its last path part becomes the object's file name.
    [[nodiscard]] static S3File from_path(std::string path);

    /// Takes bytes; `name` is the file name of the object and must not be empty.
    [[nodiscard]] static S3File from_bytes(std::string name, Bytes bytes);
    [[nodiscard]] static S3File from_bytes(std::string name, std::string_view text);

    /// Sets the last part of the object key.
    S3File& name(std::string name) &;
    S3File name(std::string name) &&;

    /// Sets the `Content-Type`, for example `image/png`; none by default.
    S3File& content_type(std::string type) &;
    S3File content_type(std::string type) &&;

    /// Sets one `x-amz-meta-` entry.
    S3File& metadata(std::string name, std::string value) &;
    S3File metadata(std::string name, std::string value) &&;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& content_type() const noexcept { return content_type_; }
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const noexcept { return metadata_; }

    /// Gives the path of the file; empty if the contents are bytes.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Gives the bytes; null if the contents are a file.
    [[nodiscard]] const std::shared_ptr<const Bytes>& bytes() const noexcept { return bytes_; }

    /// Equal if name, type, metadata, path and bytes are; files are not read.
    friend bool operator==(const S3File& a, const S3File& b) noexcept;

 private:
    S3File() = default;

    std::string name_;
    std::string path_;
    std::shared_ptr<const Bytes> bytes_;
    std::string content_type_;
    std::map<std::string, std::string> metadata_;
};

}  // namespace dynoxx
