#include "local/arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace dynoxx::local {

namespace {

constexpr std::uint16_t usual_port = 8000;

constexpr auto options_with_value = std::to_array<std::string_view>(
    {"--access-key-id", "--account", "--bucket", "--data", "--key", "--port", "--region", "--secret-access-key"});

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    return !text.empty() && error == std::errc() && stop == end ? std::optional(port) : std::nullopt;
}

Arguments complain(std::string complaint) {
    Arguments result;
    result.action = Arguments::Action::Complain;
    result.complaint = std::move(complaint);
    return result;
}

/// Stores the value of an option; gives what is wrong with it, or an empty text.
std::string store(Arguments& arguments, std::string_view name, std::string_view value) {
    LocalOptions& options = arguments.options;
    if (std::ranges::find(options_with_value, name) == options_with_value.end()) {
        return "There is no option " + std::string(name) + ".";
    }
    if (value.empty()) {
        return "The option " + std::string(name) + " must not be empty.";
    }
    if (name == "--port") {
        const std::optional<std::uint16_t> port = parse_port(value);
        if (!port) {
            return "The port \"" + std::string(value) + "\" is not a number from 0 to 65535.";
        }
        options.port = *port;
    } else if (name == "--bucket") {
        arguments.buckets.emplace_back(value);
    } else if (name == "--data") {
        options.data = value;
    } else if (name == "--key") {
        arguments.aliases.emplace_back(value);
    } else if (name == "--region") {
        options.region = value;
    } else if (name == "--account") {
        options.account_id = value;
    } else if (name == "--access-key-id") {
        options.access_key_id = value;
    } else {
        options.secret_access_key = value;
    }
    return {};
}

}  // namespace

Arguments parse_arguments(std::span<const std::string_view> arguments) {
    Arguments result;
    result.options.port = usual_port;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--help" || argument == "-h") {
            result.action = Arguments::Action::PrintHelp;
            return result;
        }
        if (argument == "--version") {
            result.action = Arguments::Action::PrintVersion;
            return result;
        }
        if (argument == "--no-verify") {
            result.options.verify_signatures = false;
            continue;
        }
        if (!argument.starts_with("--")) {
            return complain("The argument \"" + std::string(argument) + "\" is not an option.");
        }
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument.substr(0, equals);
        std::string_view value;
        if (equals != std::string_view::npos) {
            value = argument.substr(equals + 1);
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        }
        if (const std::string complaint = store(result, name, value); !complaint.empty()) {
            return complain(complaint);
        }
    }
    return result;
}

std::string help_text() {
    const LocalOptions usual;
    return "Usage: dynoxx-local [options]\n"
           "\n"
           "A local AWS for development and tests: DynamoDB, S3, KMS and STS, on 127.0.0.1 only.\n"
           "What it holds is in memory and gone when it ends, unless --data names a directory.\n"
           "\n"
           "Options:\n"
           "  --port N                 port to listen on; 0 takes a free one (default " +
           std::to_string(usual_port) +
           ")\n"
           "  --region NAME            the region that requests are signed for (default " +
           usual.region +
           ")\n"
           "  --account ID             the account that everything belongs to (default " +
           usual.account_id +
           ")\n"
           "  --access-key-id ID       access key of the root user (default " +
           usual.access_key_id +
           ")\n"
           "  --secret-access-key KEY  its secret (default " +
           usual.secret_access_key +
           ")\n"
           "  --data DIR               keep tables, items, objects and keys in this directory, which is made if it is\n"
           "                           missing; an answer leaves when what it tells of is on disk\n"
           "  --bucket NAME            make this bucket; may be given several times\n"
           "  --key alias/NAME         make a KMS key with this alias; may be given several times\n"
           "  --no-verify              take every request, whatever its signature\n"
           "  --version                print the version and end\n"
           "  --help                   print this text and end\n"
           "\n"
           "When it is ready it prints one line, with the address of all four services:\n"
           "  dynoxx-local listening on http://127.0.0.1:PORT\n"
           "\n"
           "With the AWS command line:\n"
           "  export AWS_ACCESS_KEY_ID=" +
           usual.access_key_id +
           "\n"
           "  export AWS_SECRET_ACCESS_KEY=" +
           usual.secret_access_key +
           "\n"
           "  export AWS_DEFAULT_REGION=" +
           usual.region +
           "\n"
           "  export AWS_ENDPOINT_URL=http://127.0.0.1:" +
           std::to_string(usual_port) +
           "      # before version 2.13: pass --endpoint-url instead\n"
           "  aws dynamodb list-tables\n"
           "  aws s3 mb s3://photos\n"
           "  aws kms create-key\n"
           "  aws sts get-caller-identity\n"
           "\n"
           "For tests:\n"
           "  curl http://127.0.0.1:" +
           std::to_string(usual_port) +
           "/_local/requests       # how often each operation was asked for\n"
           "  curl http://127.0.0.1:" +
           std::to_string(usual_port) +
           "/_local/stats          # what it holds\n"
           "  curl -X POST http://127.0.0.1:" +
           std::to_string(usual_port) +
           "/_local/reset  # forget everything\n"
           "  /_local/snapshot, /_local/clock and /_local/faults take and restore snapshots, move the clock and\n"
           "  inject faults; docs/guide/local.md has an example of each.\n"
           "\n"
           "Exit status: 0 after SIGINT or SIGTERM, 1 if the port cannot be had or the directory cannot be used,\n"
           "2 for a wrong option.\n";
}

}  // namespace dynoxx::local
