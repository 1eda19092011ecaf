#pragma once

#include "local/kms/key_store.hpp"
#include "local/kms/request.hpp"
#include "local/support/id_source.hpp"
#include "runtime/system.hpp"

#include <string>

/// The operations of KMS: each gives the JSON of its answer, and throws `Refusal` for what it refuses.
namespace dynoxx::local::kms {

/// What an operation works on.
struct Context {
    KeyStore& keys;
    support::IdSource& ids;
    runtime::SystemTime now;
    const std::string& account_id;
};

std::string create_key(Context& context, const Request& request);
std::string describe_key(Context& context, const Request& request);
std::string list_keys(Context& context, const Request& request);
std::string enable_key(Context& context, const Request& request);
std::string disable_key(Context& context, const Request& request);
std::string schedule_key_deletion(Context& context, const Request& request);
std::string cancel_key_deletion(Context& context, const Request& request);

std::string create_alias(Context& context, const Request& request);
std::string update_alias(Context& context, const Request& request);
std::string delete_alias(Context& context, const Request& request);
std::string list_aliases(Context& context, const Request& request);

std::string encrypt(Context& context, const Request& request);
std::string decrypt(Context& context, const Request& request);
std::string re_encrypt(Context& context, const Request& request);
std::string generate_data_key(Context& context, const Request& request);
std::string generate_data_key_without_plaintext(Context& context, const Request& request);
std::string generate_random(Context& context, const Request& request);

}  // namespace dynoxx::local::kms
