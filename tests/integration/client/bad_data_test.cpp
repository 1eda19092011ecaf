#include "integration/client/setting.hpp"
#include "runtime/encoding.hpp"

namespace dynoxx::tests {
namespace {

/// What was stored is changed behind the mapper's back, by the low-level client.
class BadData : public BothEndings {
 protected:
    BadData() { static_cast<void>(client.table<User>().put(stored).run()); }

    void write(const std::string& attribute, AttributeValue value) {
        PutItemRequest request;
        request.table_name = "users";
        request.item = client.get_item(get_request()).run().item.value();
        request.item.set(attribute, std::move(value));
        client.put_item(request).run();
    }

    [[nodiscard]] std::string sealed_text() const {
        return *client.get_item(get_request()).run().item->find("tax_id")->get_if<std::string>();
    }

    /// Reads the item typed, with a client that keeps no data keys.
    [[nodiscard]] std::optional<Error> failure_of_get() {
        return reader_setting.failure_of(reader_setting.client(aws.options()).table<User>().get("u#1", "home"));
    }

    UserAws aws{};
    DynamoDBClient client = setting.client(aws.options());
    Setting reader_setting{GetParam()};
    User stored = make_user("u#1");
};
DYNOXX_BOTH_ENDINGS(BadData);

std::string flip_byte(const std::string& sealed, std::size_t from_begin, std::size_t from_end = 0) {
    auto bytes = *runtime::base64_decode(sealed.substr(4));
    std::byte& changed = from_end > 0 ? bytes[bytes.size() - from_end] : bytes[from_begin];
    changed ^= std::byte{1};
    return "ENC:" + runtime::base64_encode(bytes);
}

std::size_t last_byte_of_key(const std::string& sealed) {
    const auto bytes = *runtime::base64_decode(sealed.substr(4));
    return 2 + (std::to_integer<std::size_t>(bytes[1]) << 8U) + std::to_integer<std::size_t>(bytes[2]);
}

TEST_P(BadData, sealed_and_tampered_with_is_refused_by_the_attributes_name) {
    const std::string sealed = sealed_text();
    const std::string place = "attribute 'tax_id' of table 'users'";
    const struct {
        const char* what;
        std::string text;
        Expected expected;
    } cases[] = {
        {"tag",
         flip_byte(sealed, 0, 1),
         {ErrorKind::Encryption, ErrorCode::DecryptionFailed, 0, {"the text was changed", place}}},
        {"text",
         flip_byte(sealed, 0, 18),
         {ErrorKind::Encryption, ErrorCode::DecryptionFailed, 0, {"the text was changed", place}}},
        {"key",
         flip_byte(sealed, last_byte_of_key(sealed)),
         {ErrorKind::Encryption, ErrorCode::DecryptionFailed, 1, {"Invalid ciphertext", place}}},
        {"version",
         flip_byte(sealed, 0),
         {ErrorKind::Encryption, ErrorCode::InvalidEnvelope, 0, {"unsupported version 0", place}}},
        {"cut",
         sealed.substr(0, 40),
         {ErrorKind::Encryption, ErrorCode::InvalidEnvelope, 0, {"the data key is cut off", place}}},
        {"empty", "ENC:", {ErrorKind::Encryption, ErrorCode::InvalidEnvelope, 0, {"too short", place}}},
        {"base64",
         "ENC:*" + sealed.substr(5),
         {ErrorKind::Encryption, ErrorCode::InvalidEnvelope, 0, {"not base64", place}}},
    };
    for (const auto& tested : cases) {
        SCOPED_TRACE(tested.what);
        write("tax_id", tested.text);
        expect_failure(failure_of_get(), tested.expected,
                       {"07-42", sealed.substr(10, 20), stored.email, aws.secret_access_key()});
    }
    write("tax_id", sealed);
    EXPECT_FALSE(failure_of_get());
}

TEST_P(BadData, in_a_page_is_refused_by_the_attributes_name_too) {
    write("tax_id", "ENC:AAAA");
    expect_failure(setting.failure_of(client.table<User>().query("u#1")),
                   {ErrorKind::Encryption, ErrorCode::InvalidEnvelope, 0, {"attribute 'tax_id' of table 'users'"}});
    setting.expect_success(client.table<User>().query("u#1").sealed());
}

TEST_P(BadData, that_no_member_can_hold_is_refused_by_the_attributes_name) {
    const AttributeValue address(AttributeMap{{"street", "Main"}, {"zip", Number("3000000000")}});
    const struct {
        const char* attribute;
        AttributeValue value;
        std::vector<std::string> phrases;
    } cases[] = {
        {"rank", "Emperor", {"'rank'", "'Emperor' is not an enumerator of"}},
        {"rank", Number("1"), {"'rank'", "expected"}},
        {"logins", Number("9223372036854775808"), {"'logins'", "does not fit a signed 64-bit integer"}},
        {"logins", Number("1.5"), {"'logins'", "is not a whole number"}},
        {"score", "seven", {"'score'", "expected", "found"}},
        {"address", address, {"'address.zip'", "does not fit a signed 32-bit integer"}},
    };
    for (const auto& tested : cases) {
        SCOPED_TRACE(tested.attribute);
        const AttributeValue good = *client.get_item(get_request()).run().item->find(tested.attribute);
        write(tested.attribute, tested.value);
        expect_failure(failure_of_get(), {ErrorKind::Model, ErrorCode::InvalidItem, 0, tested.phrases},
                       {stored.email, "07-42", aws.secret_access_key()});
        write(tested.attribute, good);
        EXPECT_FALSE(failure_of_get());
    }
}

TEST_P(BadData, of_any_length_is_shown_shortened) {
    write("rank", std::string(20'000, 'x') + "needle");
    const std::optional<Error> failure = failure_of_get();
    expect_failure(failure, {ErrorKind::Model, ErrorCode::InvalidItem, 0, {"'rank'", "xxx..."}}, {"needle"});
    EXPECT_LT(failure->what().size(), 300U);
}

}  // namespace
}  // namespace dynoxx::tests
