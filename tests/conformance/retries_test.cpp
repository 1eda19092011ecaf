#include "aws/rate_limiter.hpp"
#include "aws/retry.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using aws::AttemptOutcome;
using aws::RetryDuration;
using aws::RetryQuota;
using aws::RetryState;
using simdjson::dom::array;
using simdjson::dom::element;

template <class T>
T value_or(const element& json, const char* key, T fallback) {
    T value{};
    return json[key].get(value) == simdjson::SUCCESS ? value : fallback;
}

double number_or(const element& json, const char* key, double fallback) {
    double value = 0;
    return json[key].get(value) == simdjson::SUCCESS ? value : fallback;
}

bool is_throttled(const element& entry) {
    return value_or<std::string_view>(entry, "response", "") == "throttle";
}

RetryDuration seconds(double value) {
    return RetryDuration(std::llround(value * 1e6));
}

AttemptOutcome outcome_of(const element& response) {
    AttemptOutcome outcome;
    outcome.http_status = static_cast<int>(value_or<std::int64_t>(response, "status_code", 0));
    outcome.error_code = value_or<std::string_view>(response, "error_code", "");
    if (element headers; response["headers"].get(headers) == simdjson::SUCCESS) {
        outcome.retry_after = value_or<std::string_view>(headers, "x-amz-retry-after", "");
    }
    return outcome;
}

/// One operation after another with the same quota; the jitter is what the case calls `exponential_base`.
class Replay {
 public:
    Replay(const element& given, bool new_rules, Case& one)
        : quota_(static_cast<int>(value_or<std::int64_t>(given, "initial_retry_tokens", RetryQuota::capacity))),
          jitter_(number_or(given, "exponential_base", 1)),
          settings_(static_cast<int>(value_or<std::int64_t>(given, "max_attempts", 3)),
                    aws::retry_rules(AwsService::S3, new_rules)),
          one_(one) {
        settings_.rules.longest_backoff = seconds(number_or(given, "max_backoff_time", 20));
    }

    void step(const element& entry, std::optional<RetryState>& operation) {
        if (!operation) {
            operation.emplace(settings_, quota_);
        }
        const AttemptOutcome outcome = outcome_of(entry["response"]);
        const element expected = entry["expected"];
        std::string actual = "success";
        std::optional<RetryDuration> wait;
        if (outcome.is_success()) {
            operation->succeeded();
        } else {
            wait = operation->next(outcome, jitter_);
            actual = name_of(wait, operation->stop());
        }
        one_.expect_equal("outcome", actual, expected["outcome"].get_string().value());
        one_.expect_equal("quota", std::to_string(quota_.available()),
                          std::to_string(value_or<std::int64_t>(expected, "retry_quota", -1)));
        if (wait && expected["delay"].error() == simdjson::SUCCESS) {
            one_.expect_equal("delay", std::to_string(wait->count()),
                              std::to_string(seconds(number_or(expected, "delay", 0)).count()));
        }
        if (!wait) {
            operation.reset();
        }
    }

    [[nodiscard]] int available() const { return quota_.available(); }

    /// Gives what the quota would be after a step.
    [[nodiscard]] int foresee(const element& entry, const std::optional<RetryState>& operation) const {
        RetryQuota copy(quota_.available());
        RetryState state(settings_, copy);
        const AttemptOutcome outcome = outcome_of(entry["response"]);
        if (!outcome.is_success()) {
            static_cast<void>(state.next(outcome, jitter_));
        } else if (operation && operation->attempt() > 1) {
            copy.give(settings_.rules.transient_cost);
        } else {
            copy.give(1);
        }
        return copy.available();
    }

 private:
    static std::string name_of(const std::optional<RetryDuration>& wait, RetryState::Stop stop) {
        if (wait) {
            return "retry_request";
        }
        switch (stop) {
            case RetryState::Stop::AttemptsUsedUp:
                return "max_attempts_exceeded";
            case RetryState::Stop::QuotaUsedUp:
                return "retry_quota_exceeded";
            default:
                return "not_retryable";
        }
    }

    RetryQuota quota_;
    double jitter_;
    aws::RetrySettings settings_;
    Case& one_;
};

/// The threads of a case share a quota; the steps are run in an order in which the expected quotas fit, spending first.
void run_threads(const element& test, Replay& replay, Case& one) {
    std::vector<std::vector<element>> threads;
    for (const element thread : array_in(test["threads"])) {
        const array steps = thread.get_array().value();
        threads.emplace_back(steps.begin(), steps.end());
    }
    std::vector<std::size_t> positions(threads.size(), 0);
    std::vector<std::optional<RetryState>> operations(threads.size());
    while (true) {
        std::optional<std::size_t> next;
        std::int64_t lowest = RetryQuota::capacity + 1;
        for (std::size_t i = 0; i < threads.size(); ++i) {
            if (positions[i] == threads[i].size()) {
                continue;
            }
            const element entry = threads[i][positions[i]];
            const auto expected = value_or<std::int64_t>(entry["expected"], "retry_quota", -1);
            if (expected < lowest && replay.foresee(entry, operations[i]) == expected) {
                next = i;
                lowest = expected;
            }
        }
        if (!next) {
            break;
        }
        replay.step(threads[*next][positions[*next]], operations[*next]);
        ++positions[*next];
    }
    for (std::size_t i = 0; i < threads.size(); ++i) {
        one.expect(positions[i] == threads[i].size(), "thread " + std::to_string(i) + " stopped");
    }
    one.expect_equal("final quota", std::to_string(replay.available()),
                     std::to_string(test["expected_final_quota"].get_int64().value()));
}

void run_standard(const element& test, bool new_rules, Case& one) {
    Replay replay(test["given"], new_rules, one);
    if (test["threads"].error() == simdjson::SUCCESS) {
        run_threads(test, replay, one);
        return;
    }
    std::optional<RetryState> operation;
    for (const element entry : array_in(test["responses"])) {
        replay.step(entry, operation);
    }
}

void run_defaults(const element& test, Case& one) {
    const element given = test["given"];
    const bool new_rules = given["new_retries_2026"].get_bool().value();
    const int fallback = new_rules ? 4 : 3;
    RetryQuota quota;
    RetryState state({static_cast<int>(value_or<std::int64_t>(given, "max_attempts", fallback)),
                      aws::retry_rules(AwsService::DynamoDB, new_rules)},
                     quota);
    std::vector<double> delays;
    bool succeeded = false;
    std::int64_t requests = 0;
    for (const element status : array_in(test["responses"])) {
        ++requests;
        AttemptOutcome outcome;
        outcome.http_status = static_cast<int>(status.get_int64().value());
        if (outcome.is_success()) {
            succeeded = true;
            break;
        }
        const auto wait = state.next(outcome, number_or(given, "jitter", 1));
        if (!wait) {
            break;
        }
        delays.push_back(static_cast<double>(wait->count()) / 1e6);
    }
    const element expected = test["expected"];
    one.expect_equal("outcome", succeeded ? "success" : "failure", expected["outcome"].get_string().value());
    one.expect(requests == expected["requests"].get_int64().value(), "requests: " + std::to_string(requests));
    std::vector<double> wanted;
    for (const element delay : array_in(expected["delays"])) {
        wanted.push_back(delay.get_double().value());
    }
    one.expect(delays == wanted, "the list of delays");
}

bool is_near(double a, double b) {
    return std::abs(a - b) < 1e-6 * std::max(1.0, std::abs(b));
}

void expect_near(const char* what, double actual, const element& expected, Case& one) {
    const double wanted = number_or(expected, what, -1);
    one.expect(is_near(actual, wanted),
               std::string(what) + ": " + std::to_string(actual) + " is not " + std::to_string(wanted));
}

void run_cubic(const element& test, Case& one) {
    aws::CubicRate cubic;
    const element given = test["given"];
    cubic.last_max_rate = number_or(given, "last_max_rate", 0);
    cubic.last_throttle_time = number_or(given, "last_throttle_time", 0);
    double rate = 0;
    for (const element entry : array_in(test["cases"])) {
        const double time = number_or(entry, "timestamp", 0);
        rate = is_throttled(entry) ? cubic.on_throttling(rate, time) : cubic.on_success(time);
        expect_near("calculated_rate", rate, entry, one);
    }
}

void run_adaptive(const element& test, Case& one) {
    aws::RateLimiter limiter;
    for (const element entry : array_in(test["cases"])) {
        limiter.update(is_throttled(entry), number_or(entry, "timestamp", 0));
        expect_near("measured_tx_rate", limiter.measured_rate(), entry, one);
        expect_near("new_token_bucket_rate", limiter.fill_rate(), entry, one);
    }
}

void run_files(const std::string& path, const std::function<void(const std::string&, const element&, Case&)>& body) {
    run_suite(path, [&body](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            for (const element test : array_in(json)) {
                const std::string name(test["name"].get_string().value());
                suite.run_case(file.filename().string() + ": " + name,
                               [&](Case& one) { body(file.filename().string(), test, one); });
            }
        }
    });
}

TEST(Conformance, retries_of_smithy_kotlin) {
    run_files("retries/smithy-kotlin", [](const std::string& file, const element& test, Case& one) {
        if (file.find("long-polling") != std::string::npos) {
            one.skip("O5: no operation of our services polls");
        } else if (file.starts_with("standard-")) {
            run_standard(test, !file.starts_with("standard-2.0"), one);
        } else if (file == "adaptive-cubic.json") {
            run_cubic(test, one);
        } else if (file == "adaptive-e2e.json") {
            run_adaptive(test, one);
        } else {
            one.expect(false, "this program does not know the form of " + file);
        }
    });
}

TEST(Conformance, retries_of_smithy_rs) {
    run_files("retries/smithy-rs", [](const std::string&, const element& test, Case& one) { run_defaults(test, one); });
}

}  // namespace
}  // namespace dynoxx::conformance
