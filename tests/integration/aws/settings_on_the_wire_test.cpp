#include "aws/caller.hpp"
#include "aws/config_loader.hpp"
#include "aws/endpoints.hpp"
#include "aws/service.hpp"
#include "aws/static_provider.hpp"
#include "client/credential_chain.hpp"
#include "support/fake_system.hpp"
#include "support/loopback_server.hpp"
#include "support/three_ways.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <mutex>
#include <sstream>

namespace dynoxx::aws {
namespace {

using test::LoopbackServer;
using test::TestCertificate;
using test::Way;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using Peer = LoopbackServer::Peer;

constexpr const char* region = "eu-west-1";

constexpr const char* role_answer =
    "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
    "<AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
    "<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>"
    "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

http::Origin origin_of(AwsService service) {
    const AwsConfig config = load_config(AwsOptions().region(region), test::FakeSystem().system()).value();
    return resolve_endpoint(endpoint_request(config, service).value()).value().origin;
}

/// Gives the hosts of all services, in the words of OpenSSL.
std::string hosts_of_services() {
    std::string names;
    for (const ServiceInfo& info : services) {
        names.append(names.empty() ? "DNS:" : ",DNS:").append(origin_of(info.service).host);
    }
    return names;
}

/// Settings of transport, seen by a proxy and by what stands behind it for every service of AWS at once: the hosts are
/// those of AWS, of which none is reached.
class SettingsOnTheWire : public ::testing::TestWithParam<Way> {
 protected:
    SettingsOnTheWire() {
        SSL_CTX_load_verify_locations(certificate_.server_context(), own_certificate_.path().c_str(), nullptr);
        SSL_CTX_set_verify(certificate_.server_context(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }

    [[nodiscard]] AwsOptions options() const {
        return AwsOptions()
            .region(region)
            .credentials("AKID", "secret")
            .https_proxy("http://user:hunter2@127.0.0.1:" + std::to_string(proxy_.port()))
            .ca_bundle(certificate_.path())
            .client_certificate(own_certificate_.path())
            .client_key(own_certificate_.key_path())
            .app_id("shop");
    }

    static AwsConfig load(const AwsOptions& options) {
        return load_config(options, test::FakeSystem().system()).value();
    }

    /// Makes a call of a service and gives its error, if it fails.
    std::optional<Error> call(const AwsConfig& config, AwsService service) {
        auto keys = std::make_shared<Credentials>();
        keys->access_key_id = "AKID";
        keys->secret_access_key = runtime::Secret("secret");
        const auto cache = std::make_shared<CredentialsCache>(runner_.state().system(),
                                                              std::make_shared<StaticProvider>(keys, "code"));
        Caller caller(config, cache, http::network_transport(), [this](LogLevel, std::string_view line) {
            const std::lock_guard lock(mutex_);
            lines_.emplace_back(line);
        });
        CallSettings settings;
        settings.retries = false;
        try {
            static_cast<void>(runner_.run<Answer>([&](runtime::Context context) {
                return caller.call(context, ServiceRequest(service, "Operation"), settings);
            }));
        } catch (const Exception& exception) {
            return exception.error();
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> asked_of_proxy() {
        const std::lock_guard lock(mutex_);
        return tunnels_;
    }

    [[nodiscard]] std::vector<std::string> asked_of_services() {
        const std::lock_guard lock(mutex_);
        return heads_;
    }

    [[nodiscard]] std::vector<std::string> lines() {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

    void serve(Peer& peer) {
        while (peer.read_request()) {
            {
                const std::lock_guard lock(mutex_);
                heads_.push_back(peer.head());
            }
            peer.answer(peer.body().find("Action=AssumeRole") == std::string::npos ? "{}" : role_answer);
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
        if (refuses_) {
            peer.send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
            return;
        }
        peer.send("HTTP/1.1 200 OK\r\n\r\n");
        peer.tunnel_to(service_.port());
    }

    TestCertificate certificate_{hosts_of_services()};
    TestCertificate own_certificate_;
    std::atomic<bool> refuses_ = false;
    test::Runner runner_{GetParam()};

 private:
    std::mutex mutex_;
    std::vector<std::string> tunnels_;
    std::vector<std::string> heads_;
    std::vector<std::string> lines_;

 protected:
    LoopbackServer service_{[this](Peer& peer) { serve(peer); }, &certificate_};
    LoopbackServer proxy_{[this](Peer& peer) { open_tunnel(peer); }};
};

INSTANTIATE_TEST_SUITE_P(Each, SettingsOnTheWire, ::testing::ValuesIn(test::three_ways),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST_P(SettingsOnTheWire, reach_the_calls_of_every_service) {
    const AwsConfig config = load(options());
    for (const ServiceInfo& info : services) {
        const std::optional<Error> error = call(config, info.service);
        ASSERT_FALSE(error) << info.display_name << ": " << error->what() << " " << error->cause();
        EXPECT_THAT(asked_of_proxy().back(),
                    HasSubstr("CONNECT " + origin_of(info.service).host + ":443 HTTP/1.1\r\n"));
        EXPECT_THAT(asked_of_proxy().back(), HasSubstr("Proxy-Authorization: Basic dXNlcjpodW50ZXIy\r\n"));
        EXPECT_THAT(asked_of_services().back(), HasSubstr("Host: " + origin_of(info.service).host + "\r\n"));
        EXPECT_THAT(asked_of_services().back(), HasSubstr(" app/shop"));
        EXPECT_THAT(asked_of_services().back(), Not(HasSubstr("Proxy-Authorization")));
    }
    EXPECT_EQ(proxy_.connections(), static_cast<int>(services.size()));
}

TEST_P(SettingsOnTheWire, reach_the_call_that_assumes_a_role) {
    const AwsConfig config = load(options().role_arn("arn:aws:iam::123456789012:role/r"));
    const auto cache = detail::credentials_of(config, runner_.state(), http::network_transport());
    const SharedCredentials found =
        runner_.run<SharedCredentials>([&](runtime::Context context) { return cache->get(context); });
    EXPECT_EQ(found->access_key_id, "ASIAROLE");
    ASSERT_EQ(asked_of_proxy().size(), 1U);
    EXPECT_THAT(asked_of_proxy()[0], HasSubstr("CONNECT sts.eu-west-1.amazonaws.com:443 HTTP/1.1\r\n"));
    EXPECT_THAT(asked_of_services().back(), HasSubstr(" app/shop"));
    EXPECT_THAT(asked_of_services().back(), HasSubstr("User-Agent: dynoxx/"));
}

TEST_P(SettingsOnTheWire, refuse_old_tls_for_every_service) {
    SSL_CTX_set_max_proto_version(certificate_.server_context(), TLS1_2_VERSION);
    const AwsConfig config = load(options().minimum_tls(TlsVersion::Tls13));
    for (const ServiceInfo& info : services) {
        const std::optional<Error> error = call(config, info.service);
        ASSERT_TRUE(error) << info.display_name;
        EXPECT_EQ(error->code(), ErrorCode::TlsFailed) << info.display_name << ": " << error->cause();
    }
    EXPECT_FALSE(call(load(options()), AwsService::Kms));
}

TEST_P(SettingsOnTheWire, keep_the_password_of_the_proxy_out_of_errors_logs_and_text) {
    refuses_ = true;
    const AwsConfig config = load(options());
    const std::optional<Error> error = call(config, AwsService::DynamoDB);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), ErrorCode::ConnectionFailed);
    EXPECT_THAT(error->cause(), HasSubstr("the proxy http://127.0.0.1:" + std::to_string(proxy_.port())));
    EXPECT_THAT(lines(), Contains(HasSubstr("HTTP 407")));
    std::ostringstream text;
    text << options() << error->what() << error->cause();
    for (const AwsConfig::Line& line : config.describe()) {
        text << line.value;
    }
    for (const std::string& line : lines()) {
        text << line;
    }
    EXPECT_THAT(text.str(), Not(HasSubstr("hunter2")));
    EXPECT_THAT(text.str(), Not(HasSubstr("dXNlcjpodW50ZXIy")));
    EXPECT_EQ(proxy_.connections(), 1) << "a refusal is not repeated";
}

}  // namespace
}  // namespace dynoxx::aws
