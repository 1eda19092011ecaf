#include <dynoxx/key_provider.hpp>

#include "mapper/aes_gcm.hpp"
#include "runtime/encoding.hpp"
#include "runtime/secret.hpp"

#include <algorithm>
#include <array>

namespace dynoxx {

namespace {

constexpr std::string_view format = "DXK1";
constexpr std::size_t wrapped_size = 64;

void append(Bytes& bytes, std::string_view text) {
    const std::span<const std::byte> added = runtime::bytes_of(text);
    bytes.insert(bytes.end(), added.begin(), added.end());
}

void append_sized(Bytes& bytes, std::string_view text) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes.push_back(static_cast<std::byte>((text.size() >> shift) & 0xffU));
    }
    append(bytes, text);
}

/// Gives what is authenticated with a wrapped key.
Bytes additional_data(const std::map<std::string, std::string>& context) {
    Bytes bytes;
    append(bytes, format);
    for (const auto& [name, value] : context) {
        append_sized(bytes, name);
        append_sized(bytes, value);
    }
    return bytes;
}

class LocalKeyProvider final : public KeyProvider {
 public:
    explicit LocalKeyProvider(std::span<const std::byte> master_key) : master_key_(master_key) {}

    void generate_data_key(DataKeyRequest request, Done done) override {
        ProvidedDataKey key;
        key.plaintext.resize(mapper::data_key_size);
        mapper::fill_random(key.plaintext);
        const mapper::Nonce nonce = mapper::random_nonce();
        const Bytes sealed = mapper::encrypt(runtime::text_of(key.plaintext), master_key_.reveal_bytes(), nonce,
                                             additional_data(request.encryption_context))
                                 .value();
        append(key.wrapped, format);
        key.wrapped.insert(key.wrapped.end(), nonce.begin(), nonce.end());
        key.wrapped.insert(key.wrapped.end(), sealed.begin(), sealed.end());
        done(nullptr, std::move(key));
    }

    void open_data_key(DataKeyRequest request, Bytes wrapped, Done done) override {
        const std::span<const std::byte> bytes(wrapped);
        if (bytes.size() != wrapped_size || runtime::text_of(bytes.first(format.size())) != format) {
            throw_error(Error(ErrorCode::DecryptionFailed,
                              "The data key was not wrapped by a local key provider. Use what sealed the value."));
        }
        mapper::Nonce nonce;
        std::ranges::copy(bytes.subspan(format.size(), nonce.size()), nonce.begin());
        const Result<detail::SecretText> opened =
            mapper::decrypt(bytes.subspan(format.size() + nonce.size()), master_key_.reveal_bytes(), nonce,
                            additional_data(request.encryption_context));
        if (!opened) {
            throw_error(Error(ErrorCode::DecryptionFailed,
                              "The data key cannot be opened with this master key: another one wrapped it, it belongs "
                              "to another encryption context, or it was changed."));
        }
        ProvidedDataKey key;
        append(key.plaintext, opened->text());
        done(nullptr, std::move(key));
    }

 private:
    runtime::Secret master_key_;
};

}  // namespace

std::shared_ptr<KeyProvider> local_key_provider(Bytes master_key) {
    const std::size_t size = master_key.size();
    if (size != mapper::data_key_size) {
        runtime::wipe(master_key.data(), size);
        throw_error(Error(ErrorCode::EncryptionFailed,
                          "A local key provider needs a master key of 32 bytes, found " + std::to_string(size) + "."));
    }
    auto provider = std::make_shared<LocalKeyProvider>(master_key);
    runtime::wipe(master_key.data(), size);
    return provider;
}

}  // namespace dynoxx
