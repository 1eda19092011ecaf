#pragma once

#include "aws/caller.hpp"
#include "aws/config_loader.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynoxx::test {

/// Gives keys that open nothing.
class OneKey final : public aws::CredentialsProvider {
 public:
    [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context) override {
        auto made = std::make_shared<aws::Credentials>();
        made->access_key_id = "AKIDEXAMPLE";
        made->secret_access_key = runtime::Secret("secret");
        return give(std::move(made));
    }
    [[nodiscard]] std::string describe() const override { return "the test"; }

 private:
    static runtime::task<aws::SharedCredentials> give(aws::SharedCredentials made) { co_return made; }
};

/// Counts up, so that no two identifiers are equal.
class CountingRandom final : public runtime::RandomSource {
 public:
    double uniform() override { return 0; }
    void fill(std::span<std::byte> bytes) override {
        ++calls_;
        std::ranges::fill(bytes, std::byte{calls_});
    }

 private:
    std::uint8_t calls_ = 0;
};

/// Runs calls of a service's client, which a list of answers meets.
class ScriptedCaller : public ::testing::Test {
 protected:
    ScriptedCaller() { machine.system.random = &random; }

    /// Gives what `start(client, context)` comes to.
    template <class Client, class Start>
    auto run_with(std::vector<FakeTransport::Answer> answers, Start start) {
        transport = std::make_unique<FakeTransport>(std::move(answers));
        options.region("eu-west-1");
        aws::Caller caller(aws::load_config(options, machine.system).value(),
                           std::make_shared<aws::CredentialsCache>(machine.system, std::make_shared<OneKey>()),
                           *transport, {});
        const Client client(caller);
        FakeDriver driver(machine.clock);
        return driver.run(start(client, machine.context(driver)));
    }

    /// Gives the error that `run()` throws.
    template <class Run>
    Error error_of(Run run) {
        try {
            static_cast<void>(run());
        } catch (const Exception& exception) {
            return exception.error();
        }
        ADD_FAILURE() << "the call succeeded";
        return Error();
    }

    [[nodiscard]] http::Request sent(std::size_t attempt) const { return transport->sent().at(attempt).request; }

    AwsOptions options;
    FakeMachine machine;
    CountingRandom random;
    std::unique_ptr<FakeTransport> transport;
};

}  // namespace dynoxx::test
