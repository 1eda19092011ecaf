#pragma once

#include <dynoxx/aws_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// A local AWS for development and tests: DynamoDB, S3, KMS and STS in this process, on the loopback address; in
/// memory, or also in a directory.
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

    /// The directory that keeps tables, items, objects, keys and aliases; it is made if it is missing. Empty: nothing
    /// is kept and no file is touched.
    ///
    /// Every answer leaves when all that it tells of is on disk. Only one local AWS at a time can work on a directory.
    /// Everything is also in memory: loading it takes time and memory in proportion.
    std::filesystem::path data{};
};

/// What a fault does to the request that it meets.
enum class LocalFaultKind {
    Error,          ///< the service answers with `status`, `code` and `message`
    Throttle,       ///< the service answers that it is asked too much, in its own words
    Latency,        ///< the answer leaves `latency` later by the server's clock; other requests are not held up
    Close,          ///< the connection ends before any byte of the answer
    Cut,            ///< the connection ends in the middle of the answer's body, or of its head if it has no body
    Garbage,        ///< the answer is bytes that are no HTTP, then the connection ends
    WrongChecksum,  ///< the answer's `x-amz-crc32` does not fit its body; DynamoDB only
    ClockSkew,  ///< the request meets a server whose clock is `skew` ahead: what it signs is too old then, and `Date`
                ///< shows the other time
    PartialBatch,  ///< of a BatchWriteItem or BatchGetItem only `processed` items are done, the rest is unprocessed
};

/// A fault to be injected. Members that the kind does not use must be left as they are.
struct LocalFault {
    LocalFault() = default;

    LocalFaultKind kind = LocalFaultKind::Error;

    /// `dynamodb`, `s3`, `kms` or `sts`; empty: each of them.
    std::string service{};

    /// For example `PutItem`; empty: every operation of the service.
    std::string operation{};

    /// So many requests that fit are left in peace first; 2 lets the third be met.
    std::uint64_t skip = 0;

    /// So many requests are met then; 0: all, until the fault is removed.
    std::uint64_t times = 1;

    /// Error, Throttle, Close: whether the request is carried out all the same, so that only its answer is lost.
    bool executes = false;

    /// Error: the HTTP status, 400 to 599.
    int status = 500;

    /// Error: AWS's code; empty: that of an internal error of the service.
    std::string code{};

    /// Error: AWS's sentence; may be empty.
    std::string message{};

    /// Latency: above 0, at most a day.
    std::chrono::milliseconds latency{};

    /// ClockSkew: not 0, at most a day either way; negative: the server's clock is behind. AWS refuses what is signed
    /// more than 5 minutes away, S3 15.
    std::chrono::seconds skew{};

    /// PartialBatch: how many items are done, at least 1: a service that can do none throttles.
    std::size_t processed = 1;
};

/// A fault that was added, and what has come of it.
struct LocalFaultState {
    LocalFaultState() = default;

    std::uint64_t id = 0;
    LocalFault fault{};
    std::uint64_t seen = 0;  ///< requests that fit
    std::uint64_t met = 0;   ///< requests that it was applied to
};

/// A snapshot, and how much it holds.
struct LocalSnapshot {
    LocalSnapshot() = default;

    std::string name{};
    std::chrono::system_clock::time_point taken{};  ///< by the server's clock
    std::size_t tables = 0;
    std::size_t items = 0;
    std::size_t buckets = 0;
    std::size_t objects = 0;
    std::size_t keys = 0;
};

/// The server's clock.
struct LocalClock {
    LocalClock() = default;

    std::chrono::system_clock::time_point time{};
    bool stands_still = false;  ///< after `set_clock`
};

/// A running local AWS.
///
/// @par Thread safety
/// Every function may be called by any thread.
/// @par Lifetime
/// The constructor listens and starts one thread, and a second one with `LocalOptions::data`; the destructor ends every
/// connection and joins them. What was stored is gone with it, unless it is kept in a directory.
/// @par Not promised
/// That a request is refused because of policies: there are none. That snapshots, faults, the clock, or credentials
/// that STS issued outlive the object.
class LocalAws {
 public:
    /// Starts the server.
    ///
    /// @par Errors
    /// Throws `LocalException` if the port is taken, an option is wrong, or the directory cannot be used: another
    /// process works on it, it is damaged, of a newer format, or of another account or region.
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
    /// Throws `LocalException` if S3 would not allow the name, or if the directory cannot be written.
    void create_bucket(std::string_view name);

    /// Makes a KMS key named `alias` (`alias/name`; empty: no alias) and gives its ARN; an alias that exists keeps its
    /// key.
    ///
    /// @par Errors
    /// Throws `LocalException` if KMS would not allow the alias, or if the directory cannot be written.
    std::string create_key(std::string_view alias = {});

    /// Gives how many requests came for an operation, refused ones included.
    ///
    /// @param service `dynamodb`, `s3`, `kms` or `sts`
    /// @param operation for example `PutItem`; `refused` for those whose signature or form was refused; empty for all.
    /// Unknown ones are counted as `unknown`
    [[nodiscard]] std::uint64_t requests(std::string_view service, std::string_view operation = {}) const;

    /// Forgets tables, buckets, keys, counts and faults. Snapshots and the clock stay as they are, and credentials that
    /// STS has issued stay good until they expire.
    ///
    /// @par Errors
    /// Throws `LocalException` if the directory cannot be written.
    void reset();

    /// Takes a snapshot of tables, items, tokens of transactions, buckets, objects, uploads, keys and aliases; one of
    /// the same name is replaced.
    ///
    /// @param name 1 to 128 of the characters `A-Z a-z 0-9 . _ -`
    /// @par Errors
    /// Throws `LocalException` for another name.
    /// @par Cost
    /// In proportion to the number of tables, buckets and keys. The first write to each of them afterwards copies its
    /// index of keys, but no item and no byte of an object.
    void take_snapshot(std::string_view name);

    /// Goes back to a snapshot, which stays and can be restored again.
    ///
    /// @par Errors
    /// Throws `LocalException` if there is none of this name, or if the directory cannot be written.
    /// @par Cost
    /// As of `take_snapshot`; with `LocalOptions::data` the tables and buckets that differ are written as a whole.
    void restore_snapshot(std::string_view name);

    /// Forgets a snapshot; throws `LocalException` if there is none of this name.
    void delete_snapshot(std::string_view name);

    /// Gives the snapshots by name.
    [[nodiscard]] std::vector<LocalSnapshot> snapshots() const;

    /// Gives the time of the server's clock, by which credentials, signatures and tokens of transactions expire.
    [[nodiscard]] LocalClock clock() const;

    /// Lets the server's clock stand still at a time until `advance_clock` moves it or `release_clock` lets it go.
    ///
    /// @par Errors
    /// Throws `LocalException` for a time before 1970 or after 2199, as `advance_clock` does.
    void set_clock(std::chrono::system_clock::time_point time);

    /// Moves the server's clock, so that credentials and signatures expire, and delayed answers leave, now instead of
    /// later. Durations below 0 move it back.
    void advance_clock(std::chrono::milliseconds by);

    /// Lets the server's clock show the machine's time again.
    void release_clock();

    /// Injects a fault and gives its id. If several meet a request, the one that was added first is applied.
    ///
    /// @par Errors
    /// Throws `LocalException` that says what is wrong with the fault: a service or an operation that is not here, a
    /// value out of its range, a value that the kind does not use.
    std::uint64_t add_fault(LocalFault fault);

    /// Gives the faults in the order in which they were added, used up ones included.
    [[nodiscard]] std::vector<LocalFaultState> faults() const;

    /// Removes a fault; throws `LocalException` if there is none of this id.
    void remove_fault(std::uint64_t id);

    /// Removes every fault.
    void clear_faults();

    /// Ends every connection, joins the threads and lets the directory go; a second call does nothing.
    void stop();

 private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dynoxx::local
