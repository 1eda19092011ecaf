#include <dynoxx/s3_file.hpp>

#include "mapper/s3_source.hpp"

namespace dynoxx {

DYNOXX_DEFINE_COPIES(S3File);

S3File::S3File() = default;

S3File S3File::from_path(std::string path) {
    S3File file;
    file.name_ = path.substr(path.rfind('/') + 1);
    file.path_ = std::move(path);
    return file;
}

S3File S3File::from_bytes(std::string name, Bytes bytes) {
    S3File file;
    file.name_ = std::move(name);
    file.bytes_ = std::make_shared<const Bytes>(std::move(bytes));
    return file;
}

S3File S3File::from_bytes(std::string name, std::string_view text) {
    const std::byte* begin = reinterpret_cast<const std::byte*>(text.data());
    return from_bytes(std::move(name), Bytes(begin, begin + text.size()));
}

S3File S3File::from_source(std::string name, S3Source source) {
    S3File file;
    file.name_ = std::move(name);
    file.source_ = std::make_shared<detail::S3SourceState>(std::move(source));
    return file;
}

S3File S3File::from_source(std::string name, S3AsyncSource source) {
    S3File file;
    file.name_ = std::move(name);
    file.source_ = std::make_shared<detail::S3SourceState>(std::move(source));
    return file;
}

S3File& S3File::name(std::string name) & {
    name_ = std::move(name);
    return *this;
}

S3File S3File::name(std::string name) && {
    name_ = std::move(name);
    return std::move(*this);
}

S3File& S3File::content_type(std::string type) & {
    content_type_ = std::move(type);
    return *this;
}

S3File S3File::content_type(std::string type) && {
    content_type_ = std::move(type);
    return std::move(*this);
}

S3File& S3File::metadata(std::string name, std::string value) & {
    metadata_.insert_or_assign(std::move(name), std::move(value));
    return *this;
}

S3File S3File::metadata(std::string name, std::string value) && {
    metadata(std::move(name), std::move(value));
    return std::move(*this);
}

S3File& S3File::tag(std::string name, std::string value) & {
    tags_.insert_or_assign(std::move(name), std::move(value));
    return *this;
}

S3File S3File::tag(std::string name, std::string value) && {
    tag(std::move(name), std::move(value));
    return std::move(*this);
}

S3File& S3File::storage_class(std::string name) & {
    storage_class_ = std::move(name);
    return *this;
}

S3File S3File::storage_class(std::string name) && {
    storage_class_ = std::move(name);
    return std::move(*this);
}

S3File& S3File::encryption(S3Encryption encryption) & {
    encryption_ = std::move(encryption);
    return *this;
}

S3File S3File::encryption(S3Encryption encryption) && {
    encryption_ = std::move(encryption);
    return std::move(*this);
}

S3File& S3File::on_progress(S3ProgressFunction function) & {
    on_progress_ = std::make_shared<const S3ProgressFunction>(std::move(function));
    return *this;
}

S3File S3File::on_progress(S3ProgressFunction function) && {
    on_progress(std::move(function));
    return std::move(*this);
}

bool operator==(const S3File& a, const S3File& b) noexcept {
    const bool same_bytes = a.bytes_ == b.bytes_ || (a.bytes_ && b.bytes_ && *a.bytes_ == *b.bytes_);
    return same_bytes && a.source_ == b.source_ && a.name_ == b.name_ && a.path_ == b.path_ &&
           a.content_type_ == b.content_type_ && a.metadata_ == b.metadata_ && a.tags_ == b.tags_ &&
           a.storage_class_ == b.storage_class_ && a.encryption_ == b.encryption_;
}

}  // namespace dynoxx
