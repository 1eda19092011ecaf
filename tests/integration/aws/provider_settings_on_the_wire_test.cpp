#include "aws/caller.hpp"
#include "aws/config_loader.hpp"
#include "client/credential_chain.hpp"
#include "runtime/crypto.hpp"
#include "runtime/launch.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/sha256.hpp"
#include "support/fake_system.hpp"
#include "support/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using test::LoopbackServer;
using test::TestCertificate;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Peer = LoopbackServer::Peer;

constexpr const char* login_session = "arn:aws:sts::123456789012:assumed-role/Admin/ada";

constexpr const char* static_keys = "[default]\naws_access_key_id = BASE\naws_secret_access_key = secret\n";

constexpr const char* session_profile =
    "[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\n"
    "[sso-session corp]\nsso_region = us-west-2\nsso_start_url = https://corp.awsapps.com/start\n";

/// A call to a service, made by a source of credentials or with credentials, and the hosts that it goes to.
struct Call {
    const char* name;
    const char* config;
    std::optional<AwsService> service;  ///< nothing: a source of credentials calls
    const char* host;
    const char* fips_host;
    const char* dual_stack_host;
    std::chrono::seconds session_left = 8h;  ///< until the end of the session that is signed in
};

const Call calls[] = {
    {"role",
     "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n"
     "[profile base]\naws_access_key_id = BASE\naws_secret_access_key = secret\n",
     std::nullopt, "sts.us-west-2.amazonaws.com", "sts-fips.us-west-2.amazonaws.com", "sts.us-west-2.api.aws"},
    {"web_identity", "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = /var/token\n",
     std::nullopt, "sts.us-west-2.amazonaws.com", "sts-fips.us-west-2.amazonaws.com", "sts.us-west-2.api.aws"},
    {"sso_portal", session_profile, std::nullopt, "portal.sso.us-west-2.amazonaws.com",
     "portal.sso-fips.us-west-2.amazonaws.com", "portal.sso.us-west-2.api.aws"},
    {"sso_token", session_profile, std::nullopt, "oidc.us-west-2.amazonaws.com", "oidc-fips.us-west-2.amazonaws.com",
     "oidc.us-west-2.api.aws", -1min},
    {"login", "[default]\nlogin_session = arn:aws:sts::123456789012:assumed-role/Admin/ada\n", std::nullopt,
     "us-west-2.signin.aws.amazon.com", "signin-fips.us-west-2.amazonaws.com", "signin.us-west-2.api.aws", -1min},
    {"dynamodb", static_keys, AwsService::DynamoDB, "dynamodb.us-west-2.amazonaws.com",
     "dynamodb-fips.us-west-2.amazonaws.com", "dynamodb.us-west-2.api.aws"},
    {"s3", static_keys, AwsService::S3, "s3.us-west-2.amazonaws.com", "s3-fips.us-west-2.amazonaws.com",
     "s3.dualstack.us-west-2.amazonaws.com"},
    {"kms", static_keys, AwsService::Kms, "kms.us-west-2.amazonaws.com", "kms-fips.us-west-2.amazonaws.com",
     "kms.us-west-2.api.aws"},
};

/// Gives all hosts, in the words of OpenSSL.
std::string names_of_hosts() {
    std::string names = "DNS:localhost";
    for (const Call& one : calls) {
        for (const char* host : {one.host, one.fips_host, one.dual_stack_host}) {
            names.append(",DNS:").append(host);
        }
    }
    return names;
}

/// The answer of every service to every call.
std::string answer_to(const std::string& head, const std::string& body) {
    constexpr const char* keys = R"({"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t")";
    if (body.starts_with("Action=")) {
        const std::size_t begin = std::string("Action=").size();
        const std::string operation = body.substr(begin, body.find('&') - begin);
        return "<" + operation + "Response><" + operation +
               "Result><Credentials><AccessKeyId>K</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
               "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
               "<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser></" +
               operation + "Result></" + operation + "Response>";
    }
    if (head.starts_with("GET /federation/credentials")) {
        return R"({"roleCredentials":)" + std::string(keys) + R"(,"expiration":4070908800000}})";
    }
    if (head.starts_with("POST /token")) {
        return R"({"accessToken":"b","expiresIn":28800})";
    }
    if (head.starts_with("POST /v1/token")) {
        return R"({"accessToken":)" + std::string(keys) + R"(},"expiresIn":3600,"refreshToken":"r"})";
    }
    return "{}";
}

/// One of the calls through a proxy, behind which all services are: the hosts are those of AWS, of which none is
/// reached.
class EachCall : public ::testing::TestWithParam<Call> {
 protected:
    EachCall() {
        machine_.environment.set("HOME", "/home/ada");
        machine_.files.set("/home/ada/.aws/config", GetParam().config);
        machine_.files.set("/var/token", "token");
        const std::string end =
            runtime::format_iso8601(runtime::system().clock->system_now() + GetParam().session_left);
        machine_.files.set(
            "/home/ada/.aws/sso/cache/" + runtime::sha1_hex("corp") + ".json",
            R"({"accessToken":"a","clientId":"c","clientSecret":"s","refreshToken":"r","expiresAt":")" + end + R"("})");
        machine_.files.set(
            "/home/ada/.aws/login/cache/" + sigv4::sha256_hex(login_session) + ".json",
            R"({"accessToken":{"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t","expiresAt":")" + end +
                R"("},"clientId":"c","refreshToken":"r","dpopKey":)" + proof_key + "}");
        system_.clock = runtime::system().clock;
        system_.random = runtime::system().random;
    }

    [[nodiscard]] AwsOptions options() const {
        return AwsOptions()
            .region("us-west-2")
            .https_proxy("http://127.0.0.1:" + std::to_string(proxy_.port()))
            .ca_bundle(certificate_.path());
    }

    /// Makes the call and gives its error, if it fails.
    [[nodiscard]] std::optional<Error> make(const AwsOptions& options) {
        const AwsConfig config = load_config(options, system_).value();
        const auto cache = detail::credentials_of(config, *state_, http::network_transport());
        try {
            if (GetParam().service) {
                Caller caller(config, cache, http::network_transport(), LogSink());
                static_cast<void>(runtime::run_blocking<Answer>(state_, [&](runtime::Context context) {
                    return caller.call(context, ServiceRequest(*GetParam().service, "Operation"), CallSettings());
                }));
            } else {
                static_cast<void>(runtime::run_blocking<SharedCredentials>(
                    state_, [&](runtime::Context context) { return cache->get(context); }));
            }
        } catch (const Exception& exception) {
            return exception.error();
        }
        return std::nullopt;
    }

    /// Makes the call, which must not succeed, once.
    [[nodiscard]] std::string failure_of(AwsOptions options) {
        const std::optional<Error> error = make(options.max_attempts(1));
        return error ? error->what() : "it succeeded";
    }

    [[nodiscard]] std::vector<std::string> tunnels() {
        const std::lock_guard lock(mutex_);
        return tunnels_;
    }

    [[nodiscard]] std::vector<std::string> heads() {
        const std::lock_guard lock(mutex_);
        return heads_;
    }

    std::atomic<bool> proxy_is_silent_ = false;
    std::atomic<bool> service_is_silent_ = false;
    std::atomic<bool> service_fails_ = false;

 private:
    void serve(Peer& peer) {
        while (peer.read_request()) {
            {
                const std::lock_guard lock(mutex_);
                heads_.push_back(peer.head());
            }
            if (service_is_silent_) {
                peer.wait_for_close();
            } else if (service_fails_) {
                peer.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
            } else {
                peer.answer(answer_to(peer.head(), peer.body()));
            }
        }
    }

    void open_tunnel(Peer& peer) {
        if (!peer.read_request()) {
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            tunnels_.push_back(peer.head());
        }
        if (proxy_is_silent_) {
            peer.wait_for_close();
            return;
        }
        peer.send("HTTP/1.1 200 OK\r\n\r\n");
        peer.tunnel_to(service_.port());
    }

    /// Made for these tests and used nowhere else.
    static constexpr const char* proof_key =
        "\"-----BEGIN EC PRIVATE KEY-----\\n"
        "MHcCAQEEIDCTR+aWurNl87Ux0yzjLWP7yjA0a/CVuzkH/i4gGEgGoAoGCCqGSM49\\n"
        "AwEHoUQDQgAEHmJjc9C+iHBdvwJ3XRWynMOHzt5iRCNkPtaGnFw0Fw1PcPSQ0zZe\\n"
        "A5vNt2YEyUKrAvAjTgPLZa7RLzZAdsRy5Q==\\n"
        "-----END EC PRIVATE KEY-----\\n\"";

    test::FakeSystem machine_;
    runtime::System system_ = machine_.system();
    std::shared_ptr<runtime::State> state_ = std::make_shared<runtime::State>(boost::asio::any_io_executor(), system_);
    TestCertificate certificate_{names_of_hosts()};
    std::mutex mutex_;
    std::vector<std::string> tunnels_;
    std::vector<std::string> heads_;
    LoopbackServer service_{[this](Peer& peer) { serve(peer); }, &certificate_};
    LoopbackServer proxy_{[this](Peer& peer) { open_tunnel(peer); }};
};

INSTANTIATE_TEST_SUITE_P(Of, EachCall, ::testing::ValuesIn(calls),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(EachCall, goes_to_the_host_of_the_region) {
    const std::optional<Error> error = make(options());
    ASSERT_FALSE(error) << error->what();
    EXPECT_THAT(tunnels().front(), HasSubstr("CONNECT " + std::string(GetParam().host) + ":443 "));
}

TEST_P(EachCall, goes_to_the_fips_endpoint) {
    const std::optional<Error> error = make(options().use_fips(Switch::On));
    ASSERT_FALSE(error) << error->what();
    EXPECT_THAT(tunnels().front(), HasSubstr("CONNECT " + std::string(GetParam().fips_host) + ":443 "));
}

TEST_P(EachCall, goes_to_the_dual_stack_endpoint) {
    const std::optional<Error> error = make(options().use_dual_stack(Switch::On));
    ASSERT_FALSE(error) << error->what();
    EXPECT_THAT(tunnels().front(), HasSubstr("CONNECT " + std::string(GetParam().dual_stack_host) + ":443 "));
}

TEST_P(EachCall, is_sent_as_often_as_max_attempts_says) {
    service_fails_ = true;
    EXPECT_TRUE(make(options().max_attempts(2)));
    ASSERT_THAT(heads(), SizeIs(2));
    EXPECT_THAT(heads()[0], HasSubstr("amz-sdk-request: attempt=1; max=2\r\n"));
    EXPECT_THAT(heads()[1], HasSubstr("amz-sdk-request: attempt=2; max=2\r\n"));
    EXPECT_THAT(heads()[1], HasSubstr("Host: " + std::string(GetParam().host)));
}

TEST_P(EachCall, tells_the_retry_mode) {
    ASSERT_FALSE(make(options().retry_mode(RetryMode::Adaptive)));
    EXPECT_THAT(heads().front(), ContainsRegex(" m/([^ ]*,)?F[, \r]"));
}

TEST_P(EachCall, gives_a_connection_up_after_the_connect_timeout) {
    proxy_is_silent_ = true;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THAT(failure_of(options().connect_timeout(40ms)), HasSubstr("it did not open a tunnel to "));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s) << "the default is 3.1 s";
    EXPECT_THAT(tunnels(), SizeIs(1));
}

TEST_P(EachCall, gives_a_silent_service_up_after_the_read_timeout) {
    service_is_silent_ = true;
    EXPECT_THAT(failure_of(options().read_timeout(40ms)), HasSubstr(" sent nothing for 40 ms"));
    EXPECT_THAT(heads(), SizeIs(1));
}

TEST_P(EachCall, gives_an_attempt_up_after_the_attempt_timeout) {
    service_is_silent_ = true;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THAT(failure_of(options().attempt_timeout(300ms)),
                HasSubstr(std::string(GetParam().host) + " did not answer in time"));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s) << "credentials may take 22 s";
    EXPECT_THAT(heads(), SizeIs(1));
}

}  // namespace
}  // namespace dynoxx::aws
