#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynoxx::local::kms {

/// An encryption context; its order does not matter to KMS, ours is that of the names.
using EncryptionContext = std::map<std::string, std::string>;

/// The JSON object of a request. Every function throws the refusal `SerializationException` for a value of the wrong
/// type.
class Request {
 public:
    /// Reads a body; an empty one is an empty object.
    explicit Request(std::string_view body);
    ~Request();

    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;

    /// Gives a text, or nothing if it is missing or null.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;

    /// Gives a whole number, or nothing if it is missing or null.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;

    /// Gives the bytes of a base64 member.
    [[nodiscard]] std::optional<std::string> bytes(std::string_view name) const;

    /// Gives the member `EncryptionContext`, or an empty one.
    [[nodiscard]] EncryptionContext context(std::string_view name = "EncryptionContext") const;

    /// Gives a text that must be there; throws the refusal `ValidationException`.
    [[nodiscard]] std::string required_text(std::string_view name) const;

    /// Gives bytes that must be there and number between 1 and `most`; throws the refusal `ValidationException`.
    [[nodiscard]] std::string required_bytes(std::string_view name, std::size_t most) const;

 private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local::kms
