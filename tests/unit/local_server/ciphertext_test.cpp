#include "local/kms/ciphertext.hpp"

#include <gtest/gtest.h>

namespace dynoxx::local::kms {
namespace {

constexpr std::string_view key_id = "1234abcd-12ab-34cd-56ef-1234567890ab";
const std::string key(32, 'k');
const EncryptionContext context = {{"table", "orders"}, {"tenant", "acme"}};

TEST(Ciphertext, opens_with_the_same_key_and_context) {
    const std::string blob = seal(key_id, key, context, "secret text");
    const auto opened = open(key, context, blob);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->reveal(), "secret text");
}

TEST(Ciphertext, names_its_key) {
    EXPECT_EQ(key_id_of(seal(key_id, key, {}, "x")), key_id);
    EXPECT_EQ(key_id_of("not ours"), std::nullopt);
    EXPECT_EQ(key_id_of(""), std::nullopt);
}

TEST(Ciphertext, differs_each_time) {
    EXPECT_NE(seal(key_id, key, context, "x"), seal(key_id, key, context, "x"));
}

TEST(Ciphertext, does_not_show_the_plaintext) {
    EXPECT_EQ(seal(key_id, key, context, "secret text").find("secret"), std::string::npos);
}

TEST(Ciphertext, does_not_open_with_another_context_or_key) {
    const std::string blob = seal(key_id, key, context, "x");
    EXPECT_FALSE(open(key, {}, blob));
    EXPECT_FALSE(open(key, {{"table", "orders"}, {"tenant", "other"}}, blob));
    EXPECT_FALSE(open(std::string(32, 'j'), context, blob));
}

TEST(Ciphertext, tells_contexts_apart_that_join_to_the_same_text) {
    EXPECT_FALSE(open(key, {{"a", "bc"}}, seal(key_id, key, {{"ab", "c"}}, "x")));
}

TEST(Ciphertext, does_not_open_if_any_bit_is_changed_or_missing) {
    const std::string blob = seal(key_id, key, context, "x");
    for (std::size_t i = 0; i < blob.size(); ++i) {
        std::string changed = blob;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(open(key, context, changed)) << i;
        EXPECT_FALSE(open(key, context, std::string_view(blob).substr(0, i))) << i;
    }
}

}  // namespace
}  // namespace dynoxx::local::kms
