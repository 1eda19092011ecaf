#pragma once

#include "runtime/system.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace dynoxx::conformance {

/// What `context.json` says of a signing case.
struct SigningContext {
    SigningContext() {}

    std::string access_key_id{};
    std::string secret{};
    std::string token{};
    std::string region{};
    std::string service{};
    runtime::SystemTime time{};
    std::chrono::seconds expires{3600};
    bool normalize = true;
    bool sign_body = false;
    bool omit_session_token = false;
};

/// Reads `context.json` in the folder of a case.
[[nodiscard]] SigningContext read_signing_context(const std::filesystem::path& folder);

}  // namespace dynoxx::conformance
