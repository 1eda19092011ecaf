#include "conformance/credential_machine.hpp"

#include "aws/config_loader.hpp"
#include "client/credential_chain.hpp"
#include "conformance/data.hpp"

namespace dynoxx::conformance {

namespace fs = std::filesystem;

Found CredentialMachine::find(const AwsOptions& options) {
    try {
        const AwsConfig config = aws::load_config(watch.listening(options), machine.system).value();
        watch.hear(config);
        cache_ = detail::credentials_of(config, machine.state, transport);
    } catch (const Exception& exception) {
        return failed(exception.error());
    }
    return ask();
}

Found CredentialMachine::find_again(const Found& refused) {
    cache_->invalidate(refused.credentials->access_key_id);
    return ask();
}

Found CredentialMachine::ask() {
    test::FakeDriver driver(machine.clock);
    try {
        Found found;
        found.credentials = driver.run(cache_->get(machine.context(driver)));
        watch.keep(found.credentials->secret_access_key.reveal());
        watch.keep(found.credentials->session_token.reveal());
        watch.hear(found.credentials->source);
        watch.hear(cache_->describe());
        expect_nothing_given_away();
        return found;
    } catch (const Exception& exception) {
        watch.hear(cache_->describe());
        return failed(exception.error());
    }
}

Found CredentialMachine::failed(const Error& error) {
    Found found;
    found.error = error;
    watch.hear(error);
    expect_nothing_given_away();
    return found;
}

void CredentialMachine::expect_nothing_given_away() {
    for (const std::string& secret : watch.given_away()) {
        case_.expect(false, "the secret " + secret + " is not in what is said: " + watch.heard());
    }
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

}  // namespace dynoxx::conformance
