#pragma once

#include <dynoxx/aws_options.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// A local AWS for development and tests: DynamoDB, S3, KMS and STS in memory, in this process, on the loopback
/// address.
namespace dynoxx::local {

/// How a local AWS is set up. Every value has a default that fits tests.
struct LocalOptions {
    LocalOptions() = default;

    /// Port on 127.0.0.1; 0 takes a free one.
    std::uint16_t port = 0;

    /// The only region that signatures may be scoped to.
    std::string region = "us-east-1";

    /// The account that everything belongs to, 12 digits.
    std::string account_id = "123456789012";

    /// Whether signatures are checked as AWS does. If not, every request is the root user's.
    bool verify_signatures = true;

    /// The access key of the root user.
    std::string access_key_id = "AKIDDYNOXXLOCALAWS01";

    /// Its secret; the default is none: it opens nothing but local servers.
    std::string secret_access_key = "dynoxx-local/not-a-secret/for-tests-0001";
};

/// A running local AWS.
///
/// @par Thread safety
/// Every function may be called by any thread.
/// @par Lifetime
/// The constructor listens and starts one thread; the destructor ends every connection and joins it. What was stored is
/// gone with it.
/// @par Not promised
/// That data outlives the process, or that a request is refused because of policies: there are none.
class LocalAws {
 public:
    /// Starts the server.
    ///
    /// @par Errors
    /// Throws `LocalException` if the port is taken or an option is wrong.
    explicit LocalAws(LocalOptions options = {});
    ~LocalAws();

    LocalAws(LocalAws&&) noexcept;
    LocalAws& operator=(LocalAws&&) noexcept;

    /// Gives the address of all four services, for example `http://127.0.0.1:40123`.
    [[nodiscard]] std::string endpoint() const;

    /// Gives the port, the one that was taken if the options said 0.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Gives the access key of the root user.
    [[nodiscard]] const std::string& access_key_id() const noexcept;

    /// Gives the secret of the root user.
    [[nodiscard]] const std::string& secret_access_key() const noexcept;

    /// Gives the region that signatures must be scoped to.
    [[nodiscard]] const std::string& region() const noexcept;

    /// Gives the account that everything belongs to.
    [[nodiscard]] const std::string& account_id() const noexcept;

    /// Gives what a client needs to be told: region, key pair and the endpoint of every service.
    [[nodiscard]] AwsOptions options() const {
        return AwsOptions().region(region()).credentials(access_key_id(), secret_access_key()).endpoint(endpoint());
    }

    /// Makes a bucket; one that is there already stays as it is.
    ///
    /// @par Errors
    /// Throws `LocalException` if S3 would not allow the name.
    void create_bucket(std::string_view name);

    /// Makes a KMS key named `alias` (`alias/name`; empty: no alias) and gives its ARN; an alias that exists keeps its
    /// key.
    ///
    /// @par Errors
    /// Throws `LocalException` if KMS would not allow the alias.
    std::string create_key(std::string_view alias = {});

    /// Gives how many requests came for an operation, refused ones included.
    ///
    /// @param service `dynamodb`, `s3`, `kms` or `sts`
    /// @param operation for example `PutItem`; `refused` for those whose signature or form was refused; empty for all.
    /// Unknown ones are counted as `unknown`
    [[nodiscard]] std::uint64_t requests(std::string_view service, std::string_view operation = {}) const;

    /// Forgets tables, buckets, keys and counts. Credentials that STS has issued stay good until they expire.
    void reset();

    /// Moves the server's clock, so that credentials, signatures and items expire now instead of later.
    void advance_clock(std::chrono::seconds by);

    /// Ends every connection and joins the thread; a second call does nothing.
    void stop();

 private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local
