#include "local/records/fields.hpp"

#include <charconv>

namespace dynoxx::local::records {

FieldWriter& FieldWriter::text(std::string_view bytes) {
    text_.append(std::to_string(bytes.size())).append(1, ':').append(bytes).append(1, ',');
    return *this;
}

FieldWriter& FieldWriter::number(std::int64_t number) {
    return text(std::to_string(number));
}

std::string_view FieldReader::text() {
    std::size_t size = 0;
    const char* const end = rest_.data() + rest_.size();
    const auto [colon, error] = std::from_chars(rest_.data(), end, size);
    if (error != std::errc() || colon == end || *colon != ':') {
        throw Damaged("a field has no length");
    }
    rest_.remove_prefix(static_cast<std::size_t>(colon - rest_.data()) + 1);
    if (rest_.size() <= size || rest_[size] != ',') {
        throw Damaged("a field is not as long as it says");
    }
    const std::string_view found = rest_.substr(0, size);
    rest_.remove_prefix(size + 1);
    return found;
}

std::int64_t FieldReader::number() {
    const std::string_view digits = text();
    std::int64_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc() || stop != end) {
        throw Damaged("a field is not the number that it should be");
    }
    return number;
}

std::uint64_t FieldReader::count() {
    const std::int64_t found = number();
    if (found < 0) {
        throw Damaged("a field that counts is negative");
    }
    return static_cast<std::uint64_t>(found);
}

void FieldReader::end() const {
    if (!rest_.empty()) {
        throw Damaged("there are more fields than there should be");
    }
}

}  // namespace dynoxx::local::records
