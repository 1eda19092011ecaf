#pragma once

#include <dynoxx/error.hpp>

#include "aws/token_file.hpp"
#include "json/reader.hpp"
#include "runtime/wipe.hpp"

#include <string>
#include <string_view>

/// Answers in JSON that hold secrets: those of the sign-in services.
namespace dynoxx::aws {

/// Throws `InvalidResponse` that says what is wrong.
[[noreturn]] inline void malformed_answer(const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse, "The answer cannot be understood: " + what + "."));
}

/// Gives a text that must be there.
[[nodiscard]] inline runtime::Secret required_secret(const json::Value& object, std::string_view name) {
    runtime::Secret found = secret_in(object, name);
    if (found.empty()) {
        malformed_answer("it has no " + std::string(name));
    }
    return found;
}

/// Gives what `read(root)` makes of a body, and overwrites the body.
template <class Read>
auto read_and_wipe(std::string& body, Read read) {
    const runtime::WipeAtEnd wipe(body);
    const auto document = json::Document::parse(body, json::Document::default_max_depth, json::Contents::Secret);
    if (!document) {
        malformed_answer("it is not JSON");
    }
    return read(document->root());
}

}  // namespace dynoxx::aws
