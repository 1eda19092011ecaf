#include "local/kms/service.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::kms {
namespace {

using testing::HasSubstr;

class KeptKeysTest : public testing::Test {
 protected:
    KeptKeysTest() { service.record_with(&kept.recorder); }

    Service loaded() {
        Service other("us-east-1", "123456789012", clock, ids);
        kept.load([&](const records::Record& record) { other.load(record); });
        return other;
    }

    /// Gives the text of a member of a flat answer.
    static std::string member(const std::string& json, const std::string& name) {
        const std::size_t start = json.find('"' + name + "\":\"") + name.size() + 4;
        return json.substr(start, json.find('"', start) - start);
    }

    std::string call(std::string_view operation, std::string_view body) { return service.handle(operation, body).body; }

    test::ManualClock clock{};
    support::IdSource ids{7};
    test::MemoryRecords kept{};
    Service service{"us-east-1", "123456789012", clock, ids};
};

TEST_F(KeptKeysTest, open_what_they_sealed_before_with_the_context_only) {
    const std::string arn = service.create_key("alias/app");
    const std::string sealed = member(
        call("Encrypt", R"({"KeyId":"alias/app","Plaintext":"aGk=","EncryptionContext":{"a":"1"}})"), "CiphertextBlob");
    Service other = loaded();
    const std::string with_context = R"({"CiphertextBlob":")" + sealed + R"(","EncryptionContext":{"a":"1"}})";
    EXPECT_THAT(other.handle("Decrypt", with_context).body, HasSubstr("\"Plaintext\":\"aGk=\""));
    EXPECT_THAT(other.handle("Decrypt", R"({"CiphertextBlob":")" + sealed + "\"}").body,
                HasSubstr("InvalidCiphertextException"));
    EXPECT_EQ(other.create_key("alias/app"), arn);
}

TEST_F(KeptKeysTest, come_back_in_their_state) {
    const std::string arn = service.create_key("");
    const std::string id = R"({"KeyId":")" + arn + "\"}";
    const auto expect_same = [&] {
        Service other = loaded();
        EXPECT_EQ(other.handle("DescribeKey", id).body, call("DescribeKey", id));
        EXPECT_EQ(other.handle("ListAliases", "{}").body, call("ListAliases", "{}"));
    };
    expect_same();
    call("DisableKey", id);
    expect_same();
    call("ScheduleKeyDeletion", R"({"KeyId":")" + arn + R"(","PendingWindowInDays":7})");
    expect_same();
    call("CancelKeyDeletion", id);
    expect_same();
    call("EnableKey", id);
    expect_same();
    call("CreateAlias", R"({"AliasName":"alias/a","TargetKeyId":")" + arn + "\"}");
    expect_same();
    const std::string other = service.create_key("");
    call("UpdateAlias", R"({"AliasName":"alias/a","TargetKeyId":")" + other + "\"}");
    expect_same();
    call("DeleteAlias", R"({"AliasName":"alias/a"})");
    expect_same();
}

TEST_F(KeptKeysTest, are_the_restored_ones_after_a_restore) {
    static_cast<void>(service.create_key("alias/a"));
    const KeysAndAliases before = service.snapshot();
    static_cast<void>(service.create_key("alias/b"));
    service.restore(before);
    EXPECT_EQ(loaded().key_count(), 1U);
    Service other = loaded();
    EXPECT_EQ(other.handle("ListAliases", "{}").body, call("ListAliases", "{}"));
    service.reset();
    EXPECT_EQ(loaded().key_count(), 0U);
}

TEST_F(KeptKeysTest, that_cannot_be_what_was_written_are_called_damaged) {
    static_cast<void>(service.create_key("alias/a"));
    Service empty("us-east-1", "123456789012", clock, ids);
    kept.load([&](records::Record record) {
        if (record.kind == records::Kind::Key) {
            record.value.resize(record.value.size() - 5);
        }
        EXPECT_THROW(empty.load(record), records::Damaged);
    });
}

}  // namespace
}  // namespace dynoxx::local::kms
