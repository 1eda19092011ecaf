#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace dynoxx::test {

/// A key and a certificate that signs itself, made when the test runs.
class TestCertificate {
 public:
    /// @param names whom it is for, in the words of OpenSSL
    explicit TestCertificate(const std::string& names = "DNS:localhost,IP:127.0.0.1");
    TestCertificate(const TestCertificate&) = delete;
    TestCertificate& operator=(const TestCertificate&) = delete;
    ~TestCertificate();

    /// Gives a context for servers; valid as long as this object.
    [[nodiscard]] ssl_ctx_st* server_context() const noexcept;

    /// Gives the path of a temporary file with the certificate, which whoever trusts it needs.
    [[nodiscard]] const std::string& path() const noexcept;

    /// Gives the path of a temporary file with the key.
    [[nodiscard]] const std::string& key_path() const noexcept;

 private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace dynoxx::test
