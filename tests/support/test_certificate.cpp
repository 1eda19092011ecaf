#include "support/test_certificate.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace dynoxx::test {

namespace {

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;

void add_extension(X509* certificate, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate make_certificate(EVP_PKEY* key, const std::string& names) {
    constexpr long day = 24 * 60 * 60;
    Certificate made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), day);
    X509_set_pubkey(made.get(), key);
    X509_NAME* name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("dynoxx test"), -1, -1,
                               0);
    X509_set_issuer_name(made.get(), name);
    add_extension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(made.get(), NID_subject_alt_name, names.c_str());
    if (X509_sign(made.get(), key, EVP_sha256()) == 0) {
        throw std::runtime_error("the test certificate could not be signed");
    }
    return made;
}

template <class Write>
std::string write_file(const Write& write) {
    std::string path = (std::filesystem::temp_directory_path() / "dynoxx-test-XXXXXX").string();
    const int descriptor = ::mkstemp(path.data());
    std::FILE* file = descriptor < 0 ? nullptr : ::fdopen(descriptor, "w");
    if (file == nullptr) {
        throw std::runtime_error("the test certificate could not be written");
    }
    write(file);
    std::fclose(file);
    return path;
}

}  // namespace

struct TestCertificate::Parts {
    Key key;
    Certificate certificate;
    Context context;
    std::string path;
    std::string key_path;
};

TestCertificate::TestCertificate(const std::string& names) : parts_(std::make_unique<Parts>()) {
    parts_->key.reset(EVP_EC_gen("P-256"));
    parts_->certificate = make_certificate(parts_->key.get(), names);
    parts_->context.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(parts_->context.get(), parts_->certificate.get());
    SSL_CTX_use_PrivateKey(parts_->context.get(), parts_->key.get());
    parts_->path = write_file([&](std::FILE* file) { PEM_write_X509(file, parts_->certificate.get()); });
    parts_->key_path = write_file(
        [&](std::FILE* file) { PEM_write_PrivateKey(file, parts_->key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

TestCertificate::~TestCertificate() {
    ::unlink(parts_->path.c_str());
    ::unlink(parts_->key_path.c_str());
}

ssl_ctx_st* TestCertificate::server_context() const noexcept {
    return parts_->context.get();
}

const std::string& TestCertificate::path() const noexcept {
    return parts_->path;
}

const std::string& TestCertificate::key_path() const noexcept {
    return parts_->key_path;
}

}  // namespace dynoxx::test
