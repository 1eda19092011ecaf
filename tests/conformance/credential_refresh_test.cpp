#include "aws/credentials_cache.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

using namespace std::chrono_literals;
using aws::SharedCredentials;
using runtime::SystemTime;
using simdjson::dom::element;

constexpr std::chrono::seconds usual_lifetime = 1h;
constexpr std::chrono::seconds shortest_backoff = 300s;
constexpr std::chrono::seconds longest_backoff = 600s;

std::string text_of(const element& json, const char* key) {
    std::string_view text;
    return json[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::optional<std::chrono::seconds> seconds_of(const element& json, const char* key) {
    std::int64_t number = 0;
    return json[key].get(number) == simdjson::SUCCESS ? std::optional(std::chrono::seconds(number)) : std::nullopt;
}

bool flag_of(const element& json, const char* key) {
    bool flag = false;
    return json[key].get(flag) == simdjson::SUCCESS && flag;
}

/// A source that gives what a step of the case says.
class ScriptedProvider final : public aws::CredentialsProvider {
 public:
    [[nodiscard]] runtime::task<SharedCredentials> load(runtime::Context context) override {
        ++loads;
        return give(*this, context.system().clock->system_now());
    }
    [[nodiscard]] std::string describe() const override { return "the case"; }

    int loads = 0;
    std::string response;
    std::string key_id;
    std::chrono::seconds lifetime = usual_lifetime;

 private:
    static runtime::task<SharedCredentials> give(const ScriptedProvider& self, SystemTime now) {
        if (self.response == "error") {
            throw_error(Error(ErrorCode::CredentialsSourceFailed, "the source failed"));
        }
        if (self.response == "nonRecoverableError") {
            throw_error(Error(ErrorCode::InvalidOption, "the source is not set up"));
        }
        auto made = std::make_shared<aws::Credentials>();
        made->access_key_id = self.key_id;
        made->expiration = self.response == "staleCredentials" ? now : now + self.lifetime;
        co_return made;
    }
};

/// Runs the steps of one case on a cache.
class RefreshRun {
 public:
    RefreshRun(const element& given, Case& one)
        : random_(share_of(seconds_of(given, "refreshBackoffSeconds").value_or(450s))),
          system_(machine_.system),
          case_(one) {
        system_.random = &random_;
        cache_ = std::make_shared<aws::CredentialsCache>(system_, provider_,
                                                         seconds_of(given, "configuredAdvisoryWindowSeconds"));
        fill(text_of(given, "cachedCredentials"), text_of(given, "accessKeyId"));
    }

    void step(const element& step) {
        const std::string type = text_of(step, "type");
        if (type == "advanceTime") {
            machine_.clock.advance(*seconds_of(step, "seconds"));
        } else if (type == "invalidate") {
            cache_->invalidate(text_of(step, "rejectedAccessKeyId"));
        } else {
            case_.expect_equal("type of the step", type, "getCredentials");
            get(step);
        }
    }

 private:
    static double share_of(std::chrono::seconds backoff) {
        return std::chrono::duration<double>(backoff - shortest_backoff) / (longest_backoff - shortest_backoff);
    }

    /// Brings the cache into the state in which the case begins.
    void fill(const std::string& state, const std::string& key_id) {
        if (state == "none") {
            return;
        }
        provider_->key_id = cached_ = key_id.empty() ? "AKID-cached" : key_id;
        static_cast<void>(ask());
        const std::pair<std::string_view, std::chrono::seconds> ages[] = {
            {"valid", 0s}, {"advisory", 50min}, {"mandatory", 1h - 30s}, {"expired", 1h + 1s}};
        const auto* age = std::ranges::find(ages, state, &std::pair<std::string_view, std::chrono::seconds>::first);
        case_.expect(age != std::end(ages), "a known state of the cache: " + state);
        if (age != std::end(ages)) {
            machine_.clock.advance(age->second);
        }
    }

    SharedCredentials ask() {
        test::FakeDriver driver(machine_.clock);
        return driver.run(cache_->get(machine_.context(driver)));
    }

    void get(const element& step) {
        const element expected = step["expected"];
        provider_->response = text_of(step, "response");
        provider_->key_id = "AKID-new-" + std::to_string(++number_);
        provider_->lifetime = seconds_of(step, "lifetimeSeconds").value_or(usual_lifetime);
        const int before = provider_->loads;
        std::string result;
        SharedCredentials got;
        try {
            got = ask();
            result = got->access_key_id == cached_                                          ? "cachedCredentials"
                     : provider_->loads > before && got->access_key_id == provider_->key_id ? "newCredentials"
                                                                                            : "others";
        } catch (const ConfigurationException&) {
            result = "nonRecoverableError";
        } catch (const Exception&) {
            result = "error";
        }
        case_.expect_equal("result", result, text_of(expected, "result"));
        case_.expect((provider_->loads > before) == flag_of(expected, "sourceContacted"),
                     "whether the source is asked");
        if (got) {
            cached_ = got->access_key_id;
            check_window(*got, seconds_of(expected, "advisoryWindowSeconds"));
        }
    }

    /// The window is not to be seen, but what is done at its two sides is.
    void check_window(const aws::Credentials& got, std::optional<std::chrono::seconds> window) {
        if (window) {
            machine_.clock.advance(*got.expiration - *window - 1s - machine_.clock.system_now());
            case_.expect(cache_->current() != nullptr, "no refresh before the window");
            machine_.clock.advance(1s);
            case_.expect(cache_->current() == nullptr, "a refresh in the window");
        }
    }

    test::FakeMachine machine_;
    test::FixedRandom random_;
    runtime::System system_;
    Case& case_;
    std::shared_ptr<ScriptedProvider> provider_ = std::make_shared<ScriptedProvider>();
    std::shared_ptr<aws::CredentialsCache> cache_;
    std::string cached_;
    int number_ = 0;
};

TEST(Conformance, credential_refresh_of_smithy_rs) {
    run_suite("credentials/smithy-rs", [](const std::filesystem::path& folder, Suite& suite) {
        simdjson::dom::parser parser;
        const element json = parser.parse(simdjson::padded_string(read_file(folder / "credential-refresh-tests.json")));
        for (const element test : array_in(json)) {
            suite.run_case(text_of(test, "documentation"), [&](Case& one) {
                RefreshRun run(test["given"], one);
                for (const element step : array_in(test["steps"])) {
                    run.step(step);
                }
            });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
