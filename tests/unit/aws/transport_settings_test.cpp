#include "aws/transport_settings.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;

class SettingsOfTransport : public ::testing::Test {
 protected:
    [[nodiscard]] http::TransportSettings of(const AwsOptions& options = AwsOptions()) const {
        return transport_settings_of(load_config(options, fake.system()).value());
    }

    test::FakeSystem fake;
};

TEST_F(SettingsOfTransport, hold_what_code_says) {
    const http::TransportSettings settings = of(AwsOptions()
                                                    .connect_timeout(5ms)
                                                    .read_timeout(6ms)
                                                    .max_connections(7)
                                                    .max_idle_connections(3)
                                                    .tcp_keepalive(Switch::On)
                                                    .ca_bundle("/ca.pem")
                                                    .client_certificate("/own.pem")
                                                    .client_key("/key.pem")
                                                    .minimum_tls(TlsVersion::Tls13)
                                                    .http_proxy("http://plain:1")
                                                    .https_proxy("https://user:word@secure:2")
                                                    .no_proxy("inside"));
    EXPECT_EQ(settings.connect_timeout, 5ms);
    EXPECT_EQ(settings.read_timeout, 6ms);
    EXPECT_EQ(settings.max_connections, 7U);
    EXPECT_EQ(settings.max_idle_connections, 3U);
    EXPECT_TRUE(settings.tcp_keepalive);
    EXPECT_EQ(settings.tls.ca_bundle, "/ca.pem");
    EXPECT_EQ(settings.tls.client_certificate, "/own.pem");
    EXPECT_EQ(settings.tls.client_key, "/key.pem");
    EXPECT_TRUE(settings.tls.only_tls_1_3);
    EXPECT_EQ(settings.proxies.select(http::Origin("http", "outside", 80))->text(), "http://plain:1");
    EXPECT_EQ(settings.proxies.select(http::Origin("https", "outside", 443))->text(), "https://secure:2");
    EXPECT_EQ(settings.proxies.select(http::Origin("https", "a.inside", 443)), nullptr);
}

TEST_F(SettingsOfTransport, have_defaults) {
    const http::TransportSettings settings = of();
    EXPECT_EQ(settings.connect_timeout, 3100ms);
    EXPECT_EQ(settings.max_connections, 0U);
    EXPECT_EQ(settings.max_idle_connections, 64U);
    EXPECT_FALSE(settings.tcp_keepalive);
    EXPECT_EQ(settings.tls, http::TlsSettings());
    EXPECT_FALSE(settings.proxies.http);
    EXPECT_FALSE(settings.proxies.https);
}

TEST_F(SettingsOfTransport, take_proxies_from_the_environment) {
    fake.environment.set("HTTPS_PROXY", "http://proxy:3128");
    fake.environment.set("NO_PROXY", "127.0.0.1");
    const http::ProxySettings proxies = of().proxies;
    EXPECT_EQ(proxies.select(http::Origin("https", "s3.amazonaws.com", 443))->text(), "http://proxy:3128");
    EXPECT_EQ(proxies.select(http::Origin("https", "127.0.0.1", 443)), nullptr);
    EXPECT_EQ(proxies.select(http::Origin("http", "s3.amazonaws.com", 80)), nullptr);
}

TEST_F(SettingsOfTransport, do_not_pass_over_a_proxy_that_cannot_be_read) {
    for (const char* url :
         {"socks5://user:hunter2@proxy", "http://user:hunter2@proxy:x", "http://us%zz:hunter2@proxy"}) {
        const auto loaded = load_config(AwsOptions().https_proxy(url), fake.system());
        ASSERT_TRUE(loaded.has_error()) << url;
        EXPECT_THAT(loaded.error().what(), ::testing::Not(::testing::HasSubstr("hunter2"))) << url;
    }
}

}  // namespace
}  // namespace dynoxx::aws
