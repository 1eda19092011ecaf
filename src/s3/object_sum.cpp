#include "s3/object_sum.hpp"

#include <dynoxx/error.hpp>

#include <array>

namespace dynoxx::s3 {

ObjectSum::ObjectSum(const std::optional<ObjectChecksum>& expected) {
    if (expected && expected->type == ChecksumType::FullObject &&
        type_of(expected->checksum) == ChecksumType::FullObject) {
        expected_ = expected;
        sum_ = checksum_of(expected->checksum, {});
    }
}

void ObjectSum::add(std::string_view bytes) {
    if (!expected_) {
        return;
    }
    const std::string added = checksum_of(expected_->checksum, bytes);
    const std::array<SummedPart, 2> parts{SummedPart(sum_, bytes_), SummedPart(added, bytes.size())};
    std::optional<std::string> both = combined_checksum(expected_->checksum, parts);
    sum_ = both.value_or(std::string());
    bytes_ += bytes.size();
}

void ObjectSum::check(const std::string& bucket, const std::string& key) const {
    if (!expected_ || sum_ == expected_->value) {
        return;
    }
    ServiceDetails details;
    details.service = "S3";
    details.operation = "GetObject";
    throw_error(Error(ErrorCode::ChecksumMismatch,
                      "The bytes of the S3 object '" + bucket + "/" + key + "' are not those that were stored: the " +
                          std::string(name_of(expected_->checksum).algorithm) + " of all " + std::to_string(bytes_) +
                          " bytes is " + sum_ + ", not " + expected_->value +
                          ". Read it again; if it stays so, check proxies and the store.")
                    .with_service(std::move(details)));
}

}  // namespace dynoxx::s3
