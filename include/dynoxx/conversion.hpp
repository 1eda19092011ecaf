#pragma once

#include <dynoxx/attribute_value.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/detail/secret_text.hpp>
#include <dynoxx/error.hpp>
#include <dynoxx/s3_file.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx {

/// Converts a member's type to and from an attribute value; the customisation point for types of one's own.
///
/// A specialisation has
/// - `static constexpr AttributeValue::Type type`: what it writes (`S`, `N` or `B` makes it usable as a key),
/// - `static AttributeValue write(const T&, WriteContext&)`,
/// - `static void read(AttributeValue&, T&, ReadContext&)`, which may move from the value.
///
/// Optional: `static constexpr bool omits_null = true` leaves an attribute out if `write` gives NULL.
///
/// @par Errors
/// `write` and `read` report by `context.fail(reason)` and then give back anything.
template <class T>
struct Converter;

/// Says whether a type has a converter.
template <class T>
concept Storable = requires {
    sizeof(Converter<T>);
};

/// A file to upload before the item may be written, and the value that its location replaces.
struct PendingUpload {
    PendingUpload(std::string attribute_name, S3File contents);
    DYNOXX_DECLARE_COPIES(PendingUpload);

    std::string attribute;      ///< the attribute's name in the item
    std::string placeholder{};  ///< in an update: the name of the expression value, for example `:v0`; else empty
    S3File file;
};

/// A plaintext to seal before the item may be written, and the value that the sealed text replaces.
struct PendingSeal {
    PendingSeal(std::string attribute_name, detail::SecretText text);
    DYNOXX_DECLARE_COPIES(PendingSeal);

    std::string attribute;      ///< the attribute's name in the item
    std::string placeholder{};  ///< in an update: the name of the expression value, for example `:v0`; else empty
    detail::SecretText plaintext;
};

/// What stands in an item or an expression where a part is still to be uploaded or sealed.
inline constexpr std::string_view upload_marker = "<to be uploaded>";
inline constexpr std::string_view seal_marker = "<to be sealed>";

namespace detail {

/// Where a conversion stands, as a chain of names on the stack, and its first error.
class ConversionContext {
 public:
    ConversionContext(const ConversionContext&) = delete;
    ConversionContext& operator=(const ConversionContext&) = delete;

    /// Says whether this conversion failed, here or elsewhere.
    [[nodiscard]] bool failed() const noexcept { return root_->outcome_ != nullptr && root_->has_error(); }

    /// Gives the error; only after `failed()`.
    [[nodiscard]] const Error& error() const noexcept { return *root_->outcome_->error; }

    /// Gives where we are: `address.zip`, `tags[2]`.
    [[nodiscard]] std::string path() const;

 protected:
    ConversionContext() noexcept : root_(this) {}
    ConversionContext(ConversionContext& parent, std::string_view name) noexcept
        : parent_(&parent), root_(parent.root_), name_(name) {}
    ConversionContext(ConversionContext& parent, std::size_t index) noexcept
        : parent_(&parent), root_(parent.root_), index_(index) {}
    ~ConversionContext() = default;

    /// What the root of the chain collects; made when there is something to collect.
    struct Outcome {
        std::optional<Error> error{};
        std::vector<PendingUpload> uploads{};
        std::vector<PendingSeal> seals{};
    };

    [[nodiscard]] Outcome& outcome();
    [[nodiscard]] bool has_error() const noexcept;
    [[nodiscard]] bool has_collected() const noexcept { return root_->outcome_ != nullptr; }
    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    void fail_with(std::string_view verb, std::string_view reason);

 private:
    ConversionContext* parent_ = nullptr;
    ConversionContext* root_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
    struct Delete {
        void operator()(Outcome* outcome) const noexcept;
    };

    std::unique_ptr<Outcome, Delete> outcome_;
};

}  // namespace detail

/// Carries the path and the first error of a reading conversion.
class ReadContext : public detail::ConversionContext {
 public:
    ReadContext() = default;
    ReadContext(ReadContext& parent, std::string_view name) noexcept : ConversionContext(parent, name) {}
    ReadContext(ReadContext& parent, std::size_t index) noexcept : ConversionContext(parent, index) {}

    /// Records why the attribute at hand cannot be read, unless something failed before.
    void fail(std::string_view reason) { fail_with("read", reason); }

    /// Records that another type was expected, for example `expected N, found S`.
    void fail_type(std::string_view expected, AttributeValue::Type found);

    /// Gives the value of a type, or null after it recorded the wrong type.
    template <class S>
    [[nodiscard]] S* expect(AttributeValue& value, AttributeValue::Type expected) {
        S* found = value.get_if<S>();
        if (found == nullptr) {
            fail_type(to_string(expected), value.type());
        }
        return found;
    }
};

/// Carries the path, the first error and the pending parts of a writing conversion.
class WriteContext : public detail::ConversionContext {
 public:
    WriteContext() = default;
    WriteContext(WriteContext& parent, std::string_view name) noexcept : ConversionContext(parent, name) {}
    WriteContext(WriteContext& parent, std::size_t index) noexcept : ConversionContext(parent, index) {}

    /// Records why the attribute at hand cannot be written, unless something failed before.
    void fail(std::string_view reason) { fail_with("write", reason); }

    /// Records a part that must be uploaded or sealed and gives the marker that stands in for it.
    [[nodiscard]] AttributeValue upload_later(S3File file);
    [[nodiscard]] AttributeValue seal_later(detail::SecretText plaintext);

    [[nodiscard]] std::vector<PendingUpload>& uploads() { return outcome().uploads; }
    [[nodiscard]] std::vector<PendingSeal>& seals() { return outcome().seals; }

    /// Says whether there are parts to upload or to seal, or an error.
    [[nodiscard]] bool has_outcome() const noexcept { return has_collected(); }
};

}  // namespace dynoxx
