#pragma once

#include <dynoxx/error.hpp>

#include "json/reader.hpp"
#include "runtime/secret.hpp"
#include "runtime/system.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The files in which the AWS CLI keeps what a sign-in gave: JSON, one file for each session.
namespace dynoxx::aws {

/// The contents of such a file. Its text is overwritten at the end.
class TokenFile {
 public:
    /// Reads a file; nothing if it does not exist.
    ///
    /// @par Errors
    /// `UnreadableFile`, or `CredentialsSourceFailed` if it is not a JSON object.
    [[nodiscard]] static std::optional<TokenFile> read(const runtime::FileSystem& files, const std::string& path);

    TokenFile(TokenFile&&) noexcept = default;
    TokenFile& operator=(TokenFile&&) noexcept = default;
    ~TokenFile();

    [[nodiscard]] json::Value root() const noexcept { return document_.root(); }

 private:
    TokenFile(std::unique_ptr<std::string> text, json::Document document)
        : text_(std::move(text)), document_(std::move(document)) {}

    std::unique_ptr<std::string> text_;
    json::Document document_;
};

/// Gives a text of an object; empty if there is none.
[[nodiscard]] std::string text_in(const json::Value& object, std::string_view name);
[[nodiscard]] runtime::Secret secret_in(const json::Value& object, std::string_view name);

/// Gives a time in ISO 8601; nothing if there is none.
[[nodiscard]] std::optional<runtime::SystemTime> time_in(const json::Value& object, std::string_view name);

/// A member that is to be replaced, and its new value as JSON.
struct TokenMember {
    TokenMember(std::string_view member, std::string value) : name(member), json(std::move(value)) {}

    std::string_view name;
    std::string json;
};

/// Reads a file again and writes it back with some members replaced or added; the others stay. Overwrites the values.
[[nodiscard]] Result<void> update_token_file(const runtime::FileSystem& files, const std::string& path,
                                             std::vector<TokenMember> members);

}  // namespace dynoxx::aws
