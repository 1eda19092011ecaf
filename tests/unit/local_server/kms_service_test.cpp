#include "local/kms/service.hpp"

#include "support/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::kms {
namespace {

using testing::HasSubstr;
using testing::Not;

class KmsServiceTest : public testing::Test {
 protected:
    std::string call(std::string_view operation, std::string_view body) { return service.handle(operation, body).body; }

    /// Gives the text of a member of a flat answer.
    static std::string member(const std::string& json, const std::string& name) {
        const std::size_t start = json.find('"' + name + "\":\"") + name.size() + 4;
        return json.substr(start, json.find('"', start) - start);
    }

    test::ManualClock clock{};
    support::IdSource ids{7};
    Service service{"us-east-1", "123456789012", clock, ids};
};

TEST_F(KmsServiceTest, gives_data_keys_that_it_opens_again) {
    const std::string arn = service.create_key("alias/app");
    const std::string made =
        call("GenerateDataKey", R"({"KeyId":"alias/app","KeySpec":"AES_256","EncryptionContext":{"a":"1"}})");
    EXPECT_EQ(member(made, "KeyId"), arn);
    const std::string opened = call(
        "Decrypt", R"({"CiphertextBlob":")" + member(made, "CiphertextBlob") + R"(","EncryptionContext":{"a":"1"}})");
    EXPECT_EQ(member(opened, "Plaintext"), member(made, "Plaintext"));
    EXPECT_EQ(member(opened, "KeyId"), arn);
}

TEST_F(KmsServiceTest, keeps_the_plaintext_when_asked_to) {
    static_cast<void>(service.create_key("alias/app"));
    const std::string made = call("GenerateDataKeyWithoutPlaintext", R"({"KeyId":"alias/app","NumberOfBytes":64})");
    EXPECT_THAT(made, HasSubstr("CiphertextBlob"));
    EXPECT_THAT(made, Not(HasSubstr("Plaintext")));
}

TEST_F(KmsServiceTest, finds_a_key_by_each_form_of_its_name) {
    const std::string arn = service.create_key("alias/app");
    const std::string id = arn.substr(arn.find('/') + 1);
    for (const std::string& name :
         {arn, id, std::string("alias/app"), std::string("arn:aws:kms:us-east-1:123456789012:alias/app")}) {
        EXPECT_THAT(call("Encrypt", R"({"Plaintext":"aGk=","KeyId":")" + name + "\"}"), HasSubstr(arn)) << name;
    }
}

TEST_F(KmsServiceTest, says_in_the_words_of_aws_which_name_it_does_not_know) {
    EXPECT_EQ(
        call("Encrypt", R"({"Plaintext":"aGk=","KeyId":"alias/none"})"),
        R"({"__type":"NotFoundException","message":"Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found."})");
    EXPECT_EQ(
        call("Encrypt", R"({"Plaintext":"aGk=","KeyId":"00000000-0000-0000-0000-000000000000"})"),
        R"({"__type":"NotFoundException","message":"Key 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000' does not exist"})");
    EXPECT_THAT(call("Encrypt", R"({"Plaintext":"aGk=","KeyId":"nonsense"})"), HasSubstr("Invalid keyId 'nonsense'"));
}

TEST_F(KmsServiceTest, refuses_a_blob_under_another_key_or_context) {
    static_cast<void>(service.create_key("alias/a"));
    static_cast<void>(service.create_key("alias/b"));
    const std::string blob = member(call("Encrypt", R"({"Plaintext":"aGk=","KeyId":"alias/a"})"), "CiphertextBlob");
    EXPECT_THAT(call("Decrypt", R"({"KeyId":"alias/b","CiphertextBlob":")" + blob + "\"}"),
                HasSubstr("IncorrectKeyException"));
    EXPECT_EQ(call("Decrypt", R"({"EncryptionContext":{"x":"y"},"CiphertextBlob":")" + blob + "\"}"),
              R"({"__type":"InvalidCiphertextException"})");
    EXPECT_EQ(call("Decrypt", R"({"CiphertextBlob":"AAAA"})"), R"({"__type":"InvalidCiphertextException"})");
}

TEST_F(KmsServiceTest, bounds_plaintexts_and_data_keys) {
    static_cast<void>(service.create_key("alias/a"));
    EXPECT_THAT(call("Encrypt", R"({"KeyId":"alias/a","Plaintext":""})"), HasSubstr("greater than or equal to 1"));
    EXPECT_THAT(
        call("Encrypt", R"({"KeyId":"alias/a","Plaintext":")" + std::string(5464, 'A') + "\"}"),
        HasSubstr(
            "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096"));
    EXPECT_THAT(call("GenerateDataKey", R"({"KeyId":"alias/a","NumberOfBytes":1025})"),
                HasSubstr("less than or equal to 1024"));
    EXPECT_THAT(call("GenerateDataKey", R"({"KeyId":"alias/a"})"), HasSubstr("either number of bytes or key spec"));
    EXPECT_THAT(call("Encrypt", R"({"KeyId":"alias/a"})"), HasSubstr("Value null at 'plaintext'"));
}

TEST_F(KmsServiceTest, refuses_disabled_keys_and_those_that_wait_for_deletion) {
    const std::string arn = service.create_key("alias/a");
    static_cast<void>(call("DisableKey", R"({"KeyId":")" + arn + "\"}"));
    EXPECT_THAT(call("Encrypt", R"({"KeyId":"alias/a","Plaintext":"aGk="})"), HasSubstr("DisabledException"));
    static_cast<void>(call("ScheduleKeyDeletion", R"({"KeyId":")" + arn + "\"}"));
    EXPECT_THAT(call("Encrypt", R"({"KeyId":"alias/a","Plaintext":"aGk="})"), HasSubstr(arn + " is pending deletion."));
}

TEST_F(KmsServiceTest, answers_wrong_types_and_unknown_operations) {
    EXPECT_THAT(call("Encrypt", R"({"KeyId":1})"), HasSubstr("SerializationException"));
    EXPECT_THAT(call("Encrypt", "nonsense"), HasSubstr("SerializationException"));
    EXPECT_THAT(call("Sign", "{}"), HasSubstr("UnknownOperationException"));
}

TEST_F(KmsServiceTest, refuses_an_alias_twice_and_those_of_aws) {
    const std::string arn = service.create_key("alias/a");
    EXPECT_THAT(call("CreateAlias", R"({"AliasName":"alias/a","TargetKeyId":")" + arn + "\"}"),
                HasSubstr("AlreadyExistsException"));
    EXPECT_THAT(call("CreateAlias", R"({"AliasName":"a","TargetKeyId":")" + arn + "\"}"),
                HasSubstr("ValidationException"));
    EXPECT_EQ(service.create_key("alias/a"), arn);
}

}  // namespace
}  // namespace dynoxx::local::kms
