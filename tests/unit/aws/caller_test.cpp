#include "aws/caller.hpp"

#include "aws/clock_skew.hpp"
#include "aws/config_loader.hpp"
#include "aws/service.hpp"
#include "runtime/timestamp.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;
using http::Failure;
using http::FailureKind;
using test::answer;
using test::FakeDriver;
using test::FakeTransport;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const http::Response ok = answer(200, "{}");
const http::Response server_error = answer(500, R"({"__type":"InternalServerError"})");

http::Response refusal(const std::string& code, int status = 400) {
    return answer(status, R"({"__type":"com.amazonaws#)" + code + R"(","message":"no"})");
}

/// Gives a new key each time; the keys live for an hour.
class CountingProvider final : public CredentialsProvider {
 public:
    [[nodiscard]] runtime::task<SharedCredentials> load(runtime::Context context) override {
        auto made = std::make_shared<Credentials>();
        made->access_key_id = "AKID" + std::to_string(++loads);
        made->secret_access_key = runtime::Secret("secret");
        made->session_token = runtime::Secret(loads == 1 ? "token" : "");
        made->expiration = context.system().clock->system_now() + 1h;
        return give(std::move(made));
    }
    [[nodiscard]] std::string describe() const override { return "a fake source"; }

    int loads = 0;

 private:
    static runtime::task<SharedCredentials> give(SharedCredentials made) { co_return made; }
};

class Calls : public ::testing::Test {
 protected:
    void use(std::vector<FakeTransport::Answer> answers, const AwsOptions& options = AwsOptions()) {
        transport = std::make_unique<FakeTransport>(std::move(answers));
        make_caller(options);
    }

    void use(FakeTransport::Script script, const AwsOptions& options = AwsOptions()) {
        transport = std::make_unique<FakeTransport>(std::move(script));
        make_caller(options);
    }

    http::Response call(AwsService service = AwsService::DynamoDB, const CallSettings& settings = CallSettings()) {
        driver = std::make_unique<FakeDriver>(machine.clock);
        return driver->run(start(service, settings)).response;
    }

    Error error(AwsService service = AwsService::DynamoDB, const CallSettings& settings = CallSettings()) {
        try {
            static_cast<void>(call(service, settings));
        } catch (const Exception& exception) {
            return exception.error();
        }
        ADD_FAILURE() << "the call succeeded";
        return Error();
    }

    runtime::task<Answer> start(AwsService service, const CallSettings& settings = CallSettings()) {
        ServiceRequest request(service, "Operation");
        request.http.body = "{}";
        return caller->call(machine.context(*driver), std::move(request), settings);
    }

    [[nodiscard]] std::string header(std::size_t attempt, const char* name) const {
        return std::string(transport->sent().at(attempt).request.headers.get(name));
    }

    test::FakeMachine machine;
    std::shared_ptr<CountingProvider> provider = std::make_shared<CountingProvider>();
    std::unique_ptr<FakeTransport> transport;
    std::unique_ptr<Caller> caller;
    std::unique_ptr<FakeDriver> driver;
    std::vector<std::string> lines;
    bool has_region = true;

 private:
    void make_caller(AwsOptions options) {
        options.region(has_region ? "eu-west-1" : "");
        caller = std::make_unique<Caller>(load_config(options, machine.system).value(),
                                          std::make_shared<CredentialsCache>(machine.system, provider), *transport,
                                          [this](LogLevel, std::string_view line) { lines.emplace_back(line); });
    }
};

TEST_F(Calls, give_the_answer_of_the_first_attempt) {
    use({ok});
    EXPECT_EQ(call().body, "{}");
    EXPECT_EQ(transport->sent().size(), 1U);
    EXPECT_EQ(transport->sent()[0].origin.host, "dynamodb.eu-west-1.amazonaws.com");
    EXPECT_THAT(driver->sleeps(), IsEmpty());
    EXPECT_EQ(header(0, "X-Amz-Security-Token"), "token");
    EXPECT_EQ(header(0, "amz-sdk-request"), "attempt=1; max=4");
    EXPECT_THAT(lines, ElementsAre("DynamoDB Operation: 200 after 0 ms"));
}

TEST_F(Calls, go_to_the_region_of_the_instance_where_none_is_configured) {
    has_region = false;
    use([](const auto&, const http::Request& request) {
        return request.path.starts_with("/latest") ? answer(200, request.method == "PUT" ? "token" : "us-west-2") : ok;
    });
    for (int i = 0; i < 2; ++i) {
        static_cast<void>(call());
        EXPECT_EQ(transport->sent().back().origin.host, "dynamodb.us-west-2.amazonaws.com");
    }
    EXPECT_EQ(transport->count("/latest/meta-data/placement/region"), 1U);
}

TEST_F(Calls, say_that_the_instance_was_asked_for_a_region_that_is_missing) {
    has_region = false;
    use({Failure(FailureKind::Connect, "169.254.169.254 is not there")});
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::MissingRegion);
    EXPECT_THAT(failed.message(), HasSubstr("AWS_REGION"));
    EXPECT_THAT(failed.message(), HasSubstr("Instance metadata gave none: 169.254.169.254 is not there."));
}

TEST_F(Calls, wait_between_attempts_as_the_rules_say) {
    use({server_error});
    const Error failed = error();
    EXPECT_EQ(failed.attempts(), 4);
    EXPECT_EQ(failed.kind(), ErrorKind::Service);
    EXPECT_THAT(driver->sleeps(), ElementsAre(12500us, 25ms, 50ms));  // 25 ms, doubled, times the jitter
    EXPECT_EQ(error(AwsService::S3).attempts(), 3);
    EXPECT_THAT(driver->sleeps(), ElementsAre(25ms, 50ms));
}

TEST_F(Calls, wait_longer_when_the_service_asks_to_slow_down) {
    use({refusal("ThrottlingException")});
    EXPECT_EQ(error().code(), ErrorCode::Throttled);
    EXPECT_THAT(driver->sleeps(), ElementsAre(500ms, 1s, 2s));
}

TEST_F(Calls, succeed_after_failures_and_share_one_invocation_id) {
    use({server_error, Failure(FailureKind::Io, "broke"), ok});
    EXPECT_EQ(call().status, 200);
    ASSERT_EQ(transport->sent().size(), 3U);
    EXPECT_EQ(header(2, "amz-sdk-request"), "attempt=3; max=4");
    EXPECT_EQ(header(0, "amz-sdk-invocation-id"), header(2, "amz-sdk-invocation-id"));
    EXPECT_EQ(header(0, "amz-sdk-invocation-id").size(), 36U);
}

TEST_F(Calls, sign_each_attempt_anew) {
    int attempts = 0;
    use([&](const http::Origin&, const http::Request&) -> FakeTransport::Answer {
        machine.clock.advance(1s);
        return ++attempts == 1 ? refusal("ThrottlingException") : ok;
    });
    call();
    EXPECT_NE(header(0, "X-Amz-Date"), header(1, "X-Amz-Date"));
    EXPECT_NE(header(0, "Authorization"), header(1, "Authorization"));
    EXPECT_EQ(transport->sent()[1].request.headers.size(), transport->sent()[0].request.headers.size());
}

TEST_F(Calls, do_not_sign_what_tells_attempts_apart) {
    use({ok});
    call();
    EXPECT_THAT(header(0, "amz-sdk-invocation-id"), SizeIs(36));
    EXPECT_THAT(header(0, "Authorization"), HasSubstr(" SignedHeaders=host;x-amz-date;x-amz-security-token,"));
}

TEST_F(Calls, go_where_each_of_them_says) {
    use({ok});
    CallSettings elsewhere;
    elsewhere.endpoint = "http://localhost:8000/path";
    for (int i = 0; i < 2; ++i) {
        call();
        call(AwsService::DynamoDB, elsewhere);
    }
    std::vector<std::string> places;
    for (const FakeTransport::Sent& sent : transport->sent()) {
        places.push_back(sent.origin.host_header() + sent.request.path);
    }
    EXPECT_THAT(places, ElementsAre("dynamodb.eu-west-1.amazonaws.com/", "localhost:8000/path/",
                                    "dynamodb.eu-west-1.amazonaws.com/", "localhost:8000/path/"));
}

TEST_F(Calls, are_not_repeated_when_the_same_would_fail_again) {
    use({refusal("ValidationException")});
    EXPECT_EQ(error().attempts(), 1);
    EXPECT_EQ(transport->sent().size(), 1U);
}

TEST_F(Calls, are_not_repeated_when_the_caller_forbids_it) {
    use({server_error});
    CallSettings once;
    once.retries = false;
    EXPECT_EQ(error(AwsService::DynamoDB, once).attempts(), 1);
    EXPECT_THAT(driver->sleeps(), IsEmpty());
    EXPECT_EQ(header(0, "amz-sdk-request"), "attempt=1; max=1");
}

TEST_F(Calls, are_repeated_when_the_answer_was_damaged) {
    use({answer(200, "{}", {{"x-amz-crc32", "1"}}), answer(200, "{}", {{"x-amz-crc32", "2745614147"}})});
    EXPECT_EQ(call().body, "{}");
    EXPECT_THAT(driver->sleeps(), ElementsAre(12500us));
}

TEST_F(Calls, fail_when_every_answer_is_damaged) {
    use({answer(200, "{}", {{"x-amz-crc32", "1"}})});
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::ChecksumMismatch);
    EXPECT_EQ(failed.attempts(), 4);
    EXPECT_EQ(failed.service().operation, "Operation");
}

TEST_F(Calls, refresh_credentials_that_a_service_calls_expired_and_go_on) {
    for (const char* code : {"ExpiredToken", "ExpiredTokenException"}) {
        use({refusal(code), ok});
        provider->loads = 0;
        call();
        EXPECT_EQ(provider->loads, 2);
        EXPECT_NE(header(1, "Authorization").find("Credential=AKID2/"), std::string::npos);
        EXPECT_EQ(header(1, "X-Amz-Security-Token"), "");
    }
}

TEST_F(Calls, repeat_a_request_once_with_fresh_credentials_and_fail_if_they_are_called_expired_too) {
    use({refusal("ExpiredToken")});
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::ExpiredCredentials);
    EXPECT_EQ(failed.attempts(), 2);
    EXPECT_EQ(provider->loads, 2);
}

TEST_F(Calls, sign_a_repeated_attempt_with_the_credentials_of_the_time) {
    int sent = 0;
    use([&](const auto&, const auto&) -> FakeTransport::Answer {
        machine.clock.advance(1h);
        return ++sent == 1 ? server_error : ok;
    });
    call();
    EXPECT_NE(header(0, "Authorization").find("Credential=AKID1/"), std::string::npos);
    EXPECT_NE(header(1, "Authorization").find("Credential=AKID2/"), std::string::npos);
    EXPECT_EQ(header(1, "X-Amz-Security-Token"), "");  // the second set has none
}

TEST_F(Calls, adopt_the_clock_of_the_service) {
    const runtime::SystemTime there = machine.clock.system_now() + 1h;
    http::Response refused = refusal("InvalidSignatureException");
    refused.headers.add("Date", runtime::format_http_date(there));
    use({refused, ok});
    call();
    ASSERT_EQ(transport->sent().size(), 2U);
    EXPECT_EQ(header(0, "X-Amz-Date"), "20260131T070809Z");
    EXPECT_EQ(header(1, "X-Amz-Date"), "20260131T080809Z");
    call();
    EXPECT_EQ(header(2, "X-Amz-Date"), "20260131T080809Z");
    call(AwsService::S3);
    EXPECT_EQ(header(3, "X-Amz-Date"), "20260131T070809Z");  // another service has its own clock
}

TEST_F(Calls, compare_the_clock_of_the_service_with_the_one_that_signed) {
    const auto refused = [this] {
        http::Response answer = refusal("AccessDeniedException");
        answer.headers.add("Date", runtime::format_http_date(machine.clock.system_now() + 1h));
        return answer;
    };
    use([&](const auto&, const auto&) -> FakeTransport::Answer { return refused(); });
    EXPECT_EQ(error().attempts(), 2);  // once more with the corrected clock, which was not what was wrong
    EXPECT_EQ(error().attempts(), 1);
}

TEST_F(Calls, leave_the_clock_alone_if_they_are_told_to) {
    http::Response refused = refusal("RequestTimeTooSkewed");
    refused.headers.add("Date", runtime::format_http_date(machine.clock.system_now() + 1h));
    use({refused}, AwsOptions().disable_clock_skew_correction(Switch::On));
    EXPECT_EQ(error().attempts(), 1);
    static_cast<void>(error());
    EXPECT_EQ(header(1, "X-Amz-Date"), "20260131T070809Z");
}

TEST_F(Calls, presign_by_the_clock_of_the_service) {
    http::Response dated = ok;
    dated.headers.add("Date", runtime::format_http_date(machine.clock.system_now() + 1h));
    use({dated});
    call(AwsService::S3);
    ServiceRequest request(AwsService::S3, "GetObject");
    EXPECT_THAT(driver->run(caller->presign(machine.context(*driver), std::move(request), 60s)),
                HasSubstr("X-Amz-Date=20260131T080809Z"));
}

TEST_F(Calls, that_sign_nothing_cannot_be_presigned) {
    use({ok});
    Caller unsigned_caller(caller->config(), nullptr, *transport, LogSink());
    driver = std::make_unique<FakeDriver>(machine.clock);
    try {
        static_cast<void>(driver->run(
            unsigned_caller.presign(machine.context(*driver), ServiceRequest(AwsService::S3, "GetObject"), 60s)));
        ADD_FAILURE() << "it was presigned";
    } catch (const Exception& refused) {
        EXPECT_EQ(refused.error().code(), ErrorCode::NoCredentials);
        EXPECT_THAT(refused.error().message(), HasSubstr("cannot be presigned"));
    }
}

TEST_F(Calls, wait_for_the_learnt_rate_in_adaptive_mode) {
    use({refusal("ThrottlingException"), ok}, AwsOptions().retry_mode(RetryMode::Adaptive));
    call();
    std::chrono::microseconds waited{0};
    for (const auto one : driver->sleeps()) {
        waited += one;
    }
    EXPECT_GE(waited, 1999ms);  // half a request a second, the backoff of 500 ms included
    EXPECT_LE(waited, 2001ms);
    call(AwsService::Kms);
    EXPECT_THAT(driver->sleeps(), IsEmpty());  // another service has its own rate
}

TEST_F(Calls, have_no_rate_in_standard_mode) {
    use({refusal("ThrottlingException"), ok});
    call();
    EXPECT_THAT(driver->sleeps(), ElementsAre(500ms));
}

TEST_F(Calls, end_at_once_when_the_rate_leaves_no_attempt_before_the_deadline) {
    use({refusal("ThrottlingException")}, AwsOptions().retry_mode(RetryMode::Adaptive).max_attempts(1));
    static_cast<void>(error());
    CallSettings hurried;
    hurried.timeout = 100ms;
    const Error failed = error(AwsService::DynamoDB, hurried);
    EXPECT_EQ(failed.code(), ErrorCode::TimedOut);
    EXPECT_THAT(failed.cause(), HasSubstr("retry_mode 'adaptive'"));
    EXPECT_EQ(failed.attempts(), 0);
    EXPECT_THAT(driver->sleeps(), IsEmpty());
    EXPECT_THAT(transport->sent(), SizeIs(1));
}

TEST_F(Calls, end_when_they_are_cancelled_while_they_wait_for_the_rate) {
    use({refusal("ThrottlingException")}, AwsOptions().retry_mode(RetryMode::Adaptive).max_attempts(1));
    static_cast<void>(error());
    driver = std::make_unique<FakeDriver>(machine.clock);
    const auto running = driver->launch(start(AwsService::DynamoDB));
    driver->pump();
    EXPECT_FALSE(running->finished());
    driver->cancel();
    driver->finish();
    EXPECT_THROW(static_cast<void>(running->get()), CancelledException);
    EXPECT_THAT(transport->sent(), SizeIs(1));
}

TEST_F(Calls, sign_for_all_regions_of_a_multi_region_access_point) {
    use({ok});
    driver = std::make_unique<FakeDriver>(machine.clock);
    ServiceRequest request(AwsService::S3, "GetObject");
    request.bucket = "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap";
    static_cast<void>(driver->run(caller->call(machine.context(*driver), std::move(request), CallSettings())));
    ASSERT_THAT(transport->sent(), SizeIs(1));
    EXPECT_EQ(transport->sent()[0].origin.host, "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com");
    EXPECT_EQ(header(0, "X-Amz-Region-Set"), "*");
    EXPECT_THAT(header(0, "Authorization"),
                HasSubstr("AWS4-ECDSA-P256-SHA256 Credential=AKID1/20260131/s3/aws4_request, "
                          "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-region-set;x-amz-security-token"));
}

TEST_F(Calls, go_to_the_account_of_a_table_that_is_named_by_its_arn) {
    use({ok});
    const std::vector<std::vector<std::string>> arns{{"arn:aws:dynamodb:eu-west-1:222222222222:table/users"}, {}};
    for (const std::vector<std::string>& of_request : arns) {
        driver = std::make_unique<FakeDriver>(machine.clock);
        ServiceRequest request(AwsService::DynamoDB, "GetItem");
        request.resource_arns = of_request;
        static_cast<void>(driver->run(caller->call(machine.context(*driver), std::move(request), CallSettings())));
    }
    EXPECT_EQ(transport->sent().at(0).origin.host, "222222222222.ddb.eu-west-1.amazonaws.com");
    EXPECT_EQ(transport->sent().at(1).origin.host, "dynamodb.eu-west-1.amazonaws.com");
}

TEST_F(Calls, presign_for_all_regions_of_a_multi_region_access_point) {
    use({ok});
    driver = std::make_unique<FakeDriver>(machine.clock);
    ServiceRequest request(AwsService::S3, "GetObject");
    request.bucket = "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap";
    request.http.path = "/key";
    const std::string url = driver->run(caller->presign(machine.context(*driver), std::move(request), 60s));
    EXPECT_THAT(url, HasSubstr("https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/key?"));
    EXPECT_THAT(url, HasSubstr("X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256"));
    EXPECT_THAT(url, HasSubstr("X-Amz-Region-Set=%2A"));
}

TEST_F(Calls, keep_the_retry_quotas_of_services_apart) {
    use({server_error});
    for (int i = 0; i < 20; ++i) {
        static_cast<void>(error());
    }
    const Error without_quota = error();
    EXPECT_EQ(without_quota.attempts(), 1);
    EXPECT_EQ(error(AwsService::S3).attempts(), 3);
    EXPECT_EQ(error(AwsService::Kms).attempts(), 3);
}

TEST_F(Calls, keep_the_retry_quotas_of_endpoints_apart) {
    use({server_error});
    for (int i = 0; i < 20; ++i) {
        static_cast<void>(error());
    }
    CallSettings elsewhere;
    elsewhere.endpoint = "http://localhost:8000";
    EXPECT_EQ(error(AwsService::DynamoDB, elsewhere).attempts(), 4);
}

TEST_F(Calls, end_at_once_when_the_next_wait_would_outlast_the_deadline) {
    use({server_error});
    CallSettings hurried;
    hurried.timeout = 20ms;
    const Error failed = error(AwsService::DynamoDB, hurried);
    EXPECT_EQ(failed.kind(), ErrorKind::Service);
    EXPECT_EQ(failed.attempts(), 2);
    EXPECT_THAT(driver->sleeps(), ElementsAre(12500us));
}

TEST_F(Calls, say_that_the_operation_was_out_of_time) {
    use([this](const auto&, const auto&) -> FakeTransport::Answer {
        machine.clock.advance(2s);
        return Failure(FailureKind::AttemptTimeout, "h did not answer in time");
    });
    CallSettings hurried;
    hurried.timeout = 1s;
    const Error failed = error(AwsService::DynamoDB, hurried);
    EXPECT_EQ(failed.code(), ErrorCode::TimedOut);
    EXPECT_EQ(failed.attempts(), 1);
}

TEST_F(Calls, give_each_attempt_its_own_time) {
    use({server_error, ok}, AwsOptions().attempt_timeout(1s).operation_timeout(1min));
    call();
    ASSERT_EQ(transport->sent().size(), 2U);
    EXPECT_EQ(transport->sent()[1].deadline - transport->sent()[0].deadline, 12500us);
}

TEST_F(Calls, end_when_they_are_cancelled_during_a_wait) {
    use({server_error});
    driver = std::make_unique<FakeDriver>(machine.clock);
    const auto running = driver->launch(start(AwsService::S3));
    driver->pump();
    EXPECT_FALSE(running->finished());
    driver->cancel();
    driver->finish();
    try {
        static_cast<void>(running->get());
        FAIL();
    } catch (const CancelledException& exception) {
        EXPECT_EQ(exception.error().message(), "The request to S3 was cancelled.");
        EXPECT_EQ(exception.error().attempts(), 1);
    }
}

TEST_F(Calls, say_the_same_sentence_for_the_same_failure_on_every_service) {
    const struct {
        FailureKind kind;
        std::string sentence;
    } failures[] = {
        {FailureKind::Connect, "Connection failed to {}. Check if the endpoint is reachable."},
        {FailureKind::Name, "Connection failed to {}. Check if the endpoint is reachable."},
        {FailureKind::ReadTimeout, "Connection timed out to {}. Check your network or endpoint."},
        {FailureKind::InvalidAnswer, "Invalid response from {}."},
    };
    for (const auto& failure : failures) {
        for (const ServiceInfo& service : services) {
            use({Failure(failure.kind, "h: details")}, AwsOptions().max_attempts(2));
            const Error failed = error(service.service);
            std::string sentence = failure.sentence;
            sentence.replace(sentence.find("{}"), 2, service.display_name);
            EXPECT_EQ(failed.message(), sentence);
            EXPECT_EQ(failed.cause(), "Operation: h: details");
            EXPECT_EQ(failed.attempts(), 2);
        }
    }
}

}  // namespace
}  // namespace dynoxx::aws
