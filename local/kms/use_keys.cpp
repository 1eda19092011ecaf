#include "local/kms/ciphertext.hpp"
#include "local/kms/error.hpp"
#include "local/kms/operations.hpp"
#include "local/support/json_writer.hpp"
#include "runtime/encoding.hpp"
#include "runtime/secret.hpp"

namespace dynoxx::local::kms {

using support::JsonWriter;

namespace {

// AWS Key Management Service API Reference, "Encrypt", "Decrypt", "GenerateDataKey".
constexpr std::size_t max_plaintext_bytes = 4096;
constexpr std::size_t max_ciphertext_bytes = 6144;
constexpr std::int64_t max_data_key_bytes = 1024;
constexpr std::size_t max_context_bytes = 8192;

std::string base64(std::string_view bytes) {
    return runtime::base64_encode(runtime::bytes_of(bytes));
}

EncryptionContext checked_context(const Request& request, std::string_view name) {
    EncryptionContext context = request.context(name);
    std::size_t bytes = 0;
    for (const auto& [key, value] : context) {
        bytes += key.size() + value.size();
    }
    if (bytes > max_context_bytes) {
        throw Refusal("ValidationException", "EncryptionContext must not be larger than 8192 bytes");
    }
    return context;
}

void check_algorithm(const Request& request, std::string_view name) {
    const std::optional<std::string> algorithm = request.text(name);
    if (algorithm && *algorithm != "SYMMETRIC_DEFAULT") {
        throw Refusal("InvalidKeyUsageException",
                      "Algorithm " + *algorithm + " is incompatible with key spec SYMMETRIC_DEFAULT.");
    }
}

std::size_t data_key_size(const Request& request) {
    const std::optional<std::string> spec = request.text("KeySpec");
    const std::optional<std::int64_t> count = request.integer("NumberOfBytes");
    if (spec.has_value() == count.has_value()) {
        throw Refusal("ValidationException", "Please specify either number of bytes or key spec.");
    }
    if (spec) {
        if (*spec != "AES_256" && *spec != "AES_128") {
            throw Refusal("ValidationException",
                          "1 validation error detected: Value '" + *spec +
                              "' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value "
                              "set: [AES_256, AES_128]");
        }
        return *spec == "AES_256" ? 32 : 16;
    }
    if (*count < 1 || *count > max_data_key_bytes) {
        throw Refusal("ValidationException",
                      "1 validation error detected: Value '" + std::to_string(*count) +
                          "' at 'numberOfBytes' failed to satisfy constraint: Member must have value " +
                          (*count < 1 ? "greater than or equal to 1" : "less than or equal to 1024"));
    }
    return static_cast<std::size_t>(*count);
}

struct Opened {
    const Key& key;
    runtime::Secret plaintext;
};

/// Finds the key that a blob names, compares it with the one that the request names, and opens the blob.
Opened open_blob(Context& context, const Request& request, std::string_view key_member,
                 std::string_view context_member) {
    const std::string blob = request.required_bytes("CiphertextBlob", max_ciphertext_bytes);
    const std::optional<std::string> id = key_id_of(blob);
    if (const auto asked = request.text(key_member)) {
        const Key& named = context.keys.find_usable(*asked);
        if (id && named.id != *id) {
            throw Refusal("IncorrectKeyException",
                          "The key ID in the request does not identify a CMK that can perform this operation.");
        }
    }
    if (!id || !context.keys.keys().contains(*id)) {
        throw Refusal("InvalidCiphertextException");
    }
    const Key& key = context.keys.find_usable(*id);
    std::optional<runtime::Secret> plaintext =
        open(key.material.reveal(), checked_context(request, context_member), blob);
    if (!plaintext) {
        throw Refusal("InvalidCiphertextException");
    }
    return Opened{key, std::move(*plaintext)};
}

enum class Plaintext { Give, Keep };

std::string make_data_key(Context& context, const Request& request, Plaintext plaintext) {
    const Key& key = context.keys.find_usable(request.required_text("KeyId"));
    const runtime::Secret data_key = random_secret(data_key_size(request));
    const EncryptionContext bound = checked_context(request, "EncryptionContext");
    JsonWriter json;
    json.text("CiphertextBlob", base64(seal(key.id, key.material.reveal(), bound, data_key.reveal())));
    if (plaintext == Plaintext::Give) {
        std::string encoded = base64(data_key.reveal());
        json.text("Plaintext", encoded);
        runtime::wipe(encoded.data(), encoded.size());
    }
    return json.text("KeyId", key.arn).take();
}

}  // namespace

std::string encrypt(Context& context, const Request& request) {
    const std::string key_id = request.required_text("KeyId");
    std::string sent = request.required_bytes("Plaintext", max_plaintext_bytes);
    const runtime::Secret plaintext = runtime::Secret::take(sent);
    check_algorithm(request, "EncryptionAlgorithm");
    const Key& key = context.keys.find_usable(key_id);
    const EncryptionContext bound = checked_context(request, "EncryptionContext");
    JsonWriter json;
    json.text("CiphertextBlob", base64(seal(key.id, key.material.reveal(), bound, plaintext.reveal())));
    return json.text("KeyId", key.arn).text("EncryptionAlgorithm", "SYMMETRIC_DEFAULT").take();
}

std::string decrypt(Context& context, const Request& request) {
    check_algorithm(request, "EncryptionAlgorithm");
    const Opened opened = open_blob(context, request, "KeyId", "EncryptionContext");
    std::string encoded = base64(opened.plaintext.reveal());
    JsonWriter json;
    json.text("KeyId", opened.key.arn).text("Plaintext", encoded);
    runtime::wipe(encoded.data(), encoded.size());
    return json.text("EncryptionAlgorithm", "SYMMETRIC_DEFAULT").take();
}

std::string re_encrypt(Context& context, const Request& request) {
    const Opened opened = open_blob(context, request, "SourceKeyId", "SourceEncryptionContext");
    const Key& key = context.keys.find_usable(request.required_text("DestinationKeyId"));
    const EncryptionContext bound = checked_context(request, "DestinationEncryptionContext");
    JsonWriter json;
    json.text("CiphertextBlob", base64(seal(key.id, key.material.reveal(), bound, opened.plaintext.reveal())));
    json.text("SourceKeyId", opened.key.arn).text("KeyId", key.arn);
    json.text("SourceEncryptionAlgorithm", "SYMMETRIC_DEFAULT")
        .text("DestinationEncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    return json.take();
}

std::string generate_data_key(Context& context, const Request& request) {
    return make_data_key(context, request, Plaintext::Give);
}

std::string generate_data_key_without_plaintext(Context& context, const Request& request) {
    return make_data_key(context, request, Plaintext::Keep);
}

std::string generate_random(Context&, const Request& request) {
    const std::int64_t count = request.integer("NumberOfBytes").value_or(0);
    if (count < 1 || count > max_data_key_bytes) {
        throw Refusal("ValidationException", "NumberOfBytes must be between 1 and 1024");
    }
    JsonWriter json;
    return json.text("Plaintext", base64(random_secret(static_cast<std::size_t>(count)).reveal())).take();
}

}  // namespace dynoxx::local::kms
