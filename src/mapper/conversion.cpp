#include <dynoxx/conversion.hpp>

namespace dynoxx {

DYNOXX_DEFINE_COPIES(PendingUpload);
DYNOXX_DEFINE_COPIES(PendingSeal);

PendingUpload::PendingUpload(std::string attribute_name, S3File contents)
    : attribute(std::move(attribute_name)), file(std::move(contents)) {}

PendingSeal::PendingSeal(std::string attribute_name, detail::SecretText text)
    : attribute(std::move(attribute_name)), plaintext(std::move(text)) {}

namespace detail {

std::string ConversionContext::path() const {
    if (parent_ == nullptr) {
        return {};
    }
    std::string text = parent_->path();
    if (name_.data() == nullptr) {
        return text + "[" + std::to_string(index_) + "]";
    }
    if (!text.empty()) {
        text += '.';
    }
    return text.append(name_);
}

ConversionContext::Outcome& ConversionContext::outcome() {
    if (root_->outcome_ == nullptr) {
        root_->outcome_.reset(new Outcome());
    }
    return *root_->outcome_;
}

bool ConversionContext::has_error() const noexcept {
    return outcome_->error.has_value();
}

void ConversionContext::Delete::operator()(Outcome* outcome) const noexcept {
    delete outcome;
}

void ConversionContext::fail_with(std::string_view verb, std::string_view reason) {
    if (failed()) {
        return;
    }
    std::string message = "Cannot ";
    message.append(verb).append(" attribute '").append(path()).append("': ").append(reason).append(".");
    outcome().error = Error(ErrorCode::InvalidItem, std::move(message));
}

}  // namespace detail

void ReadContext::fail_type(std::string_view expected, AttributeValue::Type found) {
    std::string reason = "expected ";
    fail(reason.append(expected).append(", found ").append(to_string(found)));
}

AttributeValue WriteContext::upload_later(S3File file) {
    uploads().emplace_back(std::string(name()), std::move(file));
    return AttributeValue(upload_marker);
}

AttributeValue WriteContext::seal_later(detail::SecretText plaintext) {
    seals().emplace_back(std::string(name()), std::move(plaintext));
    return AttributeValue(seal_marker);
}

}  // namespace dynoxx
