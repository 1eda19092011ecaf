#include "aws/container_provider.hpp"

#include "aws/caller.hpp"
#include "aws/config_data.hpp"
#include "aws/credentials_json.hpp"
#include "aws/endpoint_url.hpp"
#include "aws/feature_ids.hpp"
#include "aws/plain_request.hpp"
#include "aws/setting_reader.hpp"
#include "http/resolver.hpp"
#include "runtime/state.hpp"
#include "runtime/wipe.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using http::Outcome;
using runtime::Context;
using runtime::task;

constexpr std::string_view relative_variable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr std::string_view full_variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr std::string_view token_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr std::string_view token_file_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

constexpr std::string_view ecs_address = "169.254.170.2";
constexpr std::array<std::string_view, 3> container_addresses = {ecs_address, "169.254.170.23", "fd00:ec2::23"};

constexpr std::chrono::milliseconds request_timeout = 2s;
constexpr int max_attempts = 3;

constexpr std::string_view source_name = "the container's credentials endpoint";

/// Where the credentials are.
struct Location {
    Location() { request.holds_secrets = true; }

    PlainTarget target{};
    http::Request request{};
};

/// Says whether plain HTTP to an address stays on the machine.
bool is_local(std::string_view address) {
    return std::ranges::find(container_addresses, address) != container_addresses.end() || address == "::1" ||
           address.starts_with("127.") || address.starts_with("::ffff:127.");
}

/// Splits what comes after the host into path and query.
void set_path(http::Request& request, std::string_view text) {
    const std::size_t mark = std::min(text.find('?'), text.size());
    request.path = mark == 0 ? "/" : text.substr(0, mark);
    request.query = mark == text.size() ? std::string_view() : text.substr(mark + 1);
}

void set_timeouts(http::TransportSettings& settings) {
    settings.connect_timeout = request_timeout;
    settings.read_timeout = request_timeout;
}

bool is_visible(char c) {
    return c > ' ' && c <= '~' && c != '#';
}

class ContainerProvider final : public CredentialsProvider {
 public:
    ContainerProvider(const AwsConfig& config, http::Transport& transport) : config_(config), transport_(transport) {}

    [[nodiscard]] task<SharedCredentials> load(Context context) override { return ask(context, *this); }

    [[nodiscard]] std::string describe() const override {
        if (!relative().empty() || !full().empty()) {
            return std::string(source_name);
        }
        return "container (neither " + std::string(relative_variable) + " nor " + std::string(full_variable) +
               " is set)";
    }

 private:
    static task<SharedCredentials> ask(Context context, const ContainerProvider& self) {
        if (self.relative().empty() && self.full().empty()) {
            co_return nullptr;
        }
        Location location = self.locate();
        if (!location.target.origin.is_tls()) {
            co_await check_host(context, location.target.origin.host);
        }
        self.add_token(*context.system().files, location.request);
        const PlainTarget target = location.target;
        Outcome<http::Response> answer =
            co_await send_plain(context, self.transport_, target, std::move(location.request));
        co_return self.understand(context, std::move(answer));
    }

    [[nodiscard]] std::string_view relative() const { return config_.data().variable(relative_variable); }
    [[nodiscard]] std::string_view full() const { return config_.data().variable(full_variable); }

    [[nodiscard]] Location locate() const {
        Location location;
        set_timeouts(location.target.settings);
        location.target.max_attempts = max_attempts;
        location.request.method = "GET";
        location.request.headers.add("Accept", "application/json");
        const std::string_view text = relative().empty() ? full() : relative();
        const std::string_view variable = relative().empty() ? full_variable : relative_variable;
        if (!std::ranges::all_of(text, is_visible)) {
            throw_error(unusable(variable, "has characters that a URI must not have, such as blanks"));
        }
        if (!relative().empty()) {
            if (!text.starts_with('/')) {
                throw_error(unusable(variable, "does not begin with /"));
            }
            location.target.origin = http::Origin("http", std::string(ecs_address), 80);
            set_path(location.request, text);
            return location;
        }
        const std::size_t scheme = text.find("://");
        const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
        const std::size_t path = std::min(text.find_first_of("/?", host), text.size());
        const Setting<std::string> root(std::string(text.substr(0, path)),
                                        SettingOrigin::environment(std::string(full_variable)));
        location.target.origin = parse_endpoint_url(full_variable, root).value().origin;
        if (location.target.origin.is_tls()) {  // it may be far away, behind a proxy
            location.target.settings = transport_settings_of(config_);
            set_timeouts(location.target.settings);
        }
        set_path(location.request, text.substr(path));
        return location;
    }

    static Error unusable(std::string_view variable, std::string_view what) {
        return {ErrorCode::InvalidOption,
                "environment variable " + std::string(variable) + " " + std::string(what) + "."};
    }

    /// Refuses to send a token without TLS to another machine.
    static task<void> check_host(Context context, std::string host) {
        Outcome<std::vector<http::Address>> addresses =
            co_await context.state().service<http::Resolver>().resolve(context.within(request_timeout), host);
        if (!addresses) {
            throw_if_call_ended(context, source_name, addresses.error());
            throw_error(
                Error(ErrorCode::CredentialsSourceFailed,
                      "The host of the environment variable " + std::string(full_variable) + " could not be resolved.")
                    .with_cause(addresses.error().detail));
        }
        for (const http::Address& address : *addresses) {
            if (!is_local(address.text())) {
                throw_error(unusable(
                    full_variable,
                    "names the host " + host + ", which is neither this machine nor a container endpoint. Use https"));
            }
        }
    }

    /// A file is read each time: its token is replaced from outside.
    void add_token(const runtime::FileSystem& files, http::Request& request) const {
        std::string token(config_.data().variable(token_variable));
        const runtime::WipeAtEnd wipe_token(token);
        std::string origin = "environment variable " + std::string(token_variable);
        if (const std::string path(config_.data().variable(token_file_variable)); !path.empty()) {
            origin = "file " + path + " (" + std::string(token_file_variable) + ")";
            std::optional<std::string> text = files.read(path).value();
            if (!text) {
                throw_error(Error(ErrorCode::CredentialsSourceFailed,
                                  "The authorization token cannot be read: the " + origin + " does not exist."));
            }
            runtime::wipe(token);
            token = std::move(*text);
        }
        if (std::ranges::any_of(token, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; })) {
            throw_error(Error(ErrorCode::InvalidCredentials,
                              "The authorization token in the " + origin +
                                  " has line ends or other control characters. It must be one line without its end."));
        }
        if (!token.empty()) {
            request.headers.add("Authorization", std::move(token));
        }
    }

    [[nodiscard]] SharedCredentials understand(const Context& context, Outcome<http::Response> answer) const {
        if (!answer) {
            throw_if_call_ended(context, source_name, answer.error());
            throw_error(failed("did not answer").with_cause(answer.error().detail));
        }
        if (answer->status != 200) {
            throw_error(failed("answered with HTTP status " + std::to_string(answer->status)));
        }
        auto read = read_credentials(CredentialsWriter::Container, answer->body);
        if (!read) {
            throw_error(failed(read.error().message()));
        }
        (*read)->source = "container";
        (*read)->features = feature_id("CREDENTIALS_HTTP");
        return *read;
    }

    [[nodiscard]] Error failed(const std::string& how) const {
        const bool is_relative = !relative().empty();
        return {ErrorCode::CredentialsSourceFailed,
                "The container's credentials endpoint, " +
                    std::string(is_relative ? relative_variable : full_variable) + ", " + how +
                    ". Check the role of the task or pod and that the endpoint can be reached."};
    }

    AwsConfig config_;
    http::Transport& transport_;
};

}  // namespace

std::shared_ptr<CredentialsProvider> container_provider(const AwsConfig& config, http::Transport& transport) {
    return std::make_shared<ContainerProvider>(config, transport);
}

}  // namespace dynoxx::aws
