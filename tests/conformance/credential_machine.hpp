#pragma once

#include <dynoxx/aws_options.hpp>

#include "aws/credentials.hpp"
#include "aws/credentials_cache.hpp"
#include "conformance/suite.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"
#include "support/secret_watch.hpp"

#include <optional>
#include <string>

namespace dynoxx::conformance {

/// What asking for credentials came to: one of the two.
struct Found {
    Found() {}

    aws::SharedCredentials credentials{};
    std::optional<Error> error{};
};

/// A machine on which the real chain is asked for credentials, with everything around it replaced. The case fails if a
/// secret that is known by then is said in the log, an error or a description.
struct CredentialMachine {
    CredentialMachine(Case& one, test::FakeTransport::Script script)
        : transport(watch.learning(std::move(script))), case_(one) {}

    /// Asks the chain.
    [[nodiscard]] Found find(const AwsOptions& options = AwsOptions());

    /// Asks once more as if a service had refused the credentials that were found.
    [[nodiscard]] Found find_again(const Found& refused);

    /// Puts a file tree at the root of the file system; a folder that does not exist is empty.
    void add_files(const std::filesystem::path& root);

    test::FakeMachine machine{};
    test::SecretWatch watch{machine};
    test::FakeTransport transport;

 private:
    [[nodiscard]] Found ask();
    [[nodiscard]] Found failed(const Error& error);
    void expect_nothing_given_away();

    Case& case_;
    std::shared_ptr<aws::CredentialsCache> cache_{};
};

}  // namespace dynoxx::conformance
