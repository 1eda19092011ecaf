#include "aws/imds_provider.hpp"

#include "aws/credentials_json.hpp"
#include "aws/feature_ids.hpp"
#include "aws/imds_client.hpp"
#include "aws/text.hpp"

#include <algorithm>
#include <mutex>

namespace dynoxx::aws {

namespace {

using http::Outcome;
using runtime::Context;
using runtime::task;

/// The newer path also tells the account id.
constexpr std::string_view extended_path = "/latest/meta-data/iam/security-credentials-extended/";
constexpr std::string_view old_path = "/latest/meta-data/iam/security-credentials/";

Error failed(const std::string& how) {
    return {ErrorCode::CredentialsSourceFailed, "The instance metadata service " + how + "."};
}

/// The name of the role in the list that the service gives: its first line.
std::string role_in(std::string_view list) {
    const std::string_view name = trim(list.substr(0, list.find('\n')));
    constexpr std::string_view marks = "+=,.@-_";
    const bool valid = !name.empty() && name.size() <= 128 && std::ranges::all_of(name, [&](char c) {
        return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
    });
    if (!valid) {
        throw_error(failed("gave no name of a role. Check that nothing else answers at its address"));
    }
    return std::string(name);
}

/// What is asked next, and what was learned: kept from one refresh to the next.
class RoleSearch {
 public:
    explicit RoleSearch(std::string configured) : role_(configured), configured_(!configured.empty()) {}

    [[nodiscard]] std::string path() const { return std::string(extended_ ? extended_path : old_path) + role_; }
    [[nodiscard]] bool wants_credentials() const noexcept { return !role_.empty(); }

    void found(std::string role) { role_ = std::move(role); }

    /// Takes that there is nothing at `path()`; says whether there is something else to ask.
    [[nodiscard]] bool missed() {
        if (wants_credentials() && !configured_) {
            role_.clear();  // the instance has another role now
            return !std::exchange(listed_again_, true);
        }
        return std::exchange(extended_, false);
    }

    void succeeded() noexcept { listed_again_ = false; }

 private:
    std::string role_;
    bool configured_;
    bool extended_ = true;
    bool listed_again_ = false;
};

class ImdsProvider final : public CredentialsProvider {
 public:
    ImdsProvider(const AwsConfig& config, http::Transport& transport) : config_(config), transport_(transport) {}

    [[nodiscard]] task<SharedCredentials> load(Context context) override { return ask(context, *this); }

    [[nodiscard]] std::string describe() const override {
        const std::lock_guard lock(mutex_);
        return missing_.empty() ? "instance metadata" : "instance metadata (" + missing_ + ")";
    }

 private:
    static task<SharedCredentials> ask(Context context, ImdsProvider& self) {
        const std::shared_ptr<ImdsClient> client = self.client();
        if (!client) {
            co_return self.missing("AWS_EC2_METADATA_DISABLED is true");
        }
        RoleSearch search = self.search();
        while (true) {
            Outcome<http::Response> answer = co_await client->get(context, search.path());
            if (!answer) {
                co_return self.missing(answer.error().detail);
            }
            if (answer->status == 404) {
                if (search.missed()) {
                    continue;
                }
                if (search.wants_credentials()) {
                    throw_error(failed("knows no credentials of the configured instance profile"));
                }
                co_return self.missing("the instance has no role");
            }
            if (answer->status != 200) {
                throw_error(failed("answered with HTTP status " + std::to_string(answer->status)));
            }
            if (search.wants_credentials()) {
                co_return self.found(search, answer->body);
            }
            search.found(role_in(answer->body));
        }
    }

    /// Gives null where the service is disabled.
    [[nodiscard]] std::shared_ptr<ImdsClient> client() {
        const std::lock_guard lock(mutex_);
        if (!client_) {
            const ImdsSettings settings = imds_settings(config_);
            if (settings.disabled) {
                return nullptr;
            }
            client_ = std::make_shared<ImdsClient>(settings, transport_);
            search_ = RoleSearch(settings.instance_profile);
        }
        return client_;
    }

    [[nodiscard]] RoleSearch search() const {
        const std::lock_guard lock(mutex_);
        return search_;
    }

    [[nodiscard]] SharedCredentials missing(std::string reason) {
        const std::lock_guard lock(mutex_);
        missing_ = std::move(reason);
        return nullptr;
    }

    [[nodiscard]] SharedCredentials found(RoleSearch& search, std::string& document) {
        auto read = read_credentials(CredentialsWriter::InstanceMetadata, document);
        if (!read) {
            throw_error(failed(read.error().message()));
        }
        (*read)->source = "instance metadata";
        (*read)->features = feature_id("CREDENTIALS_IMDS");
        search.succeeded();
        const std::lock_guard lock(mutex_);
        search_ = search;
        missing_.clear();
        return *read;
    }

    AwsConfig config_;
    http::Transport& transport_;

    mutable std::mutex mutex_;
    std::shared_ptr<ImdsClient> client_;
    RoleSearch search_{std::string()};
    std::string missing_;
};

}  // namespace

std::shared_ptr<CredentialsProvider> imds_provider(const AwsConfig& config, http::Transport& transport) {
    return std::make_shared<ImdsProvider>(config, transport);
}

}  // namespace dynoxx::aws
