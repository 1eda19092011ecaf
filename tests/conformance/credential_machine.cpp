#include "conformance/credential_machine.hpp"

#include "aws/config_loader.hpp"
#include "client/credential_chain.hpp"
#include "conformance/data.hpp"

namespace dynoxx::conformance {

namespace {

namespace fs = std::filesystem;

/// Shorter ones are words that occur in every text.
constexpr std::size_t shortest_secret = 8;

}  // namespace

Found CredentialMachine::find(const AwsOptions& options) {
    AwsOptions logged = options;
    logged.log([this](LogLevel, std::string_view line) { log.append(line).append("\n"); });
    try {
        const AwsConfig config = aws::load_config(logged, machine.system).value();
        cache_ = detail::credentials_of(config, machine.state, transport);
    } catch (const Exception& exception) {
        Found found;
        found.error = exception.error();
        return found;
    }
    return ask();
}

Found CredentialMachine::find_again(const Found& refused) {
    cache_->invalidate(refused.credentials->access_key_id);
    return ask();
}

Found CredentialMachine::ask() {
    Found found;
    test::FakeDriver driver(machine.clock);
    try {
        found.credentials = driver.run(cache_->get(machine.context(driver)));
    } catch (const Exception& exception) {
        found.error = exception.error();
    }
    return found;
}

void CredentialMachine::add_files(const fs::path& root) {
    if (!fs::exists(root)) {
        return;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
        if (entry.is_regular_file()) {
            machine.files.set("/" + fs::relative(entry.path(), root).generic_string(), read_file(entry.path()));
        }
    }
}

void expect_hidden(Case& one, const CredentialMachine& machine, const Found& found, std::string_view secret) {
    if (secret.size() < shortest_secret) {
        return;
    }
    one.expect(machine.log.find(secret) == std::string::npos, "no secret in the log");
    one.expect(!found.error || found.error->what().find(secret) == std::string::npos, "no secret in the error");
}

}  // namespace dynoxx::conformance
