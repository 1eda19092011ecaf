#include "unit/wiping/freed_blocks.hpp"

#include "client/client_state.hpp"
#include "kms/client.hpp"
#include "runtime/crypto.hpp"
#include "support/fake_machine.hpp"
#include "unit/wiping/exchange_transport.hpp"

#include <gtest/gtest.h>

#include <map>

/// What held a secret is overwritten before it is given back: files, settings, requests, answers, keys.
namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using test::FakeDriver;
using test::FreedBlocks;

// Longer than what a std::string keeps in itself, and in no other text.
constexpr std::string_view kept_secret = "kept+secret/of/a/file/or/a/variable";
constexpr std::string_view kept_token = "kept-token-of-a-file-or-a-variable";
constexpr std::string_view kept_refresh = "kept-refresh-token-of-a-session";
constexpr std::string_view client_secret = "secret-of-the-registered-client";
constexpr std::string_view proxy_password = "password-of-the-user-of-the-proxy";
constexpr std::string_view answered_secret = "answered+secret/of/some/service";
constexpr std::string_view answered_token = "answered-token-of-some-service";
constexpr std::string_view key_text = "Zm9ydHktdHdvIGlzIG5vdCBhIGtleSwgYnV0IDMyISE=";  // in base64
constexpr std::string_view key_bytes = "forty-two is not a key, but 32!!";

constexpr std::string_view role_answer =
    "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
    "</AssumedRoleUser><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>answered+secret/of/some/service"
    "</SecretAccessKey><SessionToken>answered-token-of-some-service</SessionToken><Expiration>2099-01-01T00:00:00Z"
    "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
constexpr std::string_view web_identity_answer =
    "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><AssumedRoleUser>"
    "<Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA"
    "</AccessKeyId><SecretAccessKey>answered+secret/of/some/service</SecretAccessKey><SessionToken>"
    "answered-token-of-some-service</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
    "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
constexpr std::string_view portal_answer =
    R"({"roleCredentials":{"accessKeyId":"ASIA","secretAccessKey":"answered+secret/of/some/service",)"
    R"("sessionToken":"answered-token-of-some-service","expiration":4070908800000}})";
constexpr std::string_view oidc_answer = R"({"accessToken":"answered-token-of-some-service","expiresIn":28800,)"
                                         R"("refreshToken":"answered-token-of-some-service-too"})";
constexpr std::string_view machine_answer =
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"answered+secret/of/some/service",)"
    R"("Token":"answered-token-of-some-service","Expiration":"2099-01-01T00:00:00Z"})";
constexpr std::string_view data_key_answer =
    R"({"KeyId":"arn:aws:kms:eu-west-1:123456789012:key/k","CiphertextBlob":"c2VhbGVk",)"
    R"("Plaintext":"Zm9ydHktdHdvIGlzIG5vdCBhIGtleSwgYnV0IDMyISE="})";

/// Files in memory that is never freed.
class StaticFiles final : public runtime::FileSystem {
 public:
    [[nodiscard]] Result<std::optional<std::string>> read(const std::string& path) const override {
        const auto found = texts.find(path);
        return found == texts.end() ? std::optional<std::string>() : std::optional(std::string(found->second));
    }
    [[nodiscard]] Result<void> replace(const std::string&, std::string_view) const override {
        ++writes;
        return {};
    }

    std::map<std::string, std::string, std::less<>> texts;
    mutable int writes = 0;
};

std::string_view answer_to(const http::Origin& origin, const http::Request& request) {
    if (request.path.ends_with("/api/token")) {
        return kept_token;
    }
    if (request.path.ends_with("/security-credentials-extended/")) {
        return "role";
    }
    if (origin.host == "169.254.169.254" || origin.host == "169.254.170.2") {
        return machine_answer;
    }
    if (origin.host.starts_with("sts")) {
        return request.body.find("WebIdentity") == std::string::npos ? role_answer : web_identity_answer;
    }
    if (origin.host.starts_with("portal")) {
        return portal_answer;
    }
    if (origin.host.starts_with("oidc")) {
        return oidc_answer;
    }
    return origin.host.starts_with("kms") ? data_key_answer : "{}";
}

/// A source of credentials that is asked for a call of DynamoDB and one of KMS.
struct Scenario {
    const char* name;
    std::map<std::string, std::string, std::less<>> variables;
    std::string config;
    bool in_code = false;
};

std::vector<Scenario> scenarios() {
    const std::string keys = "aws_access_key_id = BASE\naws_secret_access_key = " + std::string(kept_secret) +
                             "\naws_session_token = " + std::string(kept_token) + "\n";
    const std::string role = "role_arn = arn:aws:iam::123456789012:role/app\n";
    const std::string sso =
        "sso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n[default]\nsso_account_id = 1\n"
        "sso_role_name = dev\n";
    return {
        {"Code", {}, "", true},
        {"Environment",
         {{"AWS_ACCESS_KEY_ID", "BASE"},
          {"AWS_SECRET_ACCESS_KEY", std::string(kept_secret)},
          {"AWS_SESSION_TOKEN", std::string(kept_token)}},
         ""},
        {"Profile", {}, "[default]\n" + keys},
        {"Role", {}, "[default]\n" + role + "source_profile = base\n[profile base]\n" + keys},
        {"WebIdentity", {}, "[default]\n" + role + "web_identity_token_file = /token\n"},
        {"Sso", {}, "[sso-session live]\n" + sso + "sso_session = live\n"},
        {"SsoRefresh", {}, "[sso-session ended]\n" + sso + "sso_session = ended\n"},
        {"Process", {}, "[default]\ncredential_process = cat '" DYNOXX_TEST_FOLDER "/process_output.json'\n"},
        {"Container",
         {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role"},
          {"AWS_CONTAINER_AUTHORIZATION_TOKEN", std::string(kept_token)}},
         ""},
        {"Instance", {{"AWS_EC2_METADATA_DISABLED", "false"}}, ""},
    };
}

class WipedMemory : public ::testing::TestWithParam<Scenario> {
 protected:
    WipedMemory() : environment(GetParam().variables) {
        environment.set("HOME", "/home/ada");
        environment.set("AWS_REGION", "eu-west-1");
        environment.set("HTTPS_PROXY", " http://me:" + std::string(proxy_password) + "@proxy.example.com ");
        if (!environment.get("AWS_EC2_METADATA_DISABLED")) {
            environment.set("AWS_EC2_METADATA_DISABLED", "true");
        }
        files.texts["/home/ada/.aws/config"] = GetParam().config;
        files.texts["/token"] = kept_token;
        set_sso_token("live", "2099-01-01T00:00:00Z");
        set_sso_token("ended", "2020-01-01T00:00:00Z");
    }

    void set_sso_token(const std::string& session, const std::string& end) {
        files.texts["/home/ada/.aws/sso/cache/" + runtime::sha1_hex(session) + ".json"] =
            R"({"accessToken":")" + std::string(kept_token) + R"(","expiresAt":")" + end +
            R"(","clientId":"client","clientSecret":")" + std::string(client_secret) + R"(","refreshToken":")" +
            std::string(kept_refresh) + R"(","registrationExpiresAt":"2099-01-01T00:00:00Z"})";
    }

    /// Loads the settings, finds credentials, signs and sends; and gives everything back.
    void use() {
        test::ManualClock clock;
        test::FixedRandom random(0.5);
        const runtime::System system{&clock, &environment, &files, &random};
        runtime::State state(boost::asio::any_io_executor(), system);
        AwsOptions options;
        if (GetParam().in_code) {
            options.credentials("BASE", std::string(kept_secret), std::string(kept_token));
        }
        ClientState client(options, state, transport);
        FakeDriver driver(clock);
        const runtime::Context context(state, driver, system);
        try {
            static_cast<void>(driver.run(get_item(context, client)));
            static_cast<void>(driver.run(client.kms().generate_data_key(context, kms::GenerateDataKeyRequest())));
            ++succeeded;
        } catch (const Exception& exception) {
            failed = true;
        }
    }

    static runtime::task<GetItemResponse> get_item(runtime::Context context, ClientState& client) {
        GetItemRequest request;
        request.table_name = "users";
        request.key = Item{{"id", "1"}};
        return client.dynamodb().get_item(context, std::move(request), aws::CallSettings());
    }

    test::FakeEnvironment environment;
    StaticFiles files;
    test::ExchangeTransport transport{answer_to};
    int succeeded = 0;
    bool failed = false;
};

TEST_P(WipedMemory, holds_no_secret_when_it_is_released) {
    {
        const FreedBlocks freed{kept_secret,     kept_token,     kept_refresh, client_secret, proxy_password,
                                answered_secret, answered_token, key_text,     key_bytes};
        use();
    }
    EXPECT_EQ(succeeded, 1);
    EXPECT_GE(transport.sent, 2);
    EXPECT_GT(FreedBlocks::count(), 100U);
    EXPECT_EQ(FreedBlocks::with_secrets(), 0U);
}

TEST_P(WipedMemory, holds_no_secret_when_services_refuse) {
    {
        const FreedBlocks freed{kept_secret,     kept_token,     kept_refresh, client_secret, proxy_password,
                                answered_secret, answered_token, key_text,     key_bytes};
        transport.status = "403 Forbidden";
        use();
    }
    EXPECT_TRUE(failed);
    EXPECT_EQ(FreedBlocks::with_secrets(), 0U);
}
INSTANTIATE_TEST_SUITE_P(Each, WipedMemory, ::testing::ValuesIn(scenarios()),
                         [](const auto& scenario) { return std::string(scenario.param.name); });

TEST(FreedBlocks, are_seen_with_what_is_in_them) {
    const FreedBlocks freed{kept_secret};
    auto text = std::make_unique<std::string>(kept_secret);
    EXPECT_EQ(FreedBlocks::with_secrets(), 0U);
    text.reset();
    EXPECT_EQ(FreedBlocks::with_secrets(), 1U);
}

}  // namespace
}  // namespace dynoxx::detail
