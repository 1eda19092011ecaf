#include "local/kms/error.hpp"
#include "local/kms/operations.hpp"
#include "local/support/json_writer.hpp"
#include "local/support/time_text.hpp"
#include "runtime/encoding.hpp"

#include <chrono>
#include <map>

namespace dynoxx::local::kms {

using support::JsonWriter;

namespace {

std::string metadata_of(const Context& context, const Key& key) {
    JsonWriter json;
    json.text("AWSAccountId", context.account_id).text("KeyId", key.id).text("Arn", key.arn);
    json.raw("CreationDate", support::epoch_seconds(key.created));
    json.raw("Enabled", key.state == KeyState::Enabled ? "true" : "false").text("Description", key.description);
    json.text("KeyUsage", "ENCRYPT_DECRYPT").text("KeyState", to_string(key.state)).text("Origin", "AWS_KMS");
    json.text("KeyManager", "CUSTOMER").text("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT");
    json.text("KeySpec", "SYMMETRIC_DEFAULT")
        .raw("EncryptionAlgorithms", "[\"SYMMETRIC_DEFAULT\"]")
        .raw("MultiRegion", "false");
    if (key.deletion) {
        json.raw("DeletionDate", support::epoch_seconds(*key.deletion));
    }
    return json.take();
}

/// How many elements a list gives at once.
struct PageLimits {
    std::int64_t usual;
    std::int64_t most;
};

// AWS Key Management Service API Reference, "ListKeys", "ListAliases".
constexpr PageLimits key_limits{100, 1000};
constexpr PageLimits alias_limits{50, 100};

/// Prints the elements behind `Marker`, at most `Limit` of them. The marker is the name of the last element, in base64.
std::string page(const Request& request, std::string_view list, const PageLimits& limits,
                 const std::map<std::string, std::string>& elements) {
    const std::int64_t limit = request.integer("Limit").value_or(limits.usual);
    if (limit < 1 || limit > limits.most) {
        throw Refusal("ValidationException", "1 validation error detected: Value '" + std::to_string(limit) +
                                                 "' at 'limit' failed to satisfy constraint: Member must have value " +
                                                 (limit < 1 ? "greater than or equal to 1"
                                                            : "less than or equal to " + std::to_string(limits.most)));
    }
    auto at = elements.begin();
    if (const auto marker = request.text("Marker")) {
        const auto last = runtime::base64_decode(*marker);
        if (!last) {
            throw Refusal("InvalidMarkerException");
        }
        at = elements.upper_bound(std::string(runtime::text_of(*last)));
    }
    std::string printed;
    std::string_view last;
    for (std::int64_t count = 0; at != elements.end() && count < limit; ++at, ++count) {
        printed.append(printed.empty() ? "" : ",").append(at->second);
        last = at->first;
    }
    JsonWriter json;
    json.raw(list, "[" + printed + "]").raw("Truncated", at == elements.end() ? "false" : "true");
    if (at != elements.end()) {
        json.text("NextMarker", runtime::base64_encode(runtime::bytes_of(last)));
    }
    return json.take();
}

void refuse_pending_deletion(const Key& key) {
    if (key.state == KeyState::PendingDeletion) {
        throw Refusal("KMSInvalidStateException", key.arn + " is pending deletion.");
    }
}

}  // namespace

std::string create_key(Context& context, const Request& request) {
    for (const std::string_view name : {std::string_view("KeySpec"), std::string_view("CustomerMasterKeySpec")}) {
        const std::optional<std::string> spec = request.text(name);
        if (spec && *spec != "SYMMETRIC_DEFAULT") {
            throw Refusal("UnsupportedOperationException", "dynoxx-local has no keys of the spec " + *spec);
        }
    }
    if (const auto usage = request.text("KeyUsage"); usage && *usage != "ENCRYPT_DECRYPT") {
        throw Refusal("UnsupportedOperationException", "dynoxx-local has no keys for the usage " + *usage);
    }
    const Key& key = context.keys.create(context.ids, context.now, request.text("Description").value_or(""));
    JsonWriter json;
    json.raw("KeyMetadata", metadata_of(context, key));
    return json.take();
}

std::string describe_key(Context& context, const Request& request) {
    JsonWriter json;
    json.raw("KeyMetadata", metadata_of(context, context.keys.find(request.required_text("KeyId"))));
    return json.take();
}

std::string list_keys(Context& context, const Request& request) {
    std::map<std::string, std::string> elements;
    for (const auto& [id, key] : context.keys.keys()) {
        JsonWriter json;
        elements.emplace(id, json.text("KeyId", id).text("KeyArn", key.arn).take());
    }
    return page(request, "Keys", key_limits, elements);
}

std::string enable_key(Context& context, const Request& request) {
    const Key& key = context.keys.find_without_alias(request.required_text("KeyId"));
    refuse_pending_deletion(key);
    context.keys.set_state(key, KeyState::Enabled);
    return {};
}

std::string disable_key(Context& context, const Request& request) {
    const Key& key = context.keys.find_without_alias(request.required_text("KeyId"));
    refuse_pending_deletion(key);
    context.keys.set_state(key, KeyState::Disabled);
    return {};
}

std::string schedule_key_deletion(Context& context, const Request& request) {
    const Key& key = context.keys.find_without_alias(request.required_text("KeyId"));
    refuse_pending_deletion(key);
    const std::int64_t days = request.integer("PendingWindowInDays").value_or(30);
    if (days < 7 || days > 30) {
        throw Refusal("ValidationException", "PendingWindowInDays must be between 7 and 30");
    }
    context.keys.set_state(key, KeyState::PendingDeletion, context.now + std::chrono::hours(24 * days));
    JsonWriter json;
    json.text("KeyId", key.arn)
        .raw("DeletionDate", support::epoch_seconds(*key.deletion))
        .text("KeyState", "PendingDeletion");
    return json.raw("PendingWindowInDays", std::to_string(days)).take();
}

std::string cancel_key_deletion(Context& context, const Request& request) {
    const Key& key = context.keys.find_without_alias(request.required_text("KeyId"));
    if (key.state != KeyState::PendingDeletion) {
        throw Refusal("KMSInvalidStateException", key.arn + " is not pending deletion.");
    }
    context.keys.set_state(key, KeyState::Disabled);
    JsonWriter json;
    return json.text("KeyId", key.arn).take();
}

std::string create_alias(Context& context, const Request& request) {
    context.keys.create_alias(request.required_text("AliasName"), request.required_text("TargetKeyId"));
    return {};
}

std::string update_alias(Context& context, const Request& request) {
    context.keys.update_alias(request.required_text("AliasName"), request.required_text("TargetKeyId"));
    return {};
}

std::string delete_alias(Context& context, const Request& request) {
    context.keys.delete_alias(request.required_text("AliasName"));
    return {};
}

std::string list_aliases(Context& context, const Request& request) {
    const std::optional<std::string> key_id = request.text("KeyId");
    const std::string only = key_id ? context.keys.find_without_alias(*key_id).id : std::string();
    std::map<std::string, std::string> elements;
    for (const auto& [alias, id] : context.keys.aliases()) {
        if (only.empty() || only == id) {
            JsonWriter json;
            json.text("AliasName", alias).text("AliasArn", context.keys.alias_arn(alias)).text("TargetKeyId", id);
            elements.emplace(alias, json.take());
        }
    }
    return page(request, "Aliases", alias_limits, elements);
}

}  // namespace dynoxx::local::kms
