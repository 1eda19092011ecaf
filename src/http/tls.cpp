#include "http/tls.hpp"

#include "http/connection.hpp"
#include "runtime/generation.hpp"

#include <arpa/inet.h>
#include <dirent.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

namespace dynoxx::http {

using runtime::NoFork;

namespace {

constexpr const char* system_roots_directory = "/etc/ssl/certs";

/// Where a BIO gets and puts its bytes: a socket, or another TLS session.
struct BioWay {
    int descriptor;
    TlsSession* carrier;  ///< null: the socket itself
};

const BioWay& way_of(BIO* bio) {
    return *static_cast<const BioWay*>(BIO_get_data(bio));
}

/// Tells OpenSSL what a carrier did, in the terms of a socket.
int result_of_carrier(BIO* bio, const IoResult& result) {
    switch (result.kind) {
        case IoResult::Kind::Bytes:
            return static_cast<int>(result.bytes);
        case IoResult::Kind::WantRead:
            BIO_set_retry_read(bio);
            return -1;
        case IoResult::Kind::WantWrite:
            BIO_set_retry_write(bio);
            return -1;
        case IoResult::Kind::Closed:
            BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
            return 0;
        case IoResult::Kind::Failed:
            break;
    }
    errno = EPIPE;
    return -1;
}

int bio_write(BIO* bio, const char* data, int length) {
    BIO_clear_retry_flags(bio);
    const BioWay& way = way_of(bio);
    if (way.carrier != nullptr) {
        return result_of_carrier(bio, way.carrier->write({data, static_cast<std::size_t>(length)}));
    }
    const ssize_t sent = ::send(way.descriptor, data, static_cast<std::size_t>(length), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
        BIO_set_retry_write(bio);
    }
    return static_cast<int>(sent);
}

int bio_read(BIO* bio, char* data, int length) {
    BIO_clear_retry_flags(bio);
    const BioWay& way = way_of(bio);
    if (way.carrier != nullptr) {
        return result_of_carrier(bio, way.carrier->read({data, static_cast<std::size_t>(length)}));
    }
    const ssize_t got = ::recv(way.descriptor, data, static_cast<std::size_t>(length), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        BIO_set_retry_read(bio);
    }
    if (got == 0) {
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    }
    return static_cast<int>(got);
}

long bio_control(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_FLUSH) {
        return 1;
    }
    return command == BIO_CTRL_EOF ? BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 : 0;
}

int bio_destroy(BIO* bio) {
    delete static_cast<BioWay*>(BIO_get_data(bio));
    return 1;
}

BIO_METHOD* socket_method() {
    static BIO_METHOD* const method = [] {
        BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "dynoxx socket");
        BIO_meth_set_write(made, bio_write);
        BIO_meth_set_read(made, bio_read);
        BIO_meth_set_ctrl(made, bio_control);
        BIO_meth_set_destroy(made, bio_destroy);
        return made;
    }();
    return method;
}

std::string openssl_reason() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0) {
        return "unknown reason";
    }
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "OpenSSL error " + std::to_string(code);
}

bool is_address(const std::string& host) {
    in6_addr address{};
    return ::inet_pton(AF_INET, host.c_str(), &address) == 1 || ::inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

/// Says whether a directory has the hash links by which OpenSSL finds a certificate without reading all of them.
bool has_hash_links(const char* path) {
    DIR* directory = ::opendir(path);
    if (directory == nullptr) {
        return false;
    }
    bool found = false;
    while (const dirent* entry = ::readdir(directory)) {
        const std::string_view name(entry->d_name);
        found = found || (name.size() > 2 && name.substr(name.size() - 2) == ".0");
        if (found) {
            break;
        }
    }
    ::closedir(directory);
    return found;
}

bool load_roots(SSL_CTX* context, const std::string& ca_bundle) {
    if (ca_bundle.empty()) {
        return has_hash_links(system_roots_directory) ? SSL_CTX_load_verify_dir(context, system_roots_directory) == 1
                                                      : SSL_CTX_set_default_verify_paths(context) == 1;
    }
    struct stat status {};
    if (::stat(ca_bundle.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
        return SSL_CTX_load_verify_dir(context, ca_bundle.c_str()) == 1;
    }
    return SSL_CTX_load_verify_file(context, ca_bundle.c_str()) == 1;
}

/// Keeps OpenSSL from asking for the password of a key at the terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

/// Loads the certificate and the key of the client; gives what could not be done, or nothing.
std::optional<std::string> load_client(SSL_CTX* context, const TlsSettings& settings) {
    const std::string& certificate = settings.client_certificate;
    const std::string& key = settings.client_key.empty() ? certificate : settings.client_key;
    if (certificate.empty()) {
        return std::nullopt;
    }
    SSL_CTX_set_default_passwd_cb(context, no_password);
    if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
        return "cannot read the client certificate " + certificate;
    }
    if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return "cannot use the client key " + key + " of the certificate " + certificate;
    }
    return std::nullopt;
}

/// The place in an SSL where its context and origin are found by the session callback.
struct SessionOwner {
    TlsContext* context;
    const std::string* key;
    std::string* rejected;  ///< is told of the certificate that is not trusted
};

int owner_index() {
    static const int index = SSL_get_ex_new_index(
        0, nullptr, nullptr, nullptr,
        [](void*, void* owner, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<SessionOwner*>(owner); });
    return index;
}

/// Gives a name of a certificate for a message, without control characters: `CN = localhost`.
std::string text_of(const X509_NAME* name) {
    constexpr std::size_t longest = 200;
    BIO* memory = BIO_new(BIO_s_mem());
    X509_NAME_print_ex(memory, name, 0, XN_FLAG_ONELINE);
    char* text = nullptr;
    const long length = BIO_get_mem_data(memory, &text);
    std::string result(text, std::min(static_cast<std::size_t>(std::max(length, 0L)), longest));
    BIO_free(memory);
    return result;
}

/// Is called for each certificate of a chain; remembers the one that is not trusted.
int look_at_certificate(int trusted, X509_STORE_CTX* store) {
    const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const X509* certificate = X509_STORE_CTX_get_current_cert(store);
    if (trusted == 1 || ssl == nullptr || certificate == nullptr) {
        return trusted;
    }
    if (const auto* owner = static_cast<const SessionOwner*>(SSL_get_ex_data(ssl, owner_index()))) {
        *owner->rejected = "the certificate of " + text_of(X509_get_subject_name(certificate)) + ", issued by " +
                           text_of(X509_get_issuer_name(certificate));
    }
    return trusted;
}

int keep_new_session(SSL* ssl, SSL_SESSION* session) {
    const auto* owner = static_cast<const SessionOwner*>(SSL_get_ex_data(ssl, owner_index()));
    if (owner == nullptr) {
        return 0;
    }
    owner->context->keep_session(*owner->key, session);
    return 1;
}

}  // namespace

Outcome<std::shared_ptr<TlsContext>> TlsContext::make(const TlsSettings& settings) {
    const NoFork guard;
    ERR_clear_error();
    SSL_CTX* made = SSL_CTX_new(TLS_client_method());
    if (made == nullptr) {
        return Failure(FailureKind::Tls, "OpenSSL could not start: " + openssl_reason());
    }
    auto context = std::make_shared<TlsContext>(made);
    SSL_CTX_set_min_proto_version(made, settings.only_tls_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
    SSL_CTX_set_verify(made, SSL_VERIFY_PEER, look_at_certificate);
    SSL_CTX_set_mode(made,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(made, keep_new_session);
    SSL_CTX_set_read_ahead(made, 1);
    const std::string& ca_bundle = settings.ca_bundle;
    if (!load_roots(made, ca_bundle)) {
        const std::string source = ca_bundle.empty() ? "the system's certificates" : "the CA bundle " + ca_bundle;
        return Failure(FailureKind::Untrusted, "cannot read " + source + ": " + openssl_reason());
    }
    if (const std::optional<std::string> problem = load_client(made, settings)) {
        return Failure(FailureKind::Untrusted, *problem + ": " + openssl_reason());
    }
    return context;
}

TlsContext::TlsContext(ssl_ctx_st* context) : context_(context) {}

TlsContext::~TlsContext() {
    const NoFork guard;
    for (const auto& [key, session] : sessions_) {
        SSL_SESSION_free(session);
    }
    SSL_CTX_free(context_);
}

void TlsContext::keep_session(const std::string& key, ssl_session_st* session) {
    const std::lock_guard lock(mutex_);
    ssl_session_st*& kept = sessions_[key];
    if (kept != nullptr) {
        SSL_SESSION_free(kept);
    }
    kept = session;
}

ssl_session_st* TlsContext::find_session(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(key);
    if (found == sessions_.end() || SSL_SESSION_is_resumable(found->second) == 0) {
        return nullptr;
    }
    SSL_SESSION_up_ref(found->second);
    return found->second;
}

TlsContexts::TlsContexts(runtime::State&) {}

Outcome<std::shared_ptr<TlsContext>> TlsContexts::get(const TlsSettings& settings) {
    const std::lock_guard lock(mutex_);
    if (const auto found = contexts_.find(settings); found != contexts_.end()) {
        return found->second;
    }
    Outcome<std::shared_ptr<TlsContext>> made = TlsContext::make(settings);
    if (made) {
        contexts_.emplace(settings, *made);
    }
    return made;
}

TlsSession::TlsSession(std::shared_ptr<TlsContext> context, const Origin& origin, int descriptor,
                       std::unique_ptr<TlsSession> carrier)
    : carrier_(std::move(carrier)), context_(std::move(context)), session_key_(origin.host_header()) {
    const NoFork guard;
    if (carrier_) {
        carrier_->carries_ = true;
    }
    ssl_ = SSL_new(context_->get());
    BIO* bio = BIO_new(socket_method());
    BIO_set_data(bio, new BioWay{descriptor, carrier_.get()});
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_, bio, bio);
    SSL_set_connect_state(ssl_);
    if (is_address(origin.host)) {
        is_named_ = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), origin.host.c_str()) == 1;
    } else {
        SSL_set_tlsext_host_name(ssl_, origin.host.c_str());
        is_named_ = SSL_set1_host(ssl_, origin.host.c_str()) == 1;
        SSL_set_hostflags(ssl_, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    }
    SSL_set_ex_data(ssl_, owner_index(), new SessionOwner{context_.get(), &session_key_, &rejected_});
    if (SSL_SESSION* session = context_->find_session(session_key_)) {
        SSL_set_session(ssl_, session);
        SSL_SESSION_free(session);
    }
}

TlsSession::~TlsSession() {
    const NoFork guard;
    // Without this OpenSSL would call the session broken, and it could not be resumed.
    SSL_set_shutdown(ssl_, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(ssl_);
}

IoResult TlsSession::handshake() {
    const NoFork guard;
    ERR_clear_error();
    if (!is_named_) {
        return IoResult(std::string("the name that the certificate must have could not be set"));
    }
    const int done = SSL_do_handshake(ssl_);
    if (done == 1) {
        return IoResult(IoResult::Kind::Bytes);
    }
    if (distrusts_peer() && SSL_get_error(ssl_, done) == SSL_ERROR_SSL) {
        ERR_clear_error();
        const std::string which = rejected_.empty() ? "" : " (" + rejected_ + ")";
        return IoResult(std::string("the certificate is not trusted: ") +
                        X509_verify_cert_error_string(SSL_get_verify_result(ssl_)) + which);
    }
    return result_of(done);
}

bool TlsSession::distrusts_peer() const noexcept {
    return SSL_get_verify_result(ssl_) != X509_V_OK;
}

IoResult TlsSession::read(std::span<char> into) {
    const NoFork guard;
    forget_errors();
    const int got = SSL_read(ssl_, into.data(), static_cast<int>(into.size()));
    return got > 0 ? IoResult(IoResult::Kind::Bytes, static_cast<std::size_t>(got)) : result_of(got);
}

IoResult TlsSession::write(std::string_view bytes) {
    const NoFork guard;
    forget_errors();
    constexpr std::size_t most = 1 << 20;
    const int sent = SSL_write(ssl_, bytes.data(), static_cast<int>(std::min(bytes.size(), most)));
    return sent > 0 ? IoResult(IoResult::Kind::Bytes, static_cast<std::size_t>(sent)) : result_of(sent);
}

bool TlsSession::has_pending() const noexcept {
    return SSL_has_pending(ssl_) == 1 || (carrier_ && carrier_->has_pending());
}

bool TlsSession::is_quiet() {
    const NoFork guard;
    forget_errors();
    char byte = 0;
    const int got = SSL_peek(ssl_, &byte, 1);
    return got <= 0 && result_of(got).kind == IoResult::Kind::WantRead;
}

void TlsSession::forget_errors() noexcept {
    if (!carries_) {
        ERR_clear_error();
    }
}

IoResult TlsSession::result_of(int returned) {
    const int saved = errno;
    switch (SSL_get_error(ssl_, returned)) {
        case SSL_ERROR_WANT_READ:
            return IoResult(IoResult::Kind::WantRead);
        case SSL_ERROR_WANT_WRITE:
            return IoResult(IoResult::Kind::WantWrite);
        case SSL_ERROR_ZERO_RETURN:
            return IoResult(IoResult::Kind::Closed);
        case SSL_ERROR_SYSCALL:
            ERR_clear_error();
            return saved == 0 ? IoResult(IoResult::Kind::Closed) : IoResult(std::string(std::strerror(saved)));
        default:
            return IoResult(openssl_reason());
    }
}

}  // namespace dynoxx::http
