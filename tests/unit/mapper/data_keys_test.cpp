#include "mapper/data_keys.hpp"

#include "runtime/encoding.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace dynoxx::mapper {
namespace {

using namespace std::chrono_literals;
using detail::ClientState;
using test::FakeDriver;

/// KMS, which takes 10 ms for each answer. Each data key is another one.
class SlowKms final : public http::Transport {
 public:
    using Answer = http::Outcome<http::Response>;

    [[nodiscard]] runtime::task<Answer> send(runtime::Context context, const http::Origin&,
                                             const http::Request& request, const http::TransportSettings&) override {
        const std::string_view target = request.headers.get("X-Amz-Target");
        const bool generates = target.ends_with("GenerateDataKey");
        ++(generates ? generated : decrypted);
        const std::string key(32, static_cast<char>('a' + generated % 26));
        const std::string body = R"({"KeyId":"arn:aws:kms:eu-west-1:1:key/k","CiphertextBlob":")" +
                                 runtime::base64_encode(runtime::bytes_of("wrapped" + std::to_string(generated))) +
                                 R"(","Plaintext":")" + runtime::base64_encode(runtime::bytes_of(key)) + "\"}";
        return give_late(context, refusal.empty() ? test::answer(200, body) : test::answer(400, refusal));
    }

    int generated = 0;
    int decrypted = 0;
    std::string refusal{};

 private:
    static runtime::task<Answer> give_late(runtime::Context context, http::Response response) {
        const runtime::WaitOutcome outcome = co_await context.sleep(10ms);
        if (outcome == runtime::WaitOutcome::Cancelled) {
            co_return http::Failure(http::FailureKind::Cancelled, "cancelled");
        }
        co_return response;
    }
};

AwsOptions options() {
    return AwsOptions().region("eu-west-1").credentials("AKIDEXAMPLE", "secret");
}

DataKeyRequest request(const std::string& key_id = "alias/a", const std::string& app = "hr") {
    DataKeyRequest request;
    request.key_id = key_id;
    request.encryption_context = {{"app", app}};
    return request;
}

class CachedDataKeys : public ::testing::Test {
 protected:
    using Running = std::shared_ptr<test::Running<DataKey>>;

    void use(const AwsOptions& changed) { client_ = std::make_unique<ClientState>(changed, machine_.state, kms_); }

    Running start_sealing(FakeDriver& driver, const DataKeyRequest& wanted = request(), std::uint64_t bytes = 10) {
        return driver.launch(data_key_for_sealing(machine_.context(driver), *client_, wanted, DataKeyUse(1, bytes)));
    }

    DataKey seal_with(const DataKeyRequest& wanted = request(), std::uint64_t bytes = 10) {
        FakeDriver driver(machine_.clock);
        return driver.run(data_key_for_sealing(machine_.context(driver), *client_, wanted, DataKeyUse(1, bytes)));
    }

    DataKey open_with(const std::string& wrapped, std::uint64_t values = 1) {
        FakeDriver driver(machine_.clock);
        return driver.run(
            open_data_key(machine_.context(driver), *client_, request(), bytes(wrapped), DataKeyUse(values, 10)));
    }

    static Bytes bytes(std::string_view text) {
        const auto all = runtime::bytes_of(text);
        return Bytes(all.begin(), all.end());
    }

    static ErrorCode code_of(const Running& running) {
        try {
            static_cast<void>(running->get());
        } catch (const Exception& exception) {
            return exception.error().code();
        }
        return ErrorCode();
    }

    test::FakeMachine machine_;
    SlowKms kms_;
    std::unique_ptr<ClientState> client_ = std::make_unique<ClientState>(options(), machine_.state, kms_);
};

TEST_F(CachedDataKeys, cost_one_generation_for_64_first_seals_at_once) {
    FakeDriver driver(machine_.clock);
    std::vector<Running> running;
    for (int i = 0; i < 64; ++i) {
        running.push_back(start_sealing(driver));
    }
    driver.finish();
    for (const Running& one : running) {
        EXPECT_EQ(runtime::text_of(one->get().wrapped), "wrapped1");
    }
    EXPECT_EQ(kms_.generated, 1);
    EXPECT_EQ(runtime::text_of(open_with("wrapped1").plaintext.reveal_bytes()), std::string(32, 'b'));
    EXPECT_EQ(kms_.decrypted, 0) << "what was made here is known here";
}

TEST_F(CachedDataKeys, cost_one_decryption_for_64_opens_at_once) {
    FakeDriver driver(machine_.clock);
    std::vector<Running> running;
    for (int i = 0; i < 64; ++i) {
        running.push_back(driver.launch(
            open_data_key(machine_.context(driver), *client_, request(), bytes("other"), DataKeyUse(1, 10))));
    }
    driver.finish();
    for (const Running& one : running) {
        EXPECT_EQ(one->get().plaintext.reveal_bytes().size(), 32U);
    }
    EXPECT_EQ(kms_.decrypted, 1);
    static_cast<void>(open_with("another"));
    EXPECT_EQ(kms_.decrypted, 2);
}

TEST_F(CachedDataKeys, share_the_error_of_one_question_and_ask_again_later) {
    kms_.refusal = R"({"__type":"DisabledException"})";
    FakeDriver driver(machine_.clock);
    std::vector<Running> running;
    for (int i = 0; i < 8; ++i) {
        running.push_back(start_sealing(driver));
    }
    driver.finish();
    for (const Running& one : running) {
        EXPECT_EQ(code_of(one), ErrorCode::EncryptionFailed);
    }
    EXPECT_EQ(kms_.generated, 1);
    kms_.refusal.clear();
    EXPECT_EQ(seal_with().plaintext.reveal_bytes().size(), 32U);
}

TEST_F(CachedDataKeys, are_asked_for_by_the_next_when_the_first_is_cancelled) {
    FakeDriver first(machine_.clock);
    FakeDriver second(machine_.clock);
    const Running cancelled = start_sealing(first);
    const Running next = start_sealing(second);
    first.cancel();
    first.pump();
    EXPECT_EQ(code_of(cancelled), ErrorCode::Cancelled);
    EXPECT_FALSE(next->finished());
    second.finish();
    EXPECT_EQ(next->get().plaintext.reveal_bytes().size(), 32U);
    EXPECT_EQ(kms_.generated, 2);
}

TEST_F(CachedDataKeys, are_no_concern_of_one_who_is_cancelled_while_waiting) {
    FakeDriver first(machine_.clock);
    FakeDriver second(machine_.clock);
    const Running leader = start_sealing(first);
    const Running cancelled = start_sealing(second);
    second.cancel();
    second.pump();
    EXPECT_EQ(code_of(cancelled), ErrorCode::Cancelled);
    first.finish();
    EXPECT_TRUE(leader->value);
    EXPECT_EQ(kms_.generated, 1);
}

TEST_F(CachedDataKeys, seal_so_many_values) {
    use(options().data_key_uses(3));
    for (int i = 0; i < 7; ++i) {
        static_cast<void>(seal_with());
    }
    EXPECT_EQ(kms_.generated, 3);
}

TEST_F(CachedDataKeys, seal_so_many_bytes) {
    use(options().data_key_bytes(100));
    for (int i = 0; i < 4; ++i) {
        static_cast<void>(seal_with(request(), 50));
    }
    EXPECT_EQ(kms_.generated, 2);
    static_cast<void>(seal_with(request(), 101));
    static_cast<void>(seal_with(request(), 101));
    EXPECT_EQ(kms_.generated, 4) << "a value that is too large has a key of its own";
}

TEST_F(CachedDataKeys, open_so_many_values) {
    use(options().data_key_uses(3));
    for (int i = 0; i < 4; ++i) {
        static_cast<void>(open_with("other"));
    }
    EXPECT_EQ(kms_.decrypted, 2);
    static_cast<void>(open_with("many", 50));
    static_cast<void>(open_with("many", 1));
    EXPECT_EQ(kms_.decrypted, 4);
}

TEST_F(CachedDataKeys, are_kept_so_long) {
    use(options().data_key_age(60s));
    static_cast<void>(seal_with());
    static_cast<void>(open_with("other"));
    machine_.clock.advance(59s);
    static_cast<void>(seal_with());
    static_cast<void>(open_with("other"));
    EXPECT_EQ(kms_.generated + kms_.decrypted, 2);
    machine_.clock.advance(1s);
    static_cast<void>(seal_with());
    static_cast<void>(open_with("other"));
    EXPECT_EQ(kms_.generated + kms_.decrypted, 4);
}

TEST_F(CachedDataKeys, are_so_many) {
    use(options().data_key_entries(2));
    for (const char* app : {"1", "2", "3", "2", "3"}) {
        static_cast<void>(seal_with(request("alias/a", app)));
    }
    EXPECT_EQ(kms_.generated, 3);
    static_cast<void>(seal_with(request("alias/a", "1")));
    EXPECT_EQ(kms_.generated, 4);
}

TEST_F(CachedDataKeys, are_one_for_each_value_where_nothing_is_kept) {
    for (const AwsOptions& off :
         {options().data_key_uses(0), options().data_key_uses(1), options().data_key_entries(0)}) {
        use(off);
        kms_.generated = kms_.decrypted = 0;
        for (int i = 0; i < 5; ++i) {
            static_cast<void>(seal_with());
            static_cast<void>(open_with("other"));
        }
        EXPECT_EQ(kms_.generated, 5);
        EXPECT_EQ(kms_.decrypted, 5);
    }
}

TEST_F(CachedDataKeys, differ_by_key_and_context_and_limits) {
    static_cast<void>(seal_with(request("alias/a", "hr")));
    static_cast<void>(seal_with(request("alias/b", "hr")));
    static_cast<void>(seal_with(request("alias/a", "it")));
    EXPECT_EQ(kms_.generated, 3);
    use(options());
    static_cast<void>(seal_with(request("alias/a", "hr")));
    EXPECT_EQ(kms_.generated, 3) << "another client with the same configuration";
    use(options().data_key_uses(5));
    static_cast<void>(seal_with(request("alias/a", "hr")));
    EXPECT_EQ(kms_.generated, 4);
}

/// A provider that answers when it is told to.
class LateProvider final : public KeyProvider {
 public:
    void generate_data_key(DataKeyRequest, Done done) override { waiting.push_back(std::move(done)); }
    void open_data_key(DataKeyRequest, Bytes, Done done) override { waiting.push_back(std::move(done)); }

    void answer(std::size_t size) {
        ProvidedDataKey key;
        key.plaintext.resize(size);
        key.wrapped.resize(8);
        waiting.front()(nullptr, std::move(key));
        waiting.erase(waiting.begin());
    }

    std::vector<Done> waiting{};
};

class ProvidedDataKeys : public CachedDataKeys {
 protected:
    ProvidedDataKeys() { use(options().key_provider(provider_)); }

    std::shared_ptr<LateProvider> provider_ = std::make_shared<LateProvider>();
};

TEST_F(ProvidedDataKeys, come_when_the_provider_answers_and_cost_no_kms) {
    FakeDriver driver(machine_.clock);
    const Running running = start_sealing(driver);
    EXPECT_FALSE(running->finished());
    provider_->answer(32);
    driver.pump();
    EXPECT_EQ(running->get().plaintext.reveal_bytes().size(), 32U);
    EXPECT_EQ(kms_.generated, 0);
    EXPECT_FALSE(client_->has_kms());
}

TEST_F(ProvidedDataKeys, of_another_length_are_an_error) {
    FakeDriver driver(machine_.clock);
    const Running running = start_sealing(driver);
    provider_->answer(16);
    driver.pump();
    EXPECT_EQ(code_of(running), ErrorCode::EncryptionFailed);
}

TEST_F(ProvidedDataKeys, that_come_late_are_dropped) {
    FakeDriver driver(machine_.clock);
    const Running running =
        driver.launch(data_key_for_sealing(machine_.context(driver).within(1s), *client_, request(), DataKeyUse(1, 1)));
    driver.finish();
    EXPECT_EQ(code_of(running), ErrorCode::TimedOut);
    provider_->answer(32);
}

TEST_F(ProvidedDataKeys, that_fail_with_words_of_others_show_none_of_them) {
    FakeDriver driver(machine_.clock);
    const Running running = start_sealing(driver);
    provider_->waiting.front()(std::make_exception_ptr(std::runtime_error("secret words")), ProvidedDataKey());
    driver.pump();
    try {
        static_cast<void>(running->get());
        ADD_FAILURE();
    } catch (const Exception& exception) {
        EXPECT_EQ(exception.error().kind(), ErrorKind::Encryption);
        EXPECT_EQ(std::string(exception.what()).find("secret words"), std::string::npos);
    }
}

TEST_F(ProvidedDataKeys, are_gone_when_the_runtime_is_closed) {
    FakeDriver driver(machine_.clock);
    const Running running = start_sealing(driver);
    provider_->answer(32);
    driver.pump();
    running->value.reset();
    client_.reset();
    EXPECT_GT(provider_.use_count(), 1) << "the kept key holds its provider";
    machine_.state.close(0ms);
    EXPECT_EQ(provider_.use_count(), 1);
}

TEST_F(CachedDataKeys, of_a_key_in_another_region_are_asked_for_there) {
    test::FakeTransport transport([](const http::Origin&, const http::Request& sent) {
        const std::string key = runtime::base64_encode(Bytes(32));
        return test::answer(200, sent.body.find("KeySpec") != std::string::npos
                                     ? R"({"KeyId":"k","CiphertextBlob":"d3JhcHBlZA==","Plaintext":")" + key + "\"}"
                                     : R"({"KeyId":"k","Plaintext":")" + key + "\"}");
    });
    client_ = std::make_unique<ClientState>(options(), machine_.state, transport);
    const DataKeyRequest far = request("arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1234", "hr");
    static_cast<void>(seal_with(far));
    FakeDriver driver(machine_.clock);
    static_cast<void>(
        driver.run(open_data_key(machine_.context(driver), *client_, far, bytes("other"), DataKeyUse(1, 1))));
    static_cast<void>(seal_with(request("1234", "hr")));
    const std::vector<test::FakeTransport::Sent> sent = transport.sent();
    ASSERT_EQ(sent.size(), 3U);
    for (const std::size_t index : {0U, 1U}) {
        EXPECT_EQ(sent[index].origin.host, "kms.ap-southeast-2.amazonaws.com");
        EXPECT_NE(sent[index].request.headers.get("Authorization").find("/ap-southeast-2/kms/"), std::string::npos);
    }
    EXPECT_EQ(sent[2].origin.host, "kms.eu-west-1.amazonaws.com");
}

}  // namespace
}  // namespace dynoxx::mapper
