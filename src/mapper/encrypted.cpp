#include <dynoxx/encrypted.hpp>

#include <dynoxx/error.hpp>

#include "runtime/wipe.hpp"

#include <ostream>

namespace dynoxx {

namespace detail {

void wipe(std::string& text) noexcept {
    runtime::wipe(text);
}

SecretText& SecretText::operator=(const SecretText& other) {
    if (this != &other) {
        // The new buffer is made first: an assignment may give the old one back before it is wiped.
        std::string copy(other.text_);
        wipe(text_);
        text_.swap(copy);
    }
    return *this;
}

SecretText& SecretText::operator=(SecretText&& other) noexcept {
    if (this != &other) {
        wipe(text_);
        text_ = std::move(other.text_);
        // A small text is copied by a move, so the other's place is wiped as well.
        wipe(other.text_);
    }
    return *this;
}

void throw_sealed() {
    throw_error(
        Error(ErrorCode::EncryptionModeForbids,
              "The value is sealed: get the item, without sealed(), through a model whose encryption mode allows "
              "reading. What update() gives back stays sealed."));
}

void print_hidden(std::ostream& out) {
    out << "<encrypted>";
}

}  // namespace detail

}  // namespace dynoxx
