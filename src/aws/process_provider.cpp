#include "aws/process_provider.hpp"

#include "aws/credentials_json.hpp"
#include "aws/feature_ids.hpp"
#include "runtime/command.hpp"

#include <cstring>

namespace dynoxx::aws {

namespace {

using runtime::CommandResult;
using runtime::Context;
using runtime::task;

constexpr std::size_t max_output_bytes = 1024 * 1024;

class ProcessProvider final : public CredentialsProvider {
 public:
    explicit ProcessProvider(const Section& profile) : profile_(profile.name) {
        const Property& property = *profile.find("credential_process");
        command_ = property.value;
        place_ = property.origin.text + ": credential_process of the profile " + profile.name;
        const Property* account_id = profile.find("aws_account_id");
        account_id_ = account_id == nullptr ? "" : account_id->value;
    }

    [[nodiscard]] task<SharedCredentials> load(Context context) override { return run(context, *this); }
    [[nodiscard]] std::string describe() const override { return "credential_process of profile " + profile_; }

 private:
    static task<SharedCredentials> run(Context context, const ProcessProvider& self) {
        CommandResult result = co_await runtime::run_command(context, self.command_, max_output_bytes);
        co_return self.understand(result);
    }

    [[nodiscard]] SharedCredentials understand(CommandResult& result) const {
        if (result.end != CommandResult::End::Exited || result.number != 0) {
            runtime::wipe(result.output.data(), result.output.size());
            throw_error(failure(result));
        }
        auto read = read_credentials(CredentialsWriter::Process, result.output);
        if (!read) {
            throw_error(Error(ErrorCode::CredentialsSourceFailed,
                              place_ + " " + read.error().message() +
                                  ". It must print a JSON document with Version 1, AccessKeyId and SecretAccessKey."));
        }
        Credentials& credentials = **read;
        if (credentials.account_id.empty()) {
            credentials.account_id = account_id_;
        }
        credentials.source = describe();
        credentials.features = feature_id("CREDENTIALS_PROCESS");
        credentials.refresh = RefreshRule::Strict;
        return *read;
    }

    [[nodiscard]] Error failure(const CommandResult& result) const {
        const std::string number = std::to_string(result.number);
        switch (result.end) {
            case CommandResult::End::Cancelled:
                return {ErrorCode::Cancelled,
                        "The operation was cancelled while credential_process of the profile " + profile_ + " ran."};
            case CommandResult::End::TimedOut:
                return failed("took longer than it may and was ended");
            case CommandResult::End::OutputTooLong:
                return failed("printed more than 1 MiB and was ended");
            case CommandResult::End::NotStarted:
                return failed(std::string("could not be started: ") + std::strerror(result.number));
            case CommandResult::End::Signalled:
                return failed("was ended by signal " + number);
            case CommandResult::End::Exited:
                break;
        }
        return failed("ended with exit status " + number);
    }

    /// What it printed may be secret, its messages too: they are left out.
    [[nodiscard]] Error failed(const std::string& how) const {
        return {ErrorCode::CredentialsSourceFailed,
                place_ + " " + how + ". Run the command by hand to see its messages, which are not shown here."};
    }

    std::string profile_;
    std::string command_;
    std::string place_;
    std::string account_id_;
};

}  // namespace

std::shared_ptr<CredentialsProvider> process_provider(const Section& profile) {
    return std::make_shared<ProcessProvider>(profile);
}

}  // namespace dynoxx::aws
