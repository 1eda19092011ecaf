#include "aws/retry.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using http::FailureKind;

AttemptOutcome answer(int status, std::string code = {}, std::string retry_after = {}) {
    AttemptOutcome outcome;
    outcome.http_status = status;
    outcome.error_code = std::move(code);
    outcome.retry_after = std::move(retry_after);
    return outcome;
}

RetrySettings dynamodb(int attempts) {
    return {attempts, retry_rules(AwsService::DynamoDB, true)};
}

/// Runs an operation whose attempts all fail the same way, and gives the waits.
std::vector<RetryDuration> waits(RetryState& state, const AttemptOutcome& outcome, double jitter = 1) {
    std::vector<RetryDuration> list;
    while (const auto wait = state.next(outcome, jitter)) {
        list.push_back(*wait);
    }
    return list;
}

TEST(RetryClassify, takes_the_code_before_the_status) {
    EXPECT_EQ(classify(answer(503, "SlowDown")), RetryKind::Throttling);
    EXPECT_EQ(classify(answer(400, "ThrottlingException")), RetryKind::Throttling);
    EXPECT_EQ(classify(answer(400, "RequestTimeout")), RetryKind::Transient);
    EXPECT_EQ(classify(answer(400, "ReplicatedWriteConflictException")), RetryKind::Transient);
    EXPECT_EQ(classify(answer(400, "IDPCommunicationError")), RetryKind::Transient);
}

TEST(RetryClassify, takes_the_status_where_the_code_says_nothing) {
    for (const int status : {500, 502, 503, 504}) {
        EXPECT_EQ(classify(answer(status)), RetryKind::Transient) << status;
        EXPECT_EQ(classify(answer(status, "InternalServerError")), RetryKind::Transient) << status;
    }
    EXPECT_EQ(classify(answer(429)), RetryKind::Throttling);
    EXPECT_EQ(classify(answer(501)), RetryKind::None);
}

TEST(RetryClassify, repeats_nothing_that_would_fail_again) {
    for (const char* code : {"ConditionalCheckFailedException", "TransactionCanceledException", "ValidationException",
                             "ResourceNotFoundException", "AccessDeniedException", "ExpiredTokenException"}) {
        EXPECT_EQ(classify(answer(400, code)), RetryKind::None) << code;
    }
    EXPECT_EQ(classify(answer(200)), RetryKind::None);
    EXPECT_EQ(classify(AttemptOutcome(FailureKind::Cancelled)), RetryKind::None);
    EXPECT_EQ(classify(AttemptOutcome(FailureKind::DeadlineReached)), RetryKind::None);
    EXPECT_EQ(classify(AttemptOutcome(FailureKind::Untrusted)), RetryKind::None);
}

TEST(RetryClassify, repeats_failures_of_the_transport_and_damaged_answers) {
    for (const FailureKind kind :
         {FailureKind::Name, FailureKind::Connect, FailureKind::ConnectTimeout, FailureKind::Tls, FailureKind::Io,
          FailureKind::ReadTimeout, FailureKind::AttemptTimeout, FailureKind::InvalidAnswer}) {
        EXPECT_EQ(classify(AttemptOutcome(kind)), RetryKind::Transient) << static_cast<int>(kind);
    }
    AttemptOutcome damaged = answer(200);
    damaged.checksum_mismatch = true;
    EXPECT_EQ(classify(damaged), RetryKind::Transient);
}

TEST(RetryState, waits_as_the_table_says) {
    RetryQuota quota;
    RetryState state(dynamodb(4), quota);
    EXPECT_EQ(waits(state, answer(500)), (std::vector<RetryDuration>{25ms, 50ms, 100ms}));
    EXPECT_EQ(state.stop(), RetryState::Stop::AttemptsUsedUp);
    EXPECT_EQ(state.attempt(), 4);

    RetryState throttled(dynamodb(4), quota);
    EXPECT_EQ(waits(throttled, answer(400, "ThrottlingException")), (std::vector<RetryDuration>{1s, 2s, 4s}));

    RetryState half({3, retry_rules(AwsService::S3, true)}, quota);
    EXPECT_EQ(waits(half, answer(500), 0.5), (std::vector<RetryDuration>{25ms, 50ms}));

    RetryState old({3, retry_rules(AwsService::DynamoDB, false)}, quota);
    EXPECT_EQ(waits(old, answer(500)), (std::vector<RetryDuration>{1s, 2s}));
}

TEST(RetryState, never_waits_longer_than_20_seconds) {
    RetryQuota quota;
    RetryState state({40, retry_rules(AwsService::S3, true)}, quota);
    const auto list = waits(state, answer(500));
    ASSERT_FALSE(list.empty());
    EXPECT_EQ(list.back(), 20s);
}

TEST(RetryState, clamps_what_the_server_asks_for) {
    const RetryRules rules = retry_rules(AwsService::S3, true);
    EXPECT_EQ(backoff(rules, RetryKind::Transient, 0, 1, "1500"), 1500ms);
    EXPECT_EQ(backoff(rules, RetryKind::Transient, 0, 1, "0"), 50ms);
    EXPECT_EQ(backoff(rules, RetryKind::Transient, 0, 1, "10000"), 5050ms);
    EXPECT_EQ(backoff(rules, RetryKind::Transient, 0, 1, "99999999999999999999"), 50ms);
    EXPECT_EQ(backoff(rules, RetryKind::Transient, 0, 1, "-1"), 50ms);
    EXPECT_EQ(backoff(rules, RetryKind::Transient, 0, 1, "soon"), 50ms);
    const RetryRules old = retry_rules(AwsService::S3, false);
    EXPECT_EQ(backoff(old, RetryKind::Transient, 0, 1, "100000"), 20s);
    EXPECT_EQ(backoff(old, RetryKind::Transient, 5, 1, "100"), 100ms);
}

TEST(RetryState, gives_up_at_once_where_it_must) {
    RetryQuota quota;
    RetryState state(dynamodb(4), quota);
    EXPECT_FALSE(state.next(answer(400, "ValidationException"), 1));
    EXPECT_EQ(state.stop(), RetryState::Stop::NotRetryable);
    EXPECT_EQ(quota.available(), RetryQuota::capacity);

    RetryState once(dynamodb(1), quota);
    EXPECT_FALSE(once.next(answer(500), 1));
    EXPECT_EQ(once.stop(), RetryState::Stop::AttemptsUsedUp);

    RetryQuota empty(13);
    RetryState poor(dynamodb(4), empty);
    EXPECT_FALSE(poor.next(answer(500), 1));
    EXPECT_EQ(poor.stop(), RetryState::Stop::QuotaUsedUp);
    EXPECT_EQ(empty.available(), 13);
}

TEST(RetryQuota, pays_for_each_kind_and_refunds_the_last_retry) {
    RetryQuota quota;
    RetryState state(dynamodb(4), quota);
    EXPECT_TRUE(state.next(answer(500), 1));
    EXPECT_EQ(quota.available(), 486);
    EXPECT_TRUE(state.next(answer(400, "Throttling"), 1));
    EXPECT_EQ(quota.available(), 481);
    state.succeeded();
    EXPECT_EQ(quota.available(), 486);

    RetryState good(dynamodb(4), quota);
    good.succeeded();
    EXPECT_EQ(quota.available(), 487);
    quota.give(100);
    EXPECT_EQ(quota.available(), RetryQuota::capacity);
}

TEST(RetryQuota, takes_ten_for_a_timeout_under_the_old_rules) {
    RetryQuota quota;
    RetryState state({3, retry_rules(AwsService::Kms, false)}, quota);
    EXPECT_TRUE(state.next(AttemptOutcome(FailureKind::ReadTimeout), 1));
    EXPECT_EQ(quota.available(), 490);
    EXPECT_TRUE(state.next(AttemptOutcome(FailureKind::Io), 1));
    EXPECT_EQ(quota.available(), 485);
}

TEST(RetrySettings, come_from_the_configuration) {
    const test::FakeSystem fake;
    const AwsConfig config = load_config(AwsOptions(), fake.system()).value();
    EXPECT_EQ(retry_settings(config, AwsService::DynamoDB).max_attempts, 4);
    EXPECT_EQ(retry_settings(config, AwsService::DynamoDB).rules.transient_base, 25ms);
    EXPECT_EQ(retry_settings(config, AwsService::S3).max_attempts, 3);
    EXPECT_EQ(retry_settings(config, AwsService::S3).rules.transient_base, 50ms);
}

}  // namespace
}  // namespace dynoxx::aws
