#include <dynoxx/local.hpp>

#include "local/server/backend.hpp"
#include "local/server/controlled_clock.hpp"
#include "local/server/http_server.hpp"
#include "local/storage/journal.hpp"
#include "runtime/system.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <optional>
#include <random>
#include <utility>

namespace dynoxx::local {

namespace {

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
          backend(backend_options(options), clock, open_journal()),
          server(
              server_options(options), [this](http::Request& request) { return backend.handle(request); },
              [this](int) { backend.count_unreadable(); }, clock) {
        if (journal) {
            journal->listen([this](storage::Commit commit, storage::Outcome outcome) {
                server.committed(commit, outcome == storage::Outcome::OnDisk);
            });
        }
    }

    ~Impl() { stop(); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    /// Waits until what the caller is to be told of is on disk.
    void wait(storage::Commit commit) {
        if (journal) {
            journal->wait(commit);
        }
    }

    void stop() {
        if (journal) {
            journal->listen({});
        }
        server.stop();
        if (journal) {
            journal->close();
        }
    }

    const LocalOptions options;
    server::ControlledClock clock{*runtime::system().clock};
    std::optional<storage::Journal> journal{};
    server::Backend backend;
    server::HttpServer server;

 private:
    storage::Journal* open_journal() {
        if (options.data.empty()) {
            return nullptr;
        }
        return &journal.emplace(options.data, storage::Owner(options.region, options.account_id));
    }
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
    impl_->wait(impl_->backend.create_bucket(name));
}

std::string LocalAws::create_key(std::string_view alias) {
    std::string arn;
    impl_->wait(impl_->backend.create_key(alias, arn));
    return arn;
}

std::uint64_t LocalAws::requests(std::string_view service, std::string_view operation) const {
    return impl_->backend.requests(service, operation);
}

void LocalAws::reset() {
    impl_->wait(impl_->backend.reset());
}

void LocalAws::take_snapshot(std::string_view name) {
    impl_->backend.take_snapshot(name);
}

void LocalAws::restore_snapshot(std::string_view name) {
    impl_->wait(impl_->backend.restore_snapshot(name));
}

void LocalAws::delete_snapshot(std::string_view name) {
    impl_->backend.delete_snapshot(name);
}

std::vector<LocalSnapshot> LocalAws::snapshots() const {
    return impl_->backend.snapshots();
}

LocalClock LocalAws::clock() const {
    LocalClock result;
    result.time = impl_->clock.system_now();
    result.stands_still = impl_->clock.stands_still();
    return result;
}

void LocalAws::set_clock(std::chrono::system_clock::time_point time) {
    server::check_clock_time(time);
    impl_->clock.set(time);
    impl_->server.clock_moved();
}

void LocalAws::advance_clock(std::chrono::milliseconds by) {
    server::check_clock_move(impl_->clock.system_now(), by);
    impl_->clock.advance(by);
    impl_->server.clock_moved();
}

void LocalAws::release_clock() {
    impl_->clock.release();
    impl_->server.clock_moved();
}

std::uint64_t LocalAws::add_fault(LocalFault fault) {
    return impl_->backend.add_fault(std::move(fault));
}

std::vector<LocalFaultState> LocalAws::faults() const {
    return impl_->backend.faults();
}

void LocalAws::remove_fault(std::uint64_t id) {
    impl_->backend.remove_fault(id);
}

void LocalAws::clear_faults() {
    impl_->backend.clear_faults();
}

void LocalAws::stop() {
    impl_->stop();
}

}  // namespace dynoxx::local
