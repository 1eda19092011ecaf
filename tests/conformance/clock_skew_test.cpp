#include "aws/caller.hpp"
#include "aws/config_loader.hpp"
#include "aws/static_provider.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "runtime/timestamp.hpp"
#include "support/fake_driver.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <functional>
#include <memory>
#include <string>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using test::FakeTransport;

runtime::SystemTime time_at(const element& attempt, const char* name) {
    return runtime::parse_iso8601(attempt[name].get_string().value()).value();
}

std::int64_t number_or(const element& json, const char* name, std::int64_t fallback) {
    std::int64_t number = 0;
    return json[name].get(number) == simdjson::SUCCESS ? number : fallback;
}

http::Response answer_of(const element& response) {
    std::string_view code;
    const bool failed = response["errorCode"].get(code) == simdjson::SUCCESS;
    http::Response answer = test::answer(static_cast<int>(response["statusCode"].get_int64().value()),
                                         failed ? "{\"__type\":\"" + std::string(code) + "\"}" : "{}");
    for (const auto [name, value] : object_in(response["headers"])) {
        answer.headers.add(std::string(name), std::string(value.get_string().value()));
    }
    return answer;
}

/// Gives no jitter, and lets what a case says about time happen when a wait is drawn, which is between two attempts.
class Between final : public runtime::RandomSource {
 public:
    [[nodiscard]] double uniform() override {
        happens();
        return 0;
    }
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, std::byte{0xAB}); }

    std::function<void()> happens = [] {};
};

/// Calls one after another on one machine, by the clock of the case.
class Replay {
 public:
    explicit Replay(Case& one) : one_(one) { machine_.system.random = &between_; }

    void run(const element& operation) {
        if (first_) {
            learn(std::chrono::seconds(number_or(operation, "initialClientSkew", 0)));
            first_ = false;
        }
        const auto attempts = array_in(operation["attempts"]);
        std::size_t sent = 0;
        FakeTransport transport([&](const auto&, const http::Request& request) {
            one_.expect(sent < attempts.size(), "an attempt more than expected");
            const element attempt = attempts.at(std::min(sent++, attempts.size() - 1)).value();
            one_.expect_equal("signing time", std::string(request.headers.get("X-Amz-Date")),
                              runtime::format_basic_timestamp(time_at(attempt, "expectedSigningTime")));
            go_to(time_at(attempt, "clientTimeAtReceive"));
            return FakeTransport::Answer(answer_of(attempt["response"]));
        });
        between_.happens = [&] {
            if (sent < attempts.size()) {
                go_to(time_at(attempts.at(sent).value(), "clientTimeAtSend"));
            }
        };
        go_to(time_at(attempts.at(0).value(), "clientTimeAtSend"));
        const bool succeeded = call(transport, static_cast<int>(number_or(operation, "maxAttempts", 3)));
        between_.happens = [] {};
        one_.expect_equal("outcome", succeeded ? "success" : "error",
                          operation["expectedOutcome"].get_string().value());
        one_.expect_equal("attempts", std::to_string(sent), std::to_string(attempts.size()));
        one_.expect_equal("skew", std::to_string(known_skew().count()),
                          std::to_string(operation["expectedClientSkew"].get_int64().value()));
    }

 private:
    void go_to(runtime::SystemTime time) { machine_.clock.advance(time - machine_.clock.system_now()); }

    bool call(FakeTransport& transport, int max_attempts) {
        AwsOptions options;
        options.region("eu-west-1").max_attempts(max_attempts);
        auto made = std::make_shared<aws::Credentials>();
        made->access_key_id = "AKIDEXAMPLE";
        made->secret_access_key = runtime::Secret("secret");
        aws::Caller caller(aws::load_config(options, machine_.system).value(),
                           std::make_shared<aws::CredentialsCache>(
                               machine_.system, std::make_shared<aws::StaticProvider>(std::move(made), "a test")),
                           transport, nullptr);
        test::FakeDriver driver(machine_.clock);
        try {
            static_cast<void>(
                driver.run(caller.call(machine_.context(driver), aws::ServiceRequest(AwsService::DynamoDB, "Operation"),
                                       aws::CallSettings())));
            return true;
        } catch (const Exception&) {
            return false;
        }
    }

    /// Has the caller learn a skew.
    void learn(std::chrono::seconds skew) {
        FakeTransport transport([&](const auto&, const auto&) {
            return FakeTransport::Answer(
                test::answer(200, "{}", {{"Date", runtime::format_http_date(machine_.clock.system_now() + skew)}}));
        });
        static_cast<void>(call(transport, 1));
    }

    /// Gives the skew by a request whose answer teaches nothing.
    std::chrono::seconds known_skew() {
        FakeTransport transport(
            [](const auto&, const auto&) { return FakeTransport::Answer(test::answer(200, "{}")); });
        static_cast<void>(call(transport, 1));
        const runtime::SystemTime signing =
            runtime::parse_basic_timestamp(transport.sent().at(0).request.headers.get("X-Amz-Date")).value();
        return std::chrono::round<std::chrono::seconds>(signing - machine_.clock.system_now());
    }

    Case& one_;
    Between between_;
    test::FakeMachine machine_;
    bool first_ = true;
};

TEST(Conformance, clock_skew_of_smithy_rs) {
    run_suite("clock-skew/smithy-rs-2026", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            for (const element test : array_in(json["tests"])) {
                suite.run_case(std::string(test["description"].get_string().value()), [&](Case& one) {
                    Replay replay(one);
                    for (const element operation : array_in(test["operations"])) {
                        replay.run(operation);
                    }
                });
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
