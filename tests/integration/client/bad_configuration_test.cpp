#include "integration/client/setting.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace dynoxx::tests {
namespace {

using ::testing::HasSubstr;

class BadConfiguration : public BothEndings {
 protected:
    UserAws aws{};
};
DYNOXX_BOTH_ENDINGS(BadConfiguration);

TEST_P(BadConfiguration, without_a_region_says_where_it_looked) {
    AwsOptions options =
        AwsOptions().credentials(aws.access_key_id(), aws.secret_access_key()).endpoint(aws.endpoint());
    const DynamoDBClient client = setting.client(options);
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Configuration,
                    ErrorCode::MissingRegion,
                    0,
                    {"No AWS region is configured", "AwsOptions::region", "AWS_REGION", "Set one of them"}},
                   {aws.secret_access_key()});
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 0U);
    setting.expect_success(setting.client(options.region(aws.region())).get_item(get_request()));
}

TEST_P(BadConfiguration, without_credentials_says_which_sources_were_asked) {
    const AwsOptions options = AwsOptions().region(aws.region()).endpoint(aws.endpoint());
    const DynamoDBClient client = setting.client(options);
    for (int time = 1; time <= 2; ++time) {
        expect_failure(setting.failure_of(client.get_item(get_request())),
                       {ErrorKind::Credentials,
                        ErrorCode::NoCredentials,
                        0,
                        {"No AWS credentials found", "AWS_ACCESS_KEY_ID is not set", "profile default"}});
    }
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 0U);
    setting.expect_success(setting.client(aws.options()).get_item(get_request()));
}

TEST_P(BadConfiguration, with_half_a_key_pair_says_what_is_missing) {
    setting.fake.environment.set("AWS_SECRET_ACCESS_KEY", aws.secret_access_key());
    const DynamoDBClient client = setting.client(AwsOptions().region(aws.region()).endpoint(aws.endpoint()));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Credentials,
                    ErrorCode::InvalidCredentials,
                    0,
                    {"AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not", "Set both or neither"}},
                   {aws.secret_access_key()});
    setting.fake.environment.set("AWS_ACCESS_KEY_ID", aws.access_key_id());
    setting.expect_success(
        setting.client(AwsOptions().region(aws.region()).endpoint(aws.endpoint())).get_item(get_request()));
}

TEST_P(BadConfiguration, of_a_profile_file_is_named_with_its_line_and_read_again_when_corrected) {
    const std::string good = "[default]\naws_access_key_id = " + aws.access_key_id() +
                             "\naws_secret_access_key = " + aws.secret_access_key() + "\n";
    setting.fake.files.set("/somewhere/credentials", good + "this is no property\n");
    setting.fake.files.set("/somewhere/config", "");
    const DynamoDBClient client = setting.client(AwsOptions()
                                                     .region(aws.region())
                                                     .endpoint(aws.endpoint())
                                                     .config_file("/somewhere/config")
                                                     .credentials_file("/somewhere/credentials"));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Configuration, ErrorCode::InvalidProfileFile, 0, {"/somewhere/credentials:4"}},
                   {aws.secret_access_key()});
    setting.fake.files.set("/somewhere/credentials", good);
    setting.expect_success(client.get_item(get_request()));
}

TEST_P(BadConfiguration, with_a_wrong_secret_is_refused_once_and_gives_nothing_away) {
    const std::string wrong = "wrong-secret/that-nobody-may-see-in-a-message";
    const DynamoDBClient client = setting.client(aws.options().credentials(aws.access_key_id(), wrong));
    expect_failure(setting.failure_of(client.get_item(get_request())),
                   {ErrorKind::Credentials,
                    ErrorCode::InvalidCredentials,
                    1,
                    {"AWS signature mismatch. Check your secret access key."}},
                   {wrong, aws.secret_access_key()});
    setting.expect_success(setting.client(aws.options()).get_item(get_request()));
}

/// A temporary directory with the two shared files, on the machine's own file system.
class SharedFiles {
 public:
    SharedFiles() {
        std::string name = (std::filesystem::temp_directory_path() / "dynoxx-files-XXXXXX").string();
        directory_ = ::mkdtemp(name.data());
        write("config", "");
        write("credentials", "");
    }
    SharedFiles(const SharedFiles&) = delete;
    SharedFiles& operator=(const SharedFiles&) = delete;
    ~SharedFiles() { std::filesystem::remove_all(directory_); }

    void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
    [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }

 private:
    std::filesystem::path directory_;
};

TEST(BadFiles, on_the_machines_file_system_are_named_with_their_line) {
    const UserAws aws;
    const SharedFiles files;
    files.write("config", "[default]\nregion = us-east-1\n[profile broken\n");
    const DynamoDBClient client(AwsOptions()
                                    .credentials(aws.access_key_id(), aws.secret_access_key())
                                    .region(aws.region())
                                    .endpoint(aws.endpoint())
                                    .config_file(files.path("config"))
                                    .credentials_file(files.path("credentials")),
                                Runtime());
    const auto refused = client.get_item(get_request()).try_run();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::InvalidProfileFile);
    EXPECT_THAT(refused.error().message(), HasSubstr(files.path("config") + ":3"));
    files.write("config", "");
    EXPECT_TRUE(client.get_item(get_request()).try_run());
}

}  // namespace
}  // namespace dynoxx::tests
