#include "dynamodb/client.hpp"

#include "aws/config_loader.hpp"
#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace dynoxx::dynamodb {
namespace {

using runtime::Context;
using runtime::task;
using test::answer;
using test::FakeTransport;
using ::testing::HasSubstr;

/// Gives keys that open nothing.
class OneKey final : public aws::CredentialsProvider {
 public:
    [[nodiscard]] task<aws::SharedCredentials> load(Context) override {
        auto made = std::make_shared<aws::Credentials>();
        made->access_key_id = "AKIDEXAMPLE";
        made->secret_access_key = runtime::Secret("secret");
        return give(std::move(made));
    }
    [[nodiscard]] std::string describe() const override { return "the test"; }

 private:
    static task<aws::SharedCredentials> give(aws::SharedCredentials made) { co_return made; }
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

/// A client whose requests a script answers.
class ClientTest : public ::testing::Test {
 protected:
    ClientTest() { machine.system.random = &random; }

    template <class Request, class Response>
    Response run(task<Response> (Client::*method)(Context, Request, aws::CallSettings) const, Request request,
                 std::vector<FakeTransport::Answer> answers) {
        transport = std::make_unique<FakeTransport>(std::move(answers));
        aws::Caller caller(aws::load_config(AwsOptions().region("eu-west-1"), machine.system).value(),
                           std::make_shared<aws::CredentialsCache>(machine.system, std::make_shared<OneKey>()),
                           *transport, {});
        const Client client(caller);
        test::FakeDriver driver(machine.clock);
        return driver.run((client.*method)(machine.context(driver), std::move(request), aws::CallSettings()));
    }

    template <class Request, class Response>
    Error error(task<Response> (Client::*method)(Context, Request, aws::CallSettings) const, Request request,
                std::vector<FakeTransport::Answer> answers) {
        try {
            static_cast<void>(run(method, std::move(request), std::move(answers)));
        } catch (const Exception& exception) {
            return exception.error();
        }
        ADD_FAILURE() << "the call succeeded";
        return Error();
    }

    [[nodiscard]] std::string body(std::size_t attempt) const { return transport->sent().at(attempt).request.body; }

    test::FakeMachine machine;
    CountingRandom random;
    std::unique_ptr<FakeTransport> transport;
};

const http::Response broken = answer(500, "{}");

TEST_F(ClientTest, names_the_operation_in_the_header_that_the_service_reads) {
    ScanRequest request;
    request.table_name = "t";
    run(&Client::scan, request, {answer(200, "{}")});
    const http::Request sent = transport->sent().at(0).request;
    EXPECT_EQ(sent.headers.get("X-Amz-Target"), "DynamoDB_20120810.Scan");
    EXPECT_EQ(sent.headers.get("Content-Type"), "application/x-amz-json-1.0");
    EXPECT_EQ(sent.body, R"({"TableName":"t"})");
}

TEST_F(ClientTest, sends_one_token_with_every_attempt_of_a_transaction) {
    run(&Client::transact_write_items, TransactWriteItemsRequest(), {broken, answer(200, "{}")});
    ASSERT_EQ(transport->sent().size(), 2U);
    EXPECT_EQ(body(0), R"({"TransactItems":[],"ClientRequestToken":"01010101-0101-4101-8101-010101010101"})");
    EXPECT_EQ(body(1), body(0));
}

TEST_F(ClientTest, makes_another_token_for_another_transaction) {
    run(&Client::transact_write_items, TransactWriteItemsRequest(), {answer(200, "{}")});
    const std::string first = body(0);
    run(&Client::transact_write_items, TransactWriteItemsRequest(), {answer(200, "{}")});
    EXPECT_NE(body(0), first);
}

TEST_F(ClientTest, keeps_the_token_that_it_is_given) {
    TransactWriteItemsRequest request;
    request.client_request_token = "mine";
    run(&Client::transact_write_items, request, {answer(200, "{}")});
    EXPECT_THAT(body(0), HasSubstr(R"("ClientRequestToken":"mine")"));
}

TEST_F(ClientTest, gives_the_reasons_of_a_cancelled_transaction) {
    const Error failed = error(
        &Client::transact_write_items, TransactWriteItemsRequest(),
        {answer(400,
                R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"cancelled",)"
                R"("CancellationReasons":[{"Code":"ConditionalCheckFailed","Message":"no"}]})")});
    EXPECT_EQ(failed.code(), ErrorCode::TransactionCanceled);
    EXPECT_EQ(failed.attempts(), 1);
    ASSERT_EQ(failed.cancellation_reasons().size(), 1U);
    EXPECT_EQ(failed.cancellation_reasons()[0].code, "ConditionalCheckFailed");
}

TEST_F(ClientTest, names_the_table_that_is_not_there_if_there_is_only_one) {
    const std::vector<FakeTransport::Answer> refusal{answer(400, R"({"__type":"a#ResourceNotFoundException"})")};
    TransactGet one;
    one.table_name = "users";
    TransactGetItemsRequest gets;
    gets.items = {one, one};
    EXPECT_EQ(error(&Client::transact_get_items, gets, refusal).message(), "Table 'users' not found");
    gets.items[1].table_name = "others";
    EXPECT_EQ(error(&Client::transact_get_items, gets, refusal).message(), "Resource not found");
    BatchGetItemRequest batch;
    batch.request_items["users"].keys = {Item()};
    EXPECT_EQ(error(&Client::batch_get_item, batch, refusal).message(), "Table 'users' not found");
    TransactDelete remove;
    remove.table_name = "users";
    TransactWriteItemsRequest writes;
    writes.items = {remove};
    EXPECT_EQ(error(&Client::transact_write_items, writes, refusal).message(), "Table 'users' not found");
}

TEST_F(ClientTest, refuses_an_answer_with_fewer_items_than_keys) {
    TransactGetItemsRequest request;
    request.items.resize(2);
    const Error failed = error(&Client::transact_get_items, request, {answer(200, R"({"Responses":[{}]})")});
    EXPECT_EQ(failed.code(), ErrorCode::InvalidResponse);
    EXPECT_EQ(failed.service().operation, "TransactGetItems");
    EXPECT_EQ(run(&Client::transact_get_items, request, {answer(200, R"({"Responses":[{},{}]})")}).items.size(), 2U);
}

}  // namespace
}  // namespace dynoxx::dynamodb
