// The main job, from end to end: a catalogue of this machine's packages in DynamoDB, S3 and KMS.
#include "quickstart/catalogue.hpp"
#include "quickstart/installed_package.hpp"
#include "quickstart/local_server.hpp"
#include "quickstart/process_usage.hpp"
#include "quickstart/profile_files.hpp"
#include "quickstart/request_counts.hpp"
#include "quickstart/settings.hpp"

#include <dynoxx/local.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <optional>

namespace {

using namespace quickstart;

/// The program beside this one.
std::string path_of_local_server() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "dynoxx-local";
}

/// A local AWS as a process of its own, and the files of a profile that works there behind a role.
class LocalWorld {
 public:
    explicit LocalWorld(const Settings& settings)
        : server_(path_of_local_server(), {"--port", "0", "--bucket", or_else(settings.bucket, "quickstart"), "--key",
                                           or_else(settings.key, "alias/quickstart")}),
          files_(profile()) {}

    [[nodiscard]] const std::string& endpoint() const noexcept { return server_.endpoint(); }

    [[nodiscard]] dynoxx::AwsOptions options() const {
        return dynoxx::AwsOptions()
            .config_file(files_.config_path())
            .credentials_file(files_.credentials_path())
            .profile("quickstart")
            .endpoint(server_.endpoint());
    }

 private:
    [[nodiscard]] static std::string or_else(const std::string& value, const char* otherwise) {
        return value.empty() ? otherwise : value;
    }

    [[nodiscard]] static ProfileSettings profile() {
        const dynoxx::local::LocalOptions usual;
        ProfileSettings settings;
        settings.role_arn = "arn:aws:iam::" + usual.account_id + ":role/quickstart";
        settings.region = usual.region;
        settings.access_key_id = usual.access_key_id;
        settings.secret_access_key = usual.secret_access_key;
        return settings;
    }

    LocalServer server_;
    ProfileFiles files_;
};

/// The client's own count, under the names that the server uses.
RequestCounts counts_of(const dynoxx::DynamoDBClient& client) {
    RequestCounts counts;
    for (const auto& [name, count] : client.requests()) {
        std::string service = name.first;
        std::ranges::transform(service, service.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        counts[service][name.second] = count;
    }
    return counts;
}

int run(const Settings& settings) {
    const auto begin = std::chrono::steady_clock::now();
    std::optional<LocalWorld> local;
    if (!settings.use_aws) {
        local.emplace(settings);
        std::cout << "dynoxx-local runs at " << local->endpoint() << "; we work there as arn:aws:iam::...:role/quickstart\n\n";
    }
    const dynoxx::DynamoDBClient client(local ? local->options() : dynoxx::AwsOptions());
    const Outcome outcome = fill_and_show(client, settings);

    std::cout << "\nWhat it took\n";
    if (local) {
        print_request_counts(std::cout, fetch_request_counts(local->endpoint()), counts_of(client));
    }
    const ProcessUsage usage = usage_of_this_process();
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin);
    std::cout << std::fixed << std::setprecision(1) << "  items             " << outcome.items << '\n'
              << "  bytes in S3       " << outcome.object_bytes << '\n'
              << "  threads           " << usage.threads << '\n'
              << "  peak memory       " << static_cast<double>(usage.peak_memory_bytes) / 1048576.0 << " MiB\n"
              << "  time              " << took.count() << " s\n";
    return 0;
}

}  // namespace

int main(int count, char** texts) try {
    const std::vector<std::string> arguments(texts + 1, texts + count);
    const char* endpoint = std::getenv("AWS_ENDPOINT_URL");
    const Settings settings = parse_settings(arguments, endpoint != nullptr && *endpoint != '\0');
    if (settings.help) {
        std::cout << help_text();
        return 0;
    }
    if (!settings.complaint.empty()) {
        std::cerr << "quickstart: " << settings.complaint << '\n' << help_text();
        return 2;
    }
    return run(settings);
} catch (const std::exception& failure) {
    std::cerr << "quickstart: " << failure.what() << '\n';
    return 1;
}
