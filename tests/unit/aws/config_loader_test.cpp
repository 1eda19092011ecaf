// What the scenarios and the table do not say: settings that follow others, and files that are no text of settings.
#include "aws/config_loader.hpp"

#include "support/fake_system.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using test::FakeSystem;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* config_path = "/home/ada/.aws/config";

FakeSystem machine(const std::string& config = {}) {
    FakeSystem fake;
    fake.environment.set("HOME", "/home/ada");
    fake.files.set(config_path, config);
    return fake;
}

AwsConfig load(const FakeSystem& fake, const AwsOptions& options = {}) {
    return load_config(options, fake.system()).value();
}

std::string error_of(const FakeSystem& fake, const AwsOptions& options = {}) {
    const Result<AwsConfig> result = load_config(options, fake.system());
    return result.has_error() ? result.error().message() : "no error";
}

std::string everything_shown(const AwsConfig& config) {
    std::string text;
    for (const AwsConfig::Line& line : config.describe()) {
        text += line.name + " = " + line.value + " (" + line.origin + ")\n";
    }
    for (const std::string& warning : config.warnings()) {
        text += warning + "\n";
    }
    return text;
}

TEST(DefaultsMode, sets_the_connect_timeout_that_nobody_set) {
    FakeSystem fake = machine();
    fake.environment.set("AWS_DEFAULTS_MODE", "in-region");
    EXPECT_EQ(load(fake).connect_timeout(), Setting(1100ms, SettingOrigin::environment("AWS_DEFAULTS_MODE")));
    EXPECT_EQ(load(fake, AwsOptions().connect_timeout(2s)).connect_timeout(), Setting(2000ms, SettingOrigin::code()));
}

TEST(DefaultsMode, leaves_our_own_defaults_where_it_is_legacy) {
    EXPECT_EQ(load(machine("[default]\ndefaults_mode = legacy\n")).connect_timeout(),
              load(machine()).connect_timeout());
}

TEST(DefaultsMode, takes_the_region_of_the_machine_from_the_environment) {
    FakeSystem fake = machine("[default]\ndefaults_mode = auto\nregion = eu-west-1\n");
    EXPECT_EQ(load(fake).connect_timeout().value, 3100ms) << "nothing says where the program runs";
    fake.environment.set("AWS_REGION", "eu-west-1");
    EXPECT_EQ(load(fake).connect_timeout().value, 3100ms) << "it may run anywhere";
    fake.environment.set("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023");
    EXPECT_EQ(load(fake).connect_timeout().value, 1100ms) << "in-region";
    EXPECT_EQ(load(fake, AwsOptions().region("us-east-1")).connect_timeout().value, 3100ms) << "cross-region";
    EXPECT_EQ(load(fake).defaults_mode().value, DefaultsMode::Auto);
}

TEST(DualStackOfS3, is_that_of_all_services_unless_it_is_set) {
    FakeSystem fake = machine("[default]\nuse_dualstack_endpoint = true\n");
    EXPECT_EQ(load(fake).s3_use_dual_stack(), load(fake).use_dual_stack());
    EXPECT_TRUE(load(fake).s3_use_dual_stack().value);
    EXPECT_FALSE(load(fake, AwsOptions().s3_use_dual_stack(Switch::Off)).s3_use_dual_stack().value);
}

TEST(MetadataEndpointMode, follows_its_older_form_unless_it_is_set) {
    FakeSystem fake = machine("[default]\nimds_use_ipv6 = true\n");
    EXPECT_EQ(load(fake).ec2_metadata_service_endpoint_mode(),
              Setting(MetadataEndpointMode::IPv6, SettingOrigin(SettingOrigin::Kind::File, "/home/ada/.aws/config:2")));
    fake.environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv4");
    EXPECT_EQ(load(fake).ec2_metadata_service_endpoint_mode().value, MetadataEndpointMode::IPv4);
}

TEST(AppId, gives_a_warning_above_50_characters) {
    FakeSystem fake = machine();
    fake.environment.set("AWS_SDK_UA_APP_ID", std::string(50, 'x'));
    EXPECT_THAT(load(fake).warnings(), IsEmpty());
    fake.environment.set("AWS_SDK_UA_APP_ID", std::string(51, 'x'));
    EXPECT_THAT(load(fake).warnings(), ElementsAre(HasSubstr("environment variable AWS_SDK_UA_APP_ID has 51")));
    EXPECT_EQ(load(fake).app_id()->value.size(), 51U);
}

TEST(ClientKey, is_refused_without_a_certificate) {
    EXPECT_EQ(error_of(machine(), AwsOptions().client_key("/key.pem")),
              "AwsOptions::client_key is set without AwsOptions::client_certificate.");
}

TEST(Proxies, take_the_variable_of_all_schemes_last) {
    FakeSystem fake = machine();
    fake.environment.set("ALL_PROXY", "http://all:1");
    fake.environment.set("HTTPS_PROXY", "http://secure:2");
    EXPECT_EQ(load(fake).http_proxy()->value, "http://all:1");
    EXPECT_EQ(load(fake).https_proxy()->value, "http://secure:2");
    fake.environment.set("https_proxy", "http://lower:3");
    EXPECT_EQ(load(fake).https_proxy()->value, "http://lower:3");
}

TEST(Proxies, do_not_come_from_the_header_of_a_request) {
    FakeSystem fake = machine();
    fake.environment.set("HTTP_PROXY", "http://stranger:1");
    EXPECT_EQ(load(fake).http_proxy()->value, "http://stranger:1");
    fake.environment.set("REQUEST_METHOD", "GET");
    EXPECT_FALSE(load(fake).http_proxy());
    EXPECT_THAT(load(fake).warnings(), ElementsAre(HasSubstr("HTTP_PROXY is ignored")));
    fake.environment.set("http_proxy", "http://ours:1");
    EXPECT_EQ(load(fake).http_proxy()->value, "http://ours:1");
}

TEST(Proxies, may_have_a_password_that_nobody_sees) {
    for (const char* url :
         {"http://ada:very-secret@proxy:3128", "ada:very-secret@proxy", "http://ada:very-secret@",
          "http://ada:very-secret@proxy:0", "http://ada:p@very-secret@proxy:x", "socks5://ada:very-secret@proxy",
          "https://ada:very-secret@[::1]:8080/", "http://ada:very-secret", "http://ada:very-secret%40proxy:1",
          "ada:very://secret@proxy:1"}) {
        FakeSystem fake = machine();
        fake.environment.set("https_proxy", url);
        const Result<AwsConfig> result = load_config(AwsOptions(), fake.system());
        const std::string text = result.has_error() ? result.error().message() : everything_shown(*result);
        EXPECT_THAT(text, Not(AnyOf(HasSubstr("very-secret"), HasSubstr("very:")))) << url;
        EXPECT_THAT(text, AnyOf(HasSubstr("(hidden)@"), HasSubstr("not shown"))) << url;
    }
    EXPECT_THAT(to_string(AwsOptions().https_proxy("http://ada:very-secret@proxy")), Not(HasSubstr("very-secret")));
}

TEST(Describe, hides_every_secret) {
    FakeSystem fake = machine(
        "[default]\naws_secret_access_key = very-secret\naws_session_token = very-secret\n"
        "external_id = very-secret\ncredential_process = /bin/x very-secret\n");
    EXPECT_THAT(everything_shown(load(fake)), Not(HasSubstr("very-secret")));
    for (const char* variable : {"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"}) {
        fake.environment.set(variable, "very-secret");
    }
    EXPECT_THAT(everything_shown(load(fake)), Not(HasSubstr("very-secret")));
    EXPECT_THAT(everything_shown(load(fake, AwsOptions().credentials("id", "very-secret", "very-secret"))),
                Not(HasSubstr("very-secret")));
}

TEST(Describe, shows_what_an_sso_session_says) {
    const AwsConfig config =
        load(machine("[default]\nsso_session = work\n[sso-session work]\nsso_region = eu-west-1\n"));
    EXPECT_THAT(everything_shown(config), HasSubstr("sso_region = eu-west-1 (/home/ada/.aws/config:4)\n"));
}

TEST(SharedFiles, may_hold_any_bytes) {
    const std::string huge(4 * 1024 * 1024, 'x');
    EXPECT_EQ(load(machine("[default]\nregion = eu-west-1\nother = " + huge + "\n")).region()->value, "eu-west-1");
    const std::string message = error_of(machine("[default]\nregion = " + huge + "\n"));
    EXPECT_THAT(message, HasSubstr("/home/ada/.aws/config:2: region"));
    EXPECT_LT(message.size(), 400U);
    EXPECT_THAT(error_of(machine(huge)), HasSubstr("/home/ada/.aws/config:1"));
    using namespace std::string_literals;
    EXPECT_THAT(error_of(machine("[default]\nregion = eu\0west\n"s)),
                HasSubstr("/home/ada/.aws/config:2: region is 'eu?west'"));
    EXPECT_EQ(load(machine("[default]\nother = \0\0\nregion = eu-west-1\n"s)).region()->value, "eu-west-1");
    EXPECT_THAT(error_of(machine("\0\0\0"s)), HasSubstr("/home/ada/.aws/config:1"));
}

/// A disk that fails.
class BrokenFiles : public test::FakeFileSystem {
 public:
    Result<std::optional<std::string>> read(const std::string& path) const override {
        return Error(ErrorCode::UnreadableFile, "Cannot read the file " + path + ": Permission denied.");
    }
    Result<void> replace(const std::string& path, std::string_view) const override {
        return Error(ErrorCode::UnreadableFile, "Cannot write the file " + path + ": Permission denied.");
    }
};

TEST(SharedFiles, end_the_loading_where_one_cannot_be_read) {
    const FakeSystem fake = machine();
    const BrokenFiles broken;
    runtime::System system = fake.system();
    system.files = &broken;
    const Result<AwsConfig> result = load_config(AwsOptions().region("eu-west-1"), system);
    ASSERT_TRUE(result.has_error());
    EXPECT_EQ(result.error().code(), ErrorCode::UnreadableFile);
    EXPECT_THAT(result.error().message(), HasSubstr("/home/ada/.aws/"));
}

TEST(SharedFiles, must_be_files_that_can_be_read) {
    const test::TemporaryDirectory directory;
    const std::string path = directory.path.string();
    const auto error = [&](const std::string& file) {
        const Result<AwsConfig> result =
            AwsConfig::try_load(AwsOptions().config_file(file).credentials_file("/dev/null"));
        return result.has_error() ? result.error() : Error();
    };
    EXPECT_EQ(error(path).code(), ErrorCode::UnreadableFile);
    EXPECT_THAT(error(path).message(), HasSubstr(path + ": it is a directory"));
    EXPECT_THAT(error(path + "/none").message(), HasSubstr("AwsOptions::config_file is '" + path + "/none'"));
    std::ofstream(path + "/config") << "[default]\n";
    std::filesystem::permissions(path + "/config", std::filesystem::perms::none);
    if (::geteuid() != 0) {
        EXPECT_EQ(error(path + "/config").code(), ErrorCode::UnreadableFile);
    }
}

TEST(Loading, writes_nothing_to_the_environment) {
    const auto variables = [] {
        std::vector<std::string> all;
        for (char** variable = environ; *variable != nullptr; ++variable) {
            all.emplace_back(*variable);
        }
        return all;
    };
    const std::vector<std::string> before = variables();
    const AwsOptions options = AwsOptions()
                                   .config_file("/dev/null")
                                   .credentials_file("/dev/null")
                                   .https_proxy("http://proxy:3128")
                                   .region("eu-west-1")
                                   .ca_bundle("/ca.pem");
    EXPECT_EQ(AwsConfig::load(options).https_proxy()->value, "http://proxy:3128");
    EXPECT_EQ(variables(), before);
}

}  // namespace
}  // namespace dynoxx::aws
