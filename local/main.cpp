#include "local/arguments.hpp"

#include <dynoxx/error.hpp>

#include <csignal>
#include <iostream>
#include <vector>

namespace {

using dynoxx::local::Arguments;

/// Blocks the signals that end the program, so that every thread leaves them to `wait_for_end`.
sigset_t block_ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void wait_for_end(const sigset_t& signals) {
    int signal = 0;
    sigwait(&signals, &signal);
}

int serve(const Arguments& arguments) {
    const sigset_t signals = block_ending_signals();
    try {
        dynoxx::local::LocalAws aws(arguments.options);
        for (const std::string& bucket : arguments.buckets) {
            aws.create_bucket(bucket);
        }
        for (const std::string& alias : arguments.aliases) {
            aws.create_key(alias);
        }
        // The line is what scripts wait for: it must not stay in a buffer.
        std::cout << "dynoxx-local listening on " << aws.endpoint() << std::endl;
        wait_for_end(signals);
        aws.stop();
        return 0;
    } catch (const dynoxx::Exception& failure) {
        std::cerr << "dynoxx-local: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace

int main(int count, char** texts) {
    const std::vector<std::string_view> words(texts + (count > 0 ? 1 : 0), texts + count);
    const Arguments arguments = dynoxx::local::parse_arguments(words);
    switch (arguments.action) {
        case Arguments::Action::PrintHelp:
            std::cout << dynoxx::local::help_text();
            return 0;
        case Arguments::Action::PrintVersion:
            std::cout << "dynoxx-local " DYNOXX_VERSION "\n";
            return 0;
        case Arguments::Action::Complain:
            std::cerr << "dynoxx-local: " << arguments.complaint << "\nTry dynoxx-local --help.\n";
            return 2;
        case Arguments::Action::Serve:
            return serve(arguments);
    }
    return 2;
}
