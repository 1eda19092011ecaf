#include "mapper/data_keys.hpp"

#include "kms/client.hpp"
#include "runtime/state.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

using runtime::Context;
using runtime::task;

/// Gives what tells data keys apart besides their bytes: who asks KMS, where, for which key and context.
std::string scope_of(detail::ClientState& client, const std::string& key_id, const kms::EncryptionContext& context) {
    const AwsConfig config = client.config();
    std::string scope = config.credentials_key();
    const auto add = [&scope](std::string_view part) { scope.append(1, '\0').append(part); };
    add(config.region() ? config.region()->value : std::string());
    add(config.endpoint(AwsService::Kms) ? config.endpoint(AwsService::Kms)->value : std::string());
    add(key_id);
    for (const auto& [name, value] : context) {
        add(name);
        add(value);
    }
    return scope;
}

}  // namespace

DataKeys::DataKeys(runtime::State& state) : clock_(*state.system().clock) {}

void DataKeys::drop_old(Entries& entries) {
    const runtime::SteadyTime now = clock_.steady_now();
    entries.remove_if([now](const Entry& entry) { return now - entry.made > max_age; });
    while (entries.size() > max_entries) {
        entries.pop_back();
    }
}

std::optional<DataKey> DataKeys::take_generated(const std::string& scope, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    drop_old(generated_);
    const auto found = std::ranges::find(generated_, scope, &Entry::scope);
    if (found == generated_.end()) {
        return std::nullopt;
    }
    if (found->uses >= max_uses || found->bytes + bytes > max_bytes) {
        generated_.erase(found);
        return std::nullopt;
    }
    ++found->uses;
    found->bytes += bytes;
    return found->key;
}

void DataKeys::keep_generated(const std::string& scope, const DataKey& key, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    generated_.remove_if([&scope](const Entry& entry) { return entry.scope == scope; });
    generated_.push_front(Entry{scope, key, clock_.steady_now(), 1, bytes});
    drop_old(generated_);
}

std::optional<runtime::Secret> DataKeys::find_decrypted(const std::string& scope, const Bytes& encrypted) {
    const std::lock_guard lock(mutex_);
    drop_old(decrypted_);
    const auto found = std::ranges::find_if(
        decrypted_, [&](const Entry& entry) { return entry.key.encrypted == encrypted && entry.scope == scope; });
    return found == decrypted_.end() ? std::nullopt : std::optional(found->key.plaintext);
}

void DataKeys::keep_decrypted(const std::string& scope, const Bytes& encrypted, const runtime::Secret& plaintext) {
    DataKey key;
    key.plaintext = plaintext;
    key.encrypted = encrypted;
    const std::lock_guard lock(mutex_);
    decrypted_.push_front(Entry{scope, std::move(key), clock_.steady_now(), 0, 0});
    drop_old(decrypted_);
}

task<DataKey> data_key_for_sealing(Context context, detail::ClientState& client, const std::string& key_id,
                                   const kms::EncryptionContext& encryption_context, std::size_t bytes) {
    DataKeys& keys = context.state().service<DataKeys>();
    const std::string scope = scope_of(client, key_id, encryption_context);
    if (std::optional<DataKey> kept = keys.take_generated(scope, bytes)) {
        co_return std::move(*kept);
    }
    kms::GenerateDataKeyRequest request;
    request.key_id = key_id;
    request.encryption_context = encryption_context;
    kms::GenerateDataKeyResponse made = co_await client.kms().generate_data_key(context, std::move(request));
    DataKey key;
    key.plaintext = std::move(made.plaintext);
    key.encrypted = std::move(made.ciphertext_blob);
    keys.keep_generated(scope, key, bytes);
    // What was sealed here is often read back here.
    keys.keep_decrypted(scope_of(client, {}, encryption_context), key.encrypted, key.plaintext);
    co_return key;
}

task<runtime::Secret> open_data_key(Context context, detail::ClientState& client, Bytes encrypted,
                                    kms::EncryptionContext encryption_context) {
    DataKeys& keys = context.state().service<DataKeys>();
    const std::string scope = scope_of(client, {}, encryption_context);
    if (std::optional<runtime::Secret> kept = keys.find_decrypted(scope, encrypted)) {
        co_return std::move(*kept);
    }
    kms::DecryptRequest request;
    request.ciphertext_blob = encrypted;
    request.encryption_context = std::move(encryption_context);
    const kms::DecryptResponse opened = co_await client.kms().decrypt(context, std::move(request));
    keys.keep_decrypted(scope, encrypted, opened.plaintext);
    co_return opened.plaintext;
}

}  // namespace dynoxx::mapper
