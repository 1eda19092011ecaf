#pragma once

#include <dynoxx/error.hpp>

#include "aws/credentials.hpp"

#include <memory>
#include <string>

namespace dynoxx::aws {

/// Who wrote a document with credentials: they differ in a few members.
enum class CredentialsWriter {
    Process,           ///< `Version` must be 1; the token is `SessionToken`
    Container,         ///< the token is `Token`
    InstanceMetadata,  ///< `Code` must be `Success`; the token is `Token`
};

/// Reads `AccessKeyId`, `SecretAccessKey`, the token, `Expiration` and `AccountId`, without regard to case, and
/// overwrites the text. `source` is left empty.
///
/// @par Errors
/// `CredentialsSourceFailed` with the part of a sentence that says what is wrong with the document, for example
/// `gave no SecretAccessKey`. No value of the document is in it, but for the word in `Code`.
/// @par Source
/// AWS SDKs and Tools Reference Guide, "Process credential provider", "Container credential provider"; Amazon EC2 User
/// Guide, "Retrieve security credentials from instance metadata".
[[nodiscard]] Result<std::shared_ptr<Credentials>> read_credentials(CredentialsWriter writer, std::string& text);

}  // namespace dynoxx::aws
