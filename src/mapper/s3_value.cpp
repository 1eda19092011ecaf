#include <dynoxx/s3_value.hpp>

#include <dynoxx/error.hpp>

namespace dynoxx {

const S3Location& S3Value::stored() const {
    const S3Location* found = location();
    if (found == nullptr) {
        throw_error(Error(ErrorCode::InvalidItem,
                          pending() != nullptr
                              ? "The value is not stored in S3 yet: put the object and use what put gives back."
                              : "The S3 value is empty: nothing was stored in this attribute."));
    }
    return *found;
}

}  // namespace dynoxx
