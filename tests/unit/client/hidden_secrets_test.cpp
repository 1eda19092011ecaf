#include "runtime/crypto.hpp"
#include "sigv4/sha256.hpp"
#include "unit/client/chain_setting.hpp"

#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

/// Every source of credentials, with every wrong answer: what is secret is said nowhere.
namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using http::Failure;
using http::FailureKind;
using runtime::format_iso8601;
using test::answer;
using Answer = test::FakeTransport::Answer;

const std::string kept_secret = "secret-of-a-file";
const std::string answered_secret = "secret-of-an-answer";
const std::string login_session = "arn:aws:sts::123456789012:assumed-role/Admin/ada";

/// Made for these tests and used nowhere else.
constexpr const char* proof_key =
    "-----BEGIN EC PRIVATE KEY-----\\n"
    "MHcCAQEEICTS7Jr0OiAh6i7tDhU0GeS7xArcKs5dxkSglJnvob/SoAoGCCqGSM49\\n"
    "AwEHoUQDQgAEGGtMsBXmvZ8OBjtUEbcWb/9AXqKJQ5kCzaL9u+rfkPNfZl8TKsMH\\n"
    "D15d7F1e0q6Hpc2tjZkNzd5herVT6hbg9Q==\\n"
    "-----END EC PRIVATE KEY-----\\n";

/// A source that asks somebody, and what a good answer to it is.
struct Source {
    const char* name;
    std::map<std::string, std::string> variables;
    std::string config;
    std::string good;  ///< body, in which `TIME` stands for the end of the credentials
};

const std::string keys_of_a_machine = R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":")" +
                                      answered_secret + R"(","Token":")" + answered_secret +
                                      R"(-token","Expiration":"TIME"})";

const std::string portal_document = R"({"roleCredentials":{"accessKeyId":"ASIA","secretAccessKey":")" +
                                    answered_secret + R"(","sessionToken":")" + answered_secret +
                                    R"(-token","expiration":4070908800000}})";

std::string role_document(const std::string& operation) {
    return "<" + operation + "Response><" + operation +
           "Result><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser>"
           "<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>" +
           answered_secret + "</SecretAccessKey><SessionToken>" + answered_secret +
           "-token</SessionToken><Expiration>TIME</Expiration></Credentials></" + operation + "Result></" + operation +
           "Response>";
}

std::vector<Source> sources() {
    const std::string keys = "aws_access_key_id = BASE\naws_secret_access_key = " + kept_secret +
                             "\naws_session_token = " + kept_secret + "-token\n";
    const std::string role = "role_arn = arn:aws:iam::123456789012:role/app\n";
    return {
        {"Role",
         {},
         "[default]\n" + role + "source_profile = base\n[profile base]\n" + keys,
         role_document("AssumeRole")},
        {"ChainedRole",
         {},
         "[default]\n" + role + "source_profile = middle\n[profile middle]\n" + role +
             "source_profile = base\n[profile base]\n" + keys,
         role_document("AssumeRole")},
        {"WebIdentity",
         {},
         "[default]\n" + role + "web_identity_token_file = /var/token\n",
         role_document("AssumeRoleWithWebIdentity")},
        {"Sso",
         {},
         "[default]\nsso_session = live\nsso_account_id = 123456789012\nsso_role_name = dev\n"
         "[sso-session live]\nsso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n",
         portal_document},
        {"SsoRefresh",
         {},
         "[default]\nsso_session = ended\nsso_account_id = 123456789012\nsso_role_name = dev\n"
         "[sso-session ended]\nsso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n",
         R"({"accessToken":")" + answered_secret + R"(","expiresIn":28800,"refreshToken":")" + answered_secret +
             R"(-refresh"})"},
        {"Login",
         {},
         "[default]\nlogin_session = " + login_session + "\n",
         R"({"accessToken":{"accessKeyId":"ASIA","secretAccessKey":")" + answered_secret + R"(","sessionToken":")" +
             answered_secret + R"(-token"},"expiresIn":900,"refreshToken":")" + answered_secret + R"(-refresh"})"},
        {"Process",
         {},
         "[default]\ncredential_process = printf %s 'BODY'; exit STATUS\n",
         R"({"Version":1,"AccessKeyId":"ASIA","SecretAccessKey":")" + answered_secret + R"(","SessionToken":")" +
             answered_secret + R"(-token","Expiration":"TIME"})"},
        {"Container",
         {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role"},
          {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic " + kept_secret}},
         "",
         keys_of_a_machine},
        {"Instance", {{"AWS_EC2_METADATA_DISABLED", "false"}}, "", keys_of_a_machine},
    };
}

std::string with(std::string text, std::string_view word, std::string_view value) {
    const std::size_t found = text.find(word);
    return found == std::string::npos ? text : text.replace(found, word.size(), value);
}

/// What may come in place of a good answer. Every one has the secret in it.
std::vector<Answer> answers_to(const Source& source, runtime::SystemTime now) {
    const std::string good = with(source.good, "TIME", format_iso8601(now + 1h));
    return {
        answer(200, good),
        answer(200, with(source.good, "TIME", format_iso8601(now - 1h))),
        answer(200, with(source.good, "TIME", answered_secret)),
        answer(200, good.substr(0, good.size() - 3)),
        answer(200, with(good, "ASIA", "")),
        answer(200, with(good, answered_secret, answered_secret + " and a blank")),
        answer(200, "<html><body>Sign in: " + answered_secret + "</body></html>"),
        answer(200, answered_secret),
        answer(200, "[\"" + answered_secret + "\"]"),
        answer(200, ""),
        answer(500, good),
        answer(500, "<html>" + answered_secret + "</html>"),
        answer(403, good),
        answer(400, R"({"error":"invalid_grant","secretAccessKey":")" + answered_secret + "\"}"),
        answer(400, answered_secret),
        Failure(FailureKind::Connect, "connection refused"),
        Failure(FailureKind::ReadTimeout, "silent"),
    };
}

class HiddenSecrets : public ChainSetting {
 protected:
    HiddenSecrets() {
        watch.keep(kept_secret);
        watch.keep(answered_secret);
    }

    /// Sets the tokens of all sources as they are before a source has been asked.
    void set_tokens() {
        machine.files.set("/var/token", kept_secret + "\n");
        set_sso_token("live", 8h);
        set_sso_token("ended", -1h);
        machine.files.set("/home/ada/.aws/login/cache/" + sigv4::sha256_hex(login_session) + ".json",
                          R"({"accessToken":{"accessKeyId":"FIRST","secretAccessKey":")" + kept_secret +
                              R"(","sessionToken":")" + kept_secret + R"(-token","accountId":"123456789012",)" +
                              R"("expiresAt":")" + format_iso8601(machine.clock.system_now() - 1h) +
                              R"("},"clientId":"arn:aws:signin:::devtools/same-device","refreshToken":")" +
                              kept_secret + R"(-refresh","idToken":")" + kept_secret + R"(-id","dpopKey":")" +
                              proof_key + R"("})");
    }

    void set_sso_token(const std::string& session, std::chrono::seconds left) {
        const auto now = machine.clock.system_now();
        machine.files.set("/home/ada/.aws/sso/cache/" + runtime::sha1_hex(session) + ".json",
                          R"({"accessToken":")" + kept_secret + R"(","expiresAt":")" + format_iso8601(now + left) +
                              R"(","clientId":"client","clientSecret":")" + kept_secret +
                              R"(-client","refreshToken":")" + kept_secret + R"(-refresh","registrationExpiresAt":")" +
                              format_iso8601(now + 24h) + "\"}");
    }

    /// Asks the chain; what comes of it does not matter.
    void ask(const AwsOptions& options = AwsOptions()) {
        try {
            static_cast<void>(find(options));
            ++found_;
        } catch (const Exception& exception) {
            watch.hear(exception.error());
            ++failed_;
        } catch (const std::exception& exception) {
            watch.hear(exception.what());
            ++failed_;
        }
    }

    int found_ = 0;
    int failed_ = 0;
};

class HiddenSecretsOfSources : public HiddenSecrets, public ::testing::WithParamInterface<Source> {
 protected:
    /// Gives an answer to the question that the source asks for; what it asks before and after is answered well.
    static Answer reply(const Answer& given, const http::Origin& origin, const http::Request& request) {
        if (request.path.ends_with("/api/token")) {
            return answer(200, kept_secret);
        }
        if (request.path.ends_with("/security-credentials-extended/")) {
            return answer(200, "role");
        }
        const bool follows = GetParam().good.starts_with(R"({"accessToken":")") && origin.host.starts_with("portal");
        return follows ? Answer(answer(200, portal_document)) : given;
    }
};

TEST_P(HiddenSecretsOfSources, are_said_of_no_answer) {
    for (const auto& [variable, value] : GetParam().variables) {
        machine.environment.set(variable, value);
    }
    int number = 0;
    for (const Answer& given : answers_to(GetParam(), machine.clock.system_now())) {
        respond = [&given](const auto& origin, const auto& request) { return reply(given, origin, request); };
        set_tokens();
        machine.environment.set("AWS_ACCOUNT_ID", std::to_string(100000000000 + ++number));  // another set of sources
        std::string config = with(GetParam().config, "BODY", given ? given->body : "");
        config = with(config, "STATUS", given && given->status == 200 ? "0" : "7");
        set_config(config);
        ask();
    }
    EXPECT_GE(found_, 1) << "a good answer";
    EXPECT_GE(failed_, 5) << "wrong answers";
}
INSTANTIATE_TEST_SUITE_P(Each, HiddenSecretsOfSources, ::testing::ValuesIn(sources()),
                         [](const auto& source) { return std::string(source.param.name); });

/// What is wrong with keys that nobody has to be asked for.
struct WrongKeys {
    const char* name;
    std::map<std::string, std::string> variables;
    std::string config;
    AwsOptions options;
};

CredentialsFunction giving(const std::string& key_id, const std::string& secret, runtime::SystemTime end) {
    return [=] {
        ProvidedCredentials given;
        given.access_key_id = key_id;
        given.secret_access_key = secret;
        given.expiration = end;
        return given;
    };
}

std::vector<WrongKeys> wrong_keys() {
    const runtime::SystemTime later = runtime::parse_iso8601("2099-01-01T00:00:00Z").value();
    const std::string torn = kept_secret + "\nX-Evil: yes";
    return {
        {"VariableWithoutKeyId", {{"AWS_SECRET_ACCESS_KEY", kept_secret}}, "", {}},
        {"VariableWithLineEnd", {{"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", torn}}, "", {}},
        {"TokenWithLineEnd",
         {{"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", kept_secret}, {"AWS_SESSION_TOKEN", torn}},
         "",
         {}},
        {"ProfileWithoutKeyId", {}, "[default]\naws_secret_access_key = " + kept_secret + "\n", {}},
        {"ProfileWithBlank", {}, "[default]\naws_access_key_id = A\naws_secret_access_key = a " + kept_secret, {}},
        {"LineThatIsNoProperty", {}, "[default]\naws_secret_access_key " + kept_secret + "\n", {}},
        {"NameThatIsNone", {}, "[default]\n= " + kept_secret + "\n", {}},
        {"SectionWithoutEnd", {}, "[default\naws_secret_access_key = " + kept_secret + "\n", {}},
        {"LineBeforeSection", {}, "aws_secret_access_key = " + kept_secret + "\n", {}},
        {"SubPropertyThatIsNone", {}, "[default]\ns3 =\n  aws_secret_access_key " + kept_secret + "\n", {}},
        {"CodeWithoutKeyId", {}, "", AwsOptions().credentials("", kept_secret)},
        {"CodeWithLineEnd", {}, "", AwsOptions().credentials("AKID", torn)},
        {"FunctionWithoutKeyId", {}, "", AwsOptions().credentials_provider("vault", giving("", kept_secret, later))},
        {"FunctionWithLineEnd", {}, "", AwsOptions().credentials_provider("vault", giving("AKID", torn, later))},
        {"FunctionThatGivesWhatHasEnded",
         {},
         "",
         AwsOptions().credentials_provider("vault", giving("AKID", kept_secret, runtime::SystemTime()))},
        {"ProxyThatIsNone", {{"HTTPS_PROXY", "ftp://me:" + kept_secret + "@proxy"}}, "", {}},
        {"ContainerTokenWithLineEnd",
         {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role"}, {"AWS_CONTAINER_AUTHORIZATION_TOKEN", torn}},
         "",
         {}},
    };
}

class HiddenSecretsOfKeys : public HiddenSecrets, public ::testing::WithParamInterface<WrongKeys> {};

TEST_P(HiddenSecretsOfKeys, are_said_of_no_mistake) {
    respond = [](const auto&, const auto&) { return answer(404); };
    for (const auto& [variable, value] : GetParam().variables) {
        machine.environment.set(variable, value);
    }
    set_config(GetParam().config);
    ask(GetParam().options);
    EXPECT_EQ(found_ + failed_, 1);
}
INSTANTIATE_TEST_SUITE_P(Each, HiddenSecretsOfKeys, ::testing::ValuesIn(wrong_keys()),
                         [](const auto& keys) { return std::string(keys.param.name); });

}  // namespace
}  // namespace dynoxx::detail
