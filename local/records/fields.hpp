#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

/// The form of the values of records: fields one after another, each `LENGTH:BYTES,`.
namespace dynoxx::local::records {

/// Says that a record cannot be what was once written; what() is a sentence.
class Damaged : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Writes fields.
class FieldWriter {
 public:
    FieldWriter& text(std::string_view bytes);
    FieldWriter& number(std::int64_t number);

    /// Gives what was written.
    [[nodiscard]] std::string take() && noexcept { return std::move(text_); }

 private:
    std::string text_{};
};

/// Reads fields in the order in which they were written. Every function throws `Damaged` if there is no such field.
class FieldReader {
 public:
    /// @param value lives as long as the texts that are read
    explicit FieldReader(std::string_view value) : rest_(value) {}

    [[nodiscard]] std::string_view text();
    [[nodiscard]] std::int64_t number();

    /// Reads a number that counts or names something.
    [[nodiscard]] std::uint64_t count();

    /// Throws `Damaged` if a field is left.
    void end() const;

 private:
    std::string_view rest_;
};

}  // namespace dynoxx::local::records
