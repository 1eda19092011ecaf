#pragma once

#include <dynoxx/aws_options.hpp>

#include "aws/credentials.hpp"
#include "aws/credentials_cache.hpp"
#include "conformance/suite.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <optional>
#include <string>

namespace dynoxx::conformance {

/// What asking for credentials came to: one of the two.
struct Found {
    Found() {}

    aws::SharedCredentials credentials{};
    std::optional<Error> error{};
};

/// A machine on which the real chain is asked for credentials, with everything around it replaced.
struct CredentialMachine {
    explicit CredentialMachine(test::FakeTransport::Script script) : transport(std::move(script)) {}

    /// Asks the chain.
    [[nodiscard]] Found find(const AwsOptions& options = AwsOptions());

    /// Asks once more as if a service had refused the credentials that were found.
    [[nodiscard]] Found find_again(const Found& refused);

    /// Puts a file tree at the root of the file system; a folder that does not exist is empty.
    void add_files(const std::filesystem::path& root);

    test::FakeMachine machine{};
    test::FakeTransport transport;
    std::string log{};

 private:
    [[nodiscard]] Found ask();

    std::shared_ptr<aws::CredentialsCache> cache_{};
};

/// Notes it if a secret is in the log or in the error.
void expect_hidden(Case& one, const CredentialMachine& machine, const Found& found, std::string_view secret);

}  // namespace dynoxx::conformance
