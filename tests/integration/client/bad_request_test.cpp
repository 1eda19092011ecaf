#include "integration/client/setting.hpp"

namespace dynoxx::tests {
namespace {

class BadRequest : public BothEndings {
 protected:
    UserAws aws{};
    DynamoDBClient client = setting.client(aws.options());
};
DYNOXX_BOTH_ENDINGS(BadRequest);

TEST_P(BadRequest, with_a_key_of_the_wrong_type_is_refused_once) {
    GetItemRequest request = get_request();
    request.key.set("id", Number("17"));
    expect_failure(setting.failure_of(client.get_item(request)),
                   {ErrorKind::Service,
                    ErrorCode::ValidationFailed,
                    1,
                    {"The provided key element does not match the schema", "GetItem"}},
                   {aws.secret_access_key()});
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 1U);
    setting.expect_success(client.get_item(get_request()));
}

TEST_P(BadRequest, for_a_table_that_is_not_there_names_it) {
    const Table<User> table = client.table<User>(TableOptions().name("nobodys"));
    expect_failure(setting.failure_of(table.get("u#1", "home")),
                   {ErrorKind::Service, ErrorCode::ResourceNotFound, 1, {"Table 'nobodys' not found"}});
    setting.expect_success(client.table<User>().get("u#1", "home"));
}

TEST_P(BadRequest, with_an_item_over_400_kilobytes_is_refused_once_and_its_object_removed) {
    User large = make_user("u#1");
    large.email = std::string(410'000, 'x') + "needle";
    expect_failure(
        setting.failure_of(client.table<User>().put(large)),
        {ErrorKind::Service, ErrorCode::ValidationFailed, 1, {"Item size has exceeded the maximum allowed size"}},
        {"needle", "07-42", aws.secret_access_key()});
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 1U);
    EXPECT_EQ(aws.requests("s3", "PutObject"), aws.requests("s3", "DeleteObject"));
    const User fitting = make_user("u#1");
    setting.expect_success(client.table<User>().put(fitting));
}

TEST_P(BadRequest, to_a_bucket_that_is_not_there_writes_no_item) {
    const User user = make_user("u#1");
    expect_failure(setting.failure_of(client.table<User>(TableOptions().bucket("nobodys-bucket")).put(user)),
                   {ErrorKind::Service, ErrorCode::ResourceNotFound, 1, {"S3 bucket 'nobodys-bucket' not found"}});
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 0U);
    setting.expect_success(client.table<User>().put(user));
}

TEST_P(BadRequest, with_a_key_of_kms_that_is_not_there_writes_no_item) {
    const User user = make_user("u#1");
    expect_failure(setting.failure_of(client.table<User>(TableOptions().key_id("alias/nobodys")).put(user)),
                   {ErrorKind::Encryption, ErrorCode::EncryptionFailed, 1, {"KMS key not found"}}, {"07-42"});
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 0U);
    setting.expect_success(client.table<User>().put(user));
}

}  // namespace
}  // namespace dynoxx::tests
