#include <dynoxx/error.hpp>
#include <dynoxx/key_provider.hpp>

#include "mapper/aes_gcm.hpp"
#include "runtime/encoding.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dynoxx {
namespace {

const Bytes master_key(32, std::byte{0x11});

DataKeyRequest request() {
    DataKeyRequest request;
    request.key_id = "alias/any";
    request.encryption_context = {{"app", "hr"}, {"zone", "a"}};
    return request;
}

ProvidedDataKey generate(KeyProvider& provider, const DataKeyRequest& wanted = request()) {
    ProvidedDataKey made;
    provider.generate_data_key(wanted, [&](const std::exception_ptr&, const ProvidedDataKey& key) { made = key; });
    return made;
}

Bytes open(KeyProvider& provider, const Bytes& wrapped, const DataKeyRequest& wanted = request()) {
    Bytes opened;
    provider.open_data_key(wanted, wrapped, [&](const std::exception_ptr& failure, const ProvidedDataKey& key) {
        if (failure) {
            std::rethrow_exception(failure);
        }
        opened = key.plaintext;
    });
    return opened;
}

ErrorCode code_of(KeyProvider& provider, const Bytes& wrapped, const DataKeyRequest& wanted = request()) {
    try {
        static_cast<void>(open(provider, wrapped, wanted));
    } catch (const EncryptionException& exception) {
        return exception.error().code();
    }
    return ErrorCode();
}

TEST(LocalKeyProvider, opens_what_it_wrapped) {
    const auto provider = local_key_provider(master_key);
    const ProvidedDataKey first = generate(*provider);
    const ProvidedDataKey second = generate(*provider);
    EXPECT_EQ(first.plaintext.size(), 32U);
    EXPECT_EQ(first.wrapped.size(), 64U);
    EXPECT_NE(first.plaintext, second.plaintext);
    EXPECT_NE(first.wrapped, second.wrapped);
    EXPECT_EQ(open(*local_key_provider(master_key), first.wrapped), first.plaintext);
}

// Made by hand from the format: DXK1, nonce, AES-256-GCM of the key under the two pairs of the context.
TEST(LocalKeyProvider, reads_its_documented_format) {
    const Bytes data_key = *runtime::hex_decode("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    const Bytes additional = *runtime::hex_decode(
        "44584b31"
        "00000003"
        "617070"
        "00000002"
        "6872"
        "00000004"
        "7a6f6e65"
        "00000001"
        "61");
    mapper::Nonce nonce;
    std::ranges::fill(nonce, std::byte{0x22});
    Bytes wrapped = *runtime::hex_decode("44584b31222222222222222222222222");
    const Bytes sealed = *mapper::encrypt(runtime::text_of(data_key), master_key, nonce, additional);
    wrapped.insert(wrapped.end(), sealed.begin(), sealed.end());
    EXPECT_EQ(open(*local_key_provider(master_key), wrapped), data_key);
}

TEST(LocalKeyProvider, refuses_keys_of_others_and_changed_ones) {
    const auto provider = local_key_provider(master_key);
    const Bytes wrapped = generate(*provider).wrapped;
    EXPECT_EQ(code_of(*local_key_provider(Bytes(32, std::byte{0x12})), wrapped), ErrorCode::DecryptionFailed);
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        Bytes changed = wrapped;
        changed[i] ^= std::byte{1};
        EXPECT_EQ(code_of(*provider, changed), ErrorCode::DecryptionFailed) << i;
        EXPECT_EQ(code_of(*provider, Bytes(wrapped.begin(), wrapped.begin() + static_cast<std::ptrdiff_t>(i))),
                  ErrorCode::DecryptionFailed);
    }
    DataKeyRequest moved = request();
    moved.encryption_context = {{"app", "hrzone"}, {"", "a"}};
    EXPECT_EQ(code_of(*provider, wrapped, moved), ErrorCode::DecryptionFailed);
}

TEST(LocalKeyProvider, needs_a_master_key_of_32_bytes) {
    for (const std::size_t size : {std::size_t(0), std::size_t(31), std::size_t(33)}) {
        try {
            static_cast<void>(local_key_provider(Bytes(size)));
            ADD_FAILURE() << size;
        } catch (const EncryptionException& exception) {
            EXPECT_NE(exception.error().message().find("32 bytes, found " + std::to_string(size)), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace dynoxx
