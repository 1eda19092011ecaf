#pragma once

#include "fuzz/fuzz.hpp"

#include <dynoxx/error.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace dynoxx::fuzz {

/// Gives a body to a decoder, which must give an answer or throw one of the errors of a response.
template <class Decode>
void decode(Decode&& decode_answer, std::string_view text) {
    std::string body;
    body.reserve(text.size() + 64);  // as the transport leaves it: the parser reads in place
    body = text;
    try {
        static_cast<void>(std::forward<Decode>(decode_answer)(body));
    } catch (const Exception& failure) {
        const ErrorCode code = failure.error().code();
        require(code == ErrorCode::InvalidResponse || code == ErrorCode::ChecksumMismatch,
                "an answer that cannot be read is an invalid response");
    }
}

}  // namespace dynoxx::fuzz
