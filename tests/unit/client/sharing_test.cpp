#include "runtime/crypto.hpp"
#include "sigv4/sha256.hpp"
#include "unit/client/chain_setting.hpp"
#include "unit/client/three_services.hpp"

namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using runtime::format_iso8601;
using test::answer;

const std::string login_session = "arn:aws:sts::123456789012:assumed-role/Admin/ada";

/// A source that asks a service for credentials, and what it sends.
struct Source {
    const char* name;
    const char* config;
    const char* request;  ///< part of the path or the body
};

const Source sources[] = {
    {"role",
     "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n"
     "[profile base]\naws_access_key_id = BASE\naws_secret_access_key = secret\n",
     "Action=AssumeRole&"},
    {"web_identity", "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = /var/token\n",
     "Action=AssumeRoleWithWebIdentity&"},
    {"sso",
     "[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\n"
     "[sso-session corp]\nsso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n",
     "/federation/credentials"},
    {"login", "[default]\nlogin_session = arn:aws:sts::123456789012:assumed-role/Admin/ada\n", "/v1/token"},
};

/// Answers late, so that others ask meanwhile.
class SlowTransport final : public http::Transport {
 public:
    explicit SlowTransport(http::Transport& below) : below_(below) {}

    [[nodiscard]] runtime::task<http::Outcome<http::Response>> send(runtime::Context context,
                                                                    const http::Origin& origin,
                                                                    const http::Request& request,
                                                                    const http::TransportSettings& settings) override {
        return send_late(context, below_, origin, request, settings);
    }

 private:
    static runtime::task<http::Outcome<http::Response>> send_late(runtime::Context context, http::Transport& below,
                                                                  const http::Origin& origin,
                                                                  const http::Request& request,
                                                                  const http::TransportSettings& settings) {
        static_cast<void>(co_await context.sleep(10ms));
        co_return co_await below.send(context, origin, request, settings);
    }

    http::Transport& below_;
};

class Sharing : public ChainSetting, public ::testing::WithParamInterface<Source> {
 protected:
    Sharing() {
        set_config(GetParam().config);
        machine.files.set("/var/token", "token");
        const std::string ended = format_iso8601(machine.clock.system_now() - 1min);
        machine.files.set("/home/ada/.aws/sso/cache/" + runtime::sha1_hex("corp") + ".json",
                          R"({"accessToken":"a","clientId":"c","clientSecret":"s","refreshToken":"r","expiresAt":")" +
                              ended + R"("})");
        machine.files.set(
            "/home/ada/.aws/login/cache/" + sigv4::sha256_hex(login_session) + ".json",
            R"({"accessToken":{"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t","expiresAt":")" + ended +
                R"("},"clientId":"c","refreshToken":"r","dpopKey":)" + proof_key + "}");
        respond = [this](const auto& origin, const auto& request) { return reply(origin, request); };
    }

    test::FakeTransport::Answer reply(const http::Origin& origin, const http::Request& request) const {
        const auto now = machine.clock.system_now();
        if (request.body.starts_with("Action=")) {
            const std::size_t begin = std::string("Action=").size();
            return role_answer(request.body.substr(begin, request.body.find('&') - begin), "ASIA", now);
        }
        if (request.path == "/federation/credentials") {
            const auto end =
                std::chrono::duration_cast<std::chrono::milliseconds>((now + 1h).time_since_epoch()).count();
            return answer(200, R"({"roleCredentials":{"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t",)"
                               R"("expiration":)" +
                                   std::to_string(end) + "}}");
        }
        if (request.path == "/token") {
            return answer(200, R"({"accessToken":"b","expiresIn":28800})");
        }
        if (request.path == "/v1/token") {
            return answer(200, R"({"accessToken":{"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t"},)"
                               R"("expiresIn":3600,"refreshToken":"r2"})");
        }
        return answer_of_three(origin, request);
    }

    [[nodiscard]] std::size_t asked() const { return transport.count(GetParam().request); }

    static constexpr const char* proof_key =
        "\"-----BEGIN EC PRIVATE KEY-----\\n"
        "MHcCAQEEIDCTR+aWurNl87Ux0yzjLWP7yjA0a/CVuzkH/i4gGEgGoAoGCCqGSM49\\n"
        "AwEHoUQDQgAEHmJjc9C+iHBdvwJ3XRWynMOHzt5iRCNkPtaGnFw0Fw1PcPSQ0zZe\\n"
        "A5vNt2YEyUKrAvAjTgPLZa7RLzZAdsRy5Q==\\n"
        "-----END EC PRIVATE KEY-----\\n\"";
};

TEST_P(Sharing, asks_once_for_64_threads_that_use_three_services) {
    use_on_many_threads(AwsOptions(), machine.state, transport);
    EXPECT_EQ(asked(), 1U);
    EXPECT_LE(transport.count("\"refresh_token\""), 1U);
    use_on_many_threads(AwsOptions().read_timeout(1s), machine.state, transport);
    EXPECT_EQ(asked(), 1U) << "another client with the same sources";
}

TEST_P(Sharing, refreshes_once_for_1000_calls_when_credentials_have_ended) {
    SlowTransport slow(transport);
    const auto cache = credentials_of(aws::load_config(AwsOptions(), machine.system).value(), machine.state, slow);
    test::FakeDriver driver(machine.clock);
    static_cast<void>(driver.run(cache->get(machine.context(driver))));
    EXPECT_EQ(asked(), 1U);
    machine.clock.advance(2h);
    std::vector<std::shared_ptr<test::Running<aws::SharedCredentials>>> calls;
    for (int i = 0; i < 1000; ++i) {
        calls.push_back(driver.launch(cache->get(machine.context(driver))));
        EXPECT_FALSE(calls.back()->finished());
    }
    driver.finish();
    for (const auto& call : calls) {
        EXPECT_EQ(call->get(), calls.front()->get());
    }
    EXPECT_EQ(asked(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Each, Sharing, ::testing::ValuesIn(sources),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace dynoxx::detail
