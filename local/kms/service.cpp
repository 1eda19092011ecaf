#include "local/kms/service.hpp"

#include "local/kms/error.hpp"
#include "local/kms/operations.hpp"
#include "local/support/json_writer.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <array>

namespace dynoxx::local::kms {

namespace {

struct Operation {
    std::string_view name;
    std::string (*run)(Context&, const Request&);
};

constexpr auto operations = std::to_array<Operation>({
    {"CancelKeyDeletion", cancel_key_deletion},
    {"CreateAlias", create_alias},
    {"CreateKey", create_key},
    {"Decrypt", decrypt},
    {"DeleteAlias", delete_alias},
    {"DescribeKey", describe_key},
    {"DisableKey", disable_key},
    {"EnableKey", enable_key},
    {"Encrypt", encrypt},
    {"GenerateDataKey", generate_data_key},
    {"GenerateDataKeyWithoutPlaintext", generate_data_key_without_plaintext},
    {"GenerateRandom", generate_random},
    {"ListAliases", list_aliases},
    {"ListKeys", list_keys},
    {"ReEncrypt", re_encrypt},
    {"ScheduleKeyDeletion", schedule_key_deletion},
    {"UpdateAlias", update_alias},
});

Reply error_reply(const Refusal& refusal) {
    support::JsonWriter json;
    json.text("__type", refusal.type);
    if (!refusal.message.empty()) {
        json.text("message", refusal.message);
    }
    return {400, json.take()};
}

}  // namespace

Service::Service(std::string region, std::string account_id, const runtime::Clock& clock, support::IdSource& ids)
    : account_id_(account_id), clock_(clock), ids_(ids), keys_(std::move(region), std::move(account_id)) {}

Reply Service::handle(std::string_view operation, std::string_view body) {
    const auto found = std::ranges::find(operations, operation, &Operation::name);
    if (found == operations.end()) {
        return error_reply(Refusal("UnknownOperationException"));
    }
    try {
        const Request request(body);
        Context context{keys_, ids_, clock_.system_now(), account_id_};
        return {200, found->run(context, request)};
    } catch (const Refusal& refusal) {
        return error_reply(refusal);
    }
}

bool Service::has_operation(std::string_view name) noexcept {
    return std::ranges::find(operations, name, &Operation::name) != operations.end();
}

std::string Service::create_key(std::string_view alias) {
    try {
        if (alias.empty()) {
            return keys_.create(ids_, clock_.system_now(), {}).arn;
        }
        if (keys_.aliases().contains(alias)) {
            return keys_.find(alias).arn;
        }
        const Key& key = keys_.create(ids_, clock_.system_now(), {});
        keys_.create_alias(alias, key.id);
        return key.arn;
    } catch (const Refusal& refusal) {
        throw_error(Error(ErrorCode::LocalFailure, "Cannot make a key with the alias \"" + std::string(alias) +
                                                       "\": " + refusal.type + ". An alias has the form alias/name."));
    }
}

}  // namespace dynoxx::local::kms
