#include "aws/imds_client.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <charconv>

namespace dynoxx::aws {

namespace {

using namespace std::chrono_literals;
using http::FailureKind;
using http::Outcome;
using runtime::Context;
using runtime::task;

constexpr std::string_view token_header = "x-aws-ec2-metadata-token";
constexpr std::string_view lifetime_header = "x-aws-ec2-metadata-token-ttl-seconds";
constexpr std::chrono::seconds longest_lifetime = 6h;
constexpr std::chrono::seconds renewed_before_end = 120s;
constexpr std::string_view service_name = "the instance metadata service";

Error refused(const std::string& how) {
    return {ErrorCode::CredentialsSourceFailed, "The instance metadata service " + how + "."};
}

/// Gives how long a token may be used, by the answer that brought it.
std::chrono::seconds lifetime_of(const http::Response& answer) {
    const std::string_view text = answer.headers.get(lifetime_header);
    int seconds = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool valid = failure == std::errc() && end == text.data() + text.size() && seconds > 0;
    return valid ? std::min(longest_lifetime, std::chrono::seconds(seconds)) : longest_lifetime;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

ImdsClient::ImdsClient(const ImdsSettings& settings, http::Transport& transport)
    : base_path_(settings.base_path), v1_disabled_(settings.v1_disabled), transport_(transport) {
    target_.origin = settings.origin;
    target_.settings.connect_timeout = settings.timeout;
    target_.settings.read_timeout = settings.timeout;
    target_.max_attempts = settings.max_attempts;
}

task<Outcome<http::Response>> ImdsClient::get(Context context, std::string path) {
    return get_with_token(context, *this, std::move(path));
}

task<Outcome<http::Response>> ImdsClient::get_with_token(Context context, ImdsClient& self, std::string path) {
    for (bool renewed = false;; renewed = true) {
        const Outcome<Token> given = co_await token(context, self);
        if (!given) {
            co_return given.error();
        }
        http::Request request = self.request("GET", path);
        if (!given->text.empty()) {
            request.headers.add(std::string(token_header), std::string(given->text.reveal()));
        }
        Outcome<http::Response> answer =
            co_await send_plain(context, self.transport_, self.target_, std::move(request));
        if (!answer) {
            throw_if_call_ended(context, service_name, answer.error());
        }
        if (!answer || answer->status != 401) {
            co_return answer;
        }
        if (renewed || given->text.empty()) {
            throw_error(refused("refused access with HTTP status 401"));
        }
        self.drop(*given);
    }
}

task<Outcome<ImdsClient::Token>> ImdsClient::token(Context context, ImdsClient& self) {
    if (std::optional<Token> kept = self.kept(context.now())) {
        co_return *kept;
    }
    http::Request request = self.request("PUT", "/latest/api/token");
    request.headers.add(std::string(lifetime_header), std::to_string(longest_lifetime / 1s));
    Outcome<http::Response> answer = co_await send_plain(context, self.transport_, self.target_, std::move(request));
    co_return self.understand(context, std::move(answer));
}

Outcome<ImdsClient::Token> ImdsClient::understand(const Context& context, Outcome<http::Response> answer) {
    if (!answer) {
        throw_if_call_ended(context, service_name, answer.error());
        if (answer.error().kind == FailureKind::ReadTimeout) {  // the way back is too long for it, as in a container
            return without_token();
        }
        return answer.error();
    }
    if (answer->status == 404 || answer->status == 405) {
        return without_token();
    }
    if (answer->status != 200) {
        throw_error(refused("answered the request for a token with HTTP status " + std::to_string(answer->status)));
    }
    if (!is_token(answer->body)) {
        throw_error(refused("gave no token. Check that nothing else answers at its address"));
    }
    Token given;
    given.text = runtime::Secret::take(answer->body);
    given.use_until = context.now() + lifetime_of(*answer) - renewed_before_end;
    const std::lock_guard lock(mutex_);
    token_ = given;
    return given;
}

http::Request ImdsClient::request(std::string method, const std::string& path) const {
    http::Request request;
    request.holds_secrets = true;
    request.method = std::move(method);
    request.path = base_path_ + path;
    return request;
}

ImdsClient::Token ImdsClient::without_token() const {
    if (v1_disabled_) {
        throw_error(refused("gave no token, and asking without one is disabled (ec2_metadata_v1_disabled)"));
    }
    return Token();
}

std::optional<ImdsClient::Token> ImdsClient::kept(runtime::SteadyTime now) {
    const std::lock_guard lock(mutex_);
    return token_ && now < token_->use_until ? token_ : std::nullopt;
}

void ImdsClient::drop(const Token& refused) {
    const std::lock_guard lock(mutex_);
    if (token_ && token_->text == refused.text) {
        token_.reset();
    }
}

}  // namespace dynoxx::aws
