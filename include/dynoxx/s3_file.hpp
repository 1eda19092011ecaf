#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/s3_encryption.hpp>
#include <dynoxx/s3_progress.hpp>
#include <dynoxx/s3_source.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace dynoxx {

namespace detail {
struct S3SourceState;
}

/// Names the contents of an S3 object to come: a file, bytes with a name, or a source. Nothing is read before the
/// upload.
///
/// Contents from `AwsOptions::s3_multipart_threshold` on go in parts, some at once; of a file or a source no more than
/// those parts is ever in memory. The key of the object is its own (unless `ObjectKeys::FromItem` is set), so no other
/// object is overwritten and no condition is needed.
///
/// A value; a copy shares the bytes and the source.
///
/// @par Cost
/// One PutObject below the threshold; otherwise one request for each part and two more.
class S3File {
 public:
    DYNOXX_DECLARE_COPIES(S3File);

    /// Names a file; it is read while it is uploaded, and its last path part becomes the object's file name. It must be
    /// a regular file that does not become shorter meanwhile. Reading blocks the thread that does the I/O.
    [[nodiscard]] static S3File from_path(std::string path);

    /// Takes bytes; `name` is the file name of the object and must not be empty.
    [[nodiscard]] static S3File from_bytes(std::string name, Bytes bytes);
    [[nodiscard]] static S3File from_bytes(std::string name, std::string_view text);

    /// Takes a source of unknown length; it is read once, in order, so that a second upload of the same source is a
    /// `ModelException`. Parts have `AwsOptions::s3_multipart_chunksize` bytes, and more than 10,000 of them are an
    /// error.
    [[nodiscard]] static S3File from_source(std::string name, S3Source source);
    [[nodiscard]] static S3File from_source(std::string name, S3AsyncSource source);

    /// Sets the last part of the object key.
    S3File& name(std::string name) &;
    S3File name(std::string name) &&;

    /// Sets the `Content-Type`, for example `image/png`. Default: by the ending of the name, and none for an ending
    /// that is not well known.
    S3File& content_type(std::string type) &;
    S3File content_type(std::string type) &&;

    /// Sets one `x-amz-meta-` entry.
    S3File& metadata(std::string name, std::string value) &;
    S3File metadata(std::string name, std::string value) &&;

    /// Sets one tag of the object: at most 10, names up to 128 characters, values up to 256. They cost, and need the
    /// right `s3:PutObjectTagging`.
    ///
    /// @par Source
    /// Amazon S3 User Guide, "Categorizing your objects using tags".
    S3File& tag(std::string name, std::string value) &;
    S3File tag(std::string name, std::string value) &&;

    /// Sets how S3 stores the object, for example `STANDARD_IA`. Default: as the model says, then `STANDARD`.
    S3File& storage_class(std::string name) &;
    S3File storage_class(std::string name) &&;

    /// Sets with whose key S3 encrypts the object. Default: as the model says, then as the bucket says.
    S3File& encryption(S3Encryption encryption) &;
    S3File encryption(S3Encryption encryption) &&;

    /// Sets who is told how far the upload has come.
    S3File& on_progress(S3ProgressFunction function) &;
    S3File on_progress(S3ProgressFunction function) &&;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& content_type() const noexcept { return content_type_; }
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const noexcept { return metadata_; }

    [[nodiscard]] const std::map<std::string, std::string>& tags() const noexcept { return tags_; }
    [[nodiscard]] const std::string& storage_class() const noexcept { return storage_class_; }
    [[nodiscard]] const S3Encryption& encryption() const noexcept { return encryption_; }
    [[nodiscard]] const std::shared_ptr<const S3ProgressFunction>& on_progress() const noexcept { return on_progress_; }

    /// Gives the path of the file; empty if the contents are others.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Gives the bytes; null if the contents are others.
    [[nodiscard]] const std::shared_ptr<const Bytes>& bytes() const noexcept { return bytes_; }

    /// Gives the source; null if the contents are others.
    [[nodiscard]] const std::shared_ptr<detail::S3SourceState>& source() const noexcept { return source_; }

    /// Equal if everything that is stored is: contents (files are not read, a source is equal to itself), name, and
    /// what else S3 is told.
    friend bool operator==(const S3File& a, const S3File& b) noexcept;

 private:
    S3File();

    std::string name_;
    std::string path_;
    std::shared_ptr<const Bytes> bytes_;
    std::string content_type_;
    std::map<std::string, std::string> metadata_;
    std::map<std::string, std::string> tags_;
    std::string storage_class_;
    S3Encryption encryption_;
    std::shared_ptr<detail::S3SourceState> source_;
    std::shared_ptr<const S3ProgressFunction> on_progress_;
};

}  // namespace dynoxx
