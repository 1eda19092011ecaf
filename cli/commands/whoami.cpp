#include "cli/commands/commands.hpp"

#include "client/client_core.hpp"

namespace dynoxx::cli {

namespace {

/// Who the service says the caller is, and which credentials were used.
struct Answer {
    Answer() {}

    sts::CallerIdentity identity{};
    std::string access_key_id{};
    std::string source{};
};

runtime::task<Answer> ask(runtime::Context context, detail::ClientState& client) {
    Answer answer;
    answer.identity = co_await client.sts().get_caller_identity(context);
    const aws::SharedCredentials used = co_await client.credentials(context);
    answer.access_key_id = used->access_key_id;
    answer.source = used->source;
    co_return answer;
}

Status whoami(Invocation& invocation) {
    const std::shared_ptr<detail::ClientState> client = invocation.client().core()->state();
    const Answer answer = invocation.run<Answer>([&](runtime::Context context) { return ask(context, *client); });
    Output output = invocation.output();
    if (!invocation.json) {
        output.columns({{"account", answer.identity.account},
                        {"arn", answer.identity.arn},
                        {"user id", answer.identity.user_id},
                        {"access key", answer.access_key_id},
                        {"found in", answer.source}});
        return Status::Done;
    }
    json::Writer document;
    document.begin_object().member("account", answer.identity.account).member("arn", answer.identity.arn);
    document.member("userId", answer.identity.user_id).member("accessKeyId", answer.access_key_id);
    document.member("source", answer.source).end_object();
    output.json(document);
    return Status::Done;
}

}  // namespace

void add_whoami(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand(
        "whoami", "Says who AWS takes you for (sts:GetCallerIdentity), and where your credentials were found.");
    command->callback([&invocation] { invocation.action = [&invocation] { return whoami(invocation); }; });
}

}  // namespace dynoxx::cli
