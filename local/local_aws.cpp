#include <dynoxx/local.hpp>

#include "local/server/backend.hpp"
#include "local/server/http_server.hpp"
#include "runtime/system.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <atomic>
#include <random>

namespace dynoxx::local {

namespace {

/// The machine's clock, moved by hand.
class MovableClock final : public runtime::Clock {
 public:
    [[nodiscard]] runtime::SteadyTime steady_now() const override {
        return runtime::system().clock->steady_now() + offset();
    }
    [[nodiscard]] runtime::SystemTime system_now() const override {
        return runtime::system().clock->system_now() + offset();
    }

    void advance(std::chrono::seconds by) noexcept { offset_ += by.count(); }

 private:
    [[nodiscard]] std::chrono::seconds offset() const noexcept { return std::chrono::seconds(offset_.load()); }

    std::atomic<std::chrono::seconds::rep> offset_{0};
};

void check(const LocalOptions& options) {
    const bool is_account = options.account_id.size() == 12 &&
                            std::ranges::all_of(options.account_id, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_account) {
        throw_error(
            Error(ErrorCode::LocalFailure, "The account id \"" + options.account_id + "\" does not have 12 digits."));
    }
    if (options.region.empty() || options.access_key_id.empty() || options.secret_access_key.empty()) {
        throw_error(Error(ErrorCode::LocalFailure,
                          "Region, access key id and secret access key of a local AWS must not be empty."));
    }
}

server::BackendOptions backend_options(const LocalOptions& options) {
    server::BackendOptions result;
    result.region = options.region;
    result.account_id = options.account_id;
    result.access_key_id = options.access_key_id;
    result.secret_access_key = options.secret_access_key;
    result.checking = options.verify_signatures ? auth::Checking::On : auth::Checking::Off;
    std::random_device random;
    result.seed = (static_cast<std::uint64_t>(random()) << 32) | random();
    return result;
}

server::HttpServerOptions server_options(const LocalOptions& options) {
    server::HttpServerOptions result;
    result.port = options.port;
    return result;
}

}  // namespace

class LocalAws::Impl {
 public:
    explicit Impl(LocalOptions given)
        : options(std::move(given)),
          backend(backend_options(options), clock),
          server(
              server_options(options), [this](http::Request& request) { return backend.handle(request); },
              [this](int) { backend.count_unreadable(); }) {}

    const LocalOptions options;
    MovableClock clock{};
    server::Backend backend;
    server::HttpServer server;
};

LocalAws::LocalAws(LocalOptions options) {
    check(options);
    impl_ = std::make_unique<Impl>(std::move(options));
}

LocalAws::~LocalAws() = default;
LocalAws::LocalAws(LocalAws&&) noexcept = default;
LocalAws& LocalAws::operator=(LocalAws&&) noexcept = default;

std::string LocalAws::endpoint() const {
    return "http://127.0.0.1:" + std::to_string(port());
}

std::uint16_t LocalAws::port() const noexcept {
    return impl_->server.port();
}

const std::string& LocalAws::access_key_id() const noexcept {
    return impl_->options.access_key_id;
}

const std::string& LocalAws::secret_access_key() const noexcept {
    return impl_->options.secret_access_key;
}

const std::string& LocalAws::region() const noexcept {
    return impl_->options.region;
}

const std::string& LocalAws::account_id() const noexcept {
    return impl_->options.account_id;
}

void LocalAws::create_bucket(std::string_view name) {
    impl_->backend.create_bucket(name);
}

std::string LocalAws::create_key(std::string_view alias) {
    return impl_->backend.create_key(alias);
}

std::uint64_t LocalAws::requests(std::string_view service, std::string_view operation) const {
    return impl_->backend.requests(service, operation);
}

void LocalAws::reset() {
    impl_->backend.reset();
}

void LocalAws::advance_clock(std::chrono::seconds by) {
    impl_->clock.advance(by);
}

void LocalAws::stop() {
    impl_->server.stop();
}

}  // namespace dynoxx::local
