#include "kms/codec.hpp"

#include "aws/arn.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "runtime/encoding.hpp"
#include "runtime/wipe.hpp"

namespace dynoxx::kms {

namespace {

constexpr std::size_t parser_padding = 64;
constexpr std::size_t max_depth = 16;

void write_context(json::Writer& writer, const EncryptionContext& context) {
    if (context.empty()) {
        return;
    }
    writer.key("EncryptionContext").begin_object();
    for (const auto& [name, value] : context) {
        writer.member(name, value);
    }
    writer.end_object();
}

[[noreturn]] void malformed(std::string_view operation, const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse,
                      "The answer to " + std::string(operation) + " cannot be understood: " + what + "."));
}

/// The members of an answer.
class Answer {
 public:
    Answer(std::string_view operation, const json::Value& root) : operation_(operation), root_(root) {}

    [[nodiscard]] std::string_view text(std::string_view name) const {
        const std::optional<json::Value> member = root_.find(name);
        const std::optional<std::string_view> text = member ? member->string() : std::nullopt;
        if (!text) {
            malformed(operation_, "\"" + std::string(name) + "\" is missing or not a text");
        }
        return *text;
    }

    [[nodiscard]] Bytes bytes(std::string_view name) const {
        std::optional<Bytes> bytes = runtime::base64_decode(text(name));
        if (!bytes || bytes->empty()) {
            malformed(operation_, "\"" + std::string(name) + "\" is empty or not base64");
        }
        return *std::move(bytes);
    }

    [[nodiscard]] runtime::Secret secret(std::string_view name) const {
        Bytes open = bytes(name);
        runtime::Secret secret{std::span<const std::byte>(open)};
        runtime::wipe(open.data(), open.size());
        return secret;
    }

 private:
    std::string_view operation_;
    const json::Value& root_;
};

/// Reads an answer that holds a secret: no copy of it stays behind in a buffer of the parser.
template <class Read>
auto read_secret_answer(std::string_view operation, std::string& body, Read read) {
    const runtime::WipeAtEnd wipe_body(body);
    std::string padded;
    padded.reserve(body.size() + parser_padding);
    padded = body;
    const runtime::WipeAtEnd wipe_padded(padded);
    const Result<json::Document> document = json::Document::parse(padded, max_depth, json::Contents::Secret);
    if (!document || document->root().type() != json::Value::Type::Object) {
        malformed(operation, "it is not a JSON object");
    }
    const json::Value root = document->root();
    return read(Answer(operation, root));
}

}  // namespace

std::string region_of_key(std::string_view key_id) {
    const std::optional<aws::Arn> arn = aws::parse_arn(key_id);
    return arn && arn->service == "kms" ? std::string(arn->region) : std::string();
}

std::string encode(const GenerateDataKeyRequest& request) {
    json::Writer writer;
    writer.begin_object().member("KeyId", request.key_id).member("KeySpec", "AES_256");
    write_context(writer, request.encryption_context);
    return writer.end_object().take();
}

std::string encode(const DecryptRequest& request) {
    json::Writer writer;
    writer.begin_object().key("CiphertextBlob").base64(request.ciphertext_blob);
    write_context(writer, request.encryption_context);
    if (!request.key_id.empty()) {
        writer.member("KeyId", request.key_id);
    }
    return writer.end_object().take();
}

GenerateDataKeyResponse decode_generate_data_key(std::string& body) {
    return read_secret_answer("GenerateDataKey", body, [](const Answer& answer) {
        GenerateDataKeyResponse response;
        response.key_id = answer.text("KeyId");
        response.ciphertext_blob = answer.bytes("CiphertextBlob");
        response.plaintext = answer.secret("Plaintext");
        if (response.plaintext.reveal_bytes().size() != 32) {
            malformed("GenerateDataKey", "the key has not 32 bytes");
        }
        return response;
    });
}

DecryptResponse decode_decrypt(std::string& body) {
    return read_secret_answer("Decrypt", body, [](const Answer& answer) {
        DecryptResponse response;
        response.key_id = answer.text("KeyId");
        response.plaintext = answer.secret("Plaintext");
        return response;
    });
}

}  // namespace dynoxx::kms
