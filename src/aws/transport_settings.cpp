#include "aws/transport_settings.hpp"

namespace dynoxx::aws {

namespace {

std::string_view text_of(const std::optional<Setting<std::string>>& setting) {
    return setting ? std::string_view(setting->value) : std::string_view();
}

}  // namespace

http::TransportSettings transport_settings_of(const AwsConfig& config) {
    http::TransportSettings settings;
    settings.connect_timeout = config.connect_timeout().value;
    settings.read_timeout = config.read_timeout().value;
    settings.max_connections = static_cast<std::size_t>(config.max_connections().value);
    settings.max_idle_connections = static_cast<std::size_t>(config.max_idle_connections().value);
    settings.tcp_keepalive = config.tcp_keepalive().value;
    settings.tls.ca_bundle = text_of(config.ca_bundle());
    settings.tls.client_certificate = text_of(config.client_certificate());
    settings.tls.client_key = text_of(config.client_key());
    settings.tls.only_tls_1_3 = config.minimum_tls().value == TlsVersion::Tls13;
    settings.proxies.http = http::parse_proxy(text_of(config.http_proxy()));  // the loader has refused what is none
    settings.proxies.https = http::parse_proxy(text_of(config.https_proxy()));
    settings.proxies.excluded = http::NoProxyList(text_of(config.no_proxy()));
    return settings;
}

}  // namespace dynoxx::aws
