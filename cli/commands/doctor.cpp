#include "cli/commands/commands.hpp"

#include "aws/clock_skew.hpp"
#include "aws/endpoints.hpp"
#include "aws/error_mapping.hpp"
#include "aws/instance_region.hpp"
#include "aws/service.hpp"
#include "aws/transport_settings.hpp"
#include "cli/messages.hpp"
#include "client/client_core.hpp"
#include "http/resolver.hpp"

#include <chrono>
#include <cstdlib>
#include <map>
#include <tuple>

namespace dynoxx::cli {

namespace {

using namespace std::chrono_literals;
using detail::ClientState;
using runtime::Context;
using runtime::task;

constexpr auto longest_check = 10s;
constexpr auto harmless_skew = 4min;  // AWS refuses requests that are more than five minutes away
constexpr AwsService examined[] = {AwsService::DynamoDB, AwsService::S3, AwsService::Kms, AwsService::Sts};

/// One thing that was looked at: how it is, or what is wrong and what to do.
struct Finding {
    Finding() {}
    Finding(std::string looked_at, bool is_good, std::string found)
        : subject(std::move(looked_at)), good(is_good), text(std::move(found)) {}
    std::string subject{};
    bool good = true;
    std::string text{};
};

/// What one request without a signature to a service's endpoint showed.
struct Reach {
    Reach() {}
    aws::Endpoint endpoint{};
    http::Outcome<http::Response> answer{http::Failure()};
    runtime::SystemTime sent{};
    runtime::SystemTime received{};
};

task<Reach> reach(Context context, http::Transport& transport, const http::TransportSettings& settings,
                  aws::Endpoint endpoint) {
    Reach result;
    result.endpoint = std::move(endpoint);
    http::Request request;
    request.method = "GET";
    const runtime::Clock& clock = *context.system().clock;
    result.sent = clock.system_now();
    result.answer = co_await transport.send(context.within(longest_check), result.endpoint.origin, request, settings);
    result.received = clock.system_now();
    co_return result;
}

task<http::Outcome<std::vector<http::Address>>> look_up(Context context, std::string host) {
    const Context limited = context.within(longest_check);
    http::Outcome<std::vector<http::Address>> found =
        co_await context.state().service<http::Resolver>().resolve(limited, std::move(host));
    co_return found;
}

/// Looks at everything that a request needs, in the order in which a request needs it.
class Doctor {
 public:
    explicit Doctor(Invocation& invocation) : invocation_(invocation), client_(invocation.client().core()->state()) {}

    [[nodiscard]] std::vector<Finding> examine() {
        if (look_at_configuration()) {
            look_at_proxies();
            look_at_credentials();
            look_at_services();
            look_at_identity();
        }
        return std::move(findings_);
    }

 private:
    void add(std::string subject, bool good, std::string text) {
        findings_.emplace_back(std::move(subject), good, by_options(std::move(text)));
    }

    /// Does `work`, which adds what it finds; an error becomes a finding.
    template <class Work>
    bool attempt(const std::string& subject, Work work) {
        try {
            work();
            return true;
        } catch (const Exception& failure) {
            add(subject, false, failure.what());
            return false;
        }
    }

    [[nodiscard]] bool look_at_configuration() {
        const bool readable = attempt("configuration", [this] {
            config_.emplace(client_->config());
            add("configuration", true,
                "profile " + config_->profile().value + " (" + to_string(config_->profile().origin) + ")");
        });
        if (!readable) {
            return false;
        }
        for (const std::string& warning : config_->warnings()) {
            add("configuration", false, warning);
        }
        attempt("region", [this] { look_at_region(); });
        return config_->region() || !place_.region.empty();
    }

    void look_at_region() {
        if (const auto& region = config_->region()) {
            add("region", true, region->value + " (" + to_string(region->origin) + ")");
            return;
        }
        place_ = invocation_.run<aws::InstancePlace>([this](Context context) {
            return context.state().service<aws::InstanceRegion>().get(context.within(longest_check), *config_,
                                                                      client_->transport());
        });
        if (place_.region.empty()) {
            add("region", false, config_->required_region().error().message());
        } else {
            add("region", true, place_.region + " (instance metadata)");
        }
    }

    void look_at_proxies() {
        settings_ = aws::transport_settings_of(*config_);
        const std::tuple<std::string_view, const std::optional<http::Proxy>&,
                         const std::optional<Setting<std::string>>&>
            proxies[] = {{"http", settings_.proxies.http, config_->http_proxy()},
                         {"https", settings_.proxies.https, config_->https_proxy()}};
        for (const auto& [scheme, proxy, setting] : proxies) {
            if (proxy) {
                add("proxy", true,
                    proxy->text() + " for " + std::string(scheme) + " (" + to_string(setting->origin) + ")");
            }
        }
        if (!settings_.proxies.http && !settings_.proxies.https) {
            add("proxy", true, "none");
        }
    }

    void look_at_credentials() {
        has_credentials_ = attempt("credentials", [this] {
            const aws::SharedCredentials found = invocation_.run<aws::SharedCredentials>(
                [this](Context context) { return client_->credentials(context.within(longest_check)); });
            std::string text = found->access_key_id + " from " + found->source;
            if (found->expiration) {
                const auto left = *found->expiration - std::chrono::system_clock::now();
                text += ", valid for " +
                        std::to_string(std::chrono::duration_cast<std::chrono::minutes>(left).count()) + " minutes";
            }
            add("credentials", true, std::move(text));
        });
    }

    void look_at_services() {
        for (const AwsService service : examined) {
            const std::string name(aws::info_of(service).display_name);
            attempt(name, [this, service, &name] {
                const aws::EndpointRequest wanted = aws::endpoint_request(*config_, service, place_.region).value();
                const aws::Endpoint endpoint = aws::resolve_endpoint(wanted).value();
                const http::Proxy* proxy = settings_.proxies.select(endpoint.origin);
                if (look_at_name(proxy == nullptr ? endpoint.origin.host : proxy->origin.host)) {
                    look_at_reach(service, name, endpoint);
                }
            });
        }
    }

    /// Adds a finding for each host once.
    [[nodiscard]] bool look_at_name(const std::string& host) {
        if (const auto known = names_.find(host); known != names_.end()) {
            return known->second;
        }
        const auto found = invocation_.run<http::Outcome<std::vector<http::Address>>>(
            [&host](Context context) { return look_up(context, host); });
        if (found.has_error()) {
            add("dns", false,
                aws::map_transport_error(AwsService::DynamoDB, found.error()).cause() +
                    ". Check the name servers, and the region or endpoint that the name comes from.");
        } else {
            add("dns", true, host + " is " + found->front().text());
        }
        names_.emplace(host, found.has_value());
        return found.has_value();
    }

    void look_at_reach(AwsService service, const std::string& name, const aws::Endpoint& endpoint) {
        const Reach result = invocation_.run<Reach>(
            [&](Context context) { return reach(context, client_->transport(), settings_, endpoint); });
        if (!look_at_tls(service, result)) {
            return;
        }
        if (result.answer.has_error()) {
            add(name, false, aws::map_transport_error(service, result.answer.error()).what());
            return;
        }
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(result.received - result.sent);
        const http::Origin& origin = endpoint.origin;
        add(name, true,
            origin.scheme + "://" + origin.host_header() + " answers after " + std::to_string(took.count()) + " ms" +
                (origin.is_tls() ? "" : ", without TLS"));
        look_at_clock(*result.answer, result);
    }

    /// Adds a finding about the certificate of an endpoint; says whether TLS is no obstacle.
    [[nodiscard]] bool look_at_tls(AwsService service, const Reach& result) {
        const http::Origin& origin = result.endpoint.origin;
        const auto& bundle = config_->ca_bundle();
        const std::string trusted = bundle ? "the CA bundle " + bundle->value + " (" + to_string(bundle->origin) + ")"
                                           : "the roots of the system";
        if (result.answer.has_value()) {
            if (origin.is_tls()) {
                add("tls", true, origin.host_header() + " has a certificate that is trusted by " + trusted);
            }
            return true;
        }
        const http::FailureKind kind = result.answer.error().kind;
        if (kind != http::FailureKind::Untrusted && kind != http::FailureKind::Tls) {
            return true;
        }
        const std::string advice = kind == http::FailureKind::Untrusted
                                       ? "Put the certificate of whoever vouches for it, perhaps a proxy that opens "
                                         "TLS, into the file that AWS_CA_BUNDLE names, or mend the server's; trusted "
                                         "are those of " +
                                             trusted + "."
                                       : "Check that the endpoint speaks TLS 1.2 or later at this port.";
        add("tls", false, aws::map_transport_error(service, result.answer.error()).cause() + ". " + advice);
        return false;
    }

    /// Adds a finding by the first answer that tells the time.
    void look_at_clock(const http::Response& answer, const Reach& result) {
        const auto skew = aws::measure_skew(answer, result.sent, result.received);
        if (clock_is_known_ || !skew) {
            return;
        }
        clock_is_known_ = true;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*skew).count();
        const bool good = std::chrono::abs(*skew) < harmless_skew;
        const std::string distance = std::to_string(std::abs(seconds)) + " s " + (seconds > 0 ? "behind" : "ahead of");
        add("clock", good,
            "this machine's is " + (seconds == 0 ? "with" : distance) + " the service's" +
                (good ? "" : ". Set it, for example with NTP."));
    }

    void look_at_identity() {
        if (!has_credentials_) {
            return;
        }
        attempt("identity", [this] {
            const sts::CallerIdentity identity = invocation_.run<sts::CallerIdentity>(
                [this](Context context) { return client_->sts().get_caller_identity(context.within(longest_check)); });
            add("identity", true, identity.arn);
        });
    }

    Invocation& invocation_;
    std::shared_ptr<ClientState> client_;
    std::optional<AwsConfig> config_;
    http::TransportSettings settings_;
    std::map<std::string, bool> names_;
    aws::InstancePlace place_;
    bool has_credentials_ = false;
    bool clock_is_known_ = false;
    std::vector<Finding> findings_;
};

void show(const std::vector<Finding>& findings, Output output) {
    std::vector<std::vector<std::string>> rows;
    for (const Finding& finding : findings) {
        rows.push_back(
            {output.paint(finding.good ? Output::Colour::Green : Output::Colour::Red, finding.good ? "ok  " : "FAIL"),
             finding.subject, finding.text});
    }
    output.columns(rows);
}

void show_json(const std::vector<Finding>& findings, Output output) {
    for (const Finding& finding : findings) {
        json::Writer document;
        document.begin_object().member("subject", finding.subject).key("ok").boolean(finding.good);
        document.member("text", finding.text).end_object();
        output.json(document);
    }
}

Status examine(Invocation& invocation) {
    const std::vector<Finding> findings = Doctor(invocation).examine();
    if (invocation.json) {
        show_json(findings, invocation.output());
    } else {
        show(findings, invocation.output());
    }
    return std::ranges::all_of(findings, &Finding::good) ? Status::Done : Status::Failed;
}

}  // namespace

void add_doctor(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand(
        "doctor",
        "Examines region, credentials, clock, DNS, TLS and the reach of each service: each is ok, or what to do.");
    command->callback([&invocation] { invocation.action = [&invocation] { return examine(invocation); }; });
}

}  // namespace dynoxx::cli
