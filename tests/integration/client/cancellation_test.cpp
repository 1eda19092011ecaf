// Every operation, cancelled at each of its steps in turn.
#include "client/client_core.hpp"
#include "integration/client/setting.hpp"
#include "support/cutting_transport.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;

std::size_t descriptors() {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

/// Checks that no more descriptors are open than before. The server, in this process too, closes its ends of
/// connections a moment after the client.
void expect_descriptors(std::size_t before) {
    const auto patience = std::chrono::steady_clock::now() + 10s;
    while (descriptors() > before && std::chrono::steady_clock::now() < patience) {
        std::this_thread::yield();
    }
    EXPECT_LE(descriptors(), before);
}

/// One run of an operation on a machine without jitter, on a context of its own that is run handler by handler.
class Trial {
 public:
    explicit Trial(Ending ending) : ending_(ending) {
        system_.clock = runtime::system().clock;
        system_.environment = &fake_.environment;
        system_.files = &fake_.files;
        system_.random = &random_;
    }

    /// Runs an operation to its end, or starts it.
    template <class Operation>
    void use(const Operation& operation) {
        done_ = false;
        failure_.reset();
        const auto finish = [this](const auto& result) {
            done_ = true;
            failure_ = result ? std::nullopt : std::optional(result.error());
        };
        if (ending_ == Ending::Blocking) {
            finish(operation.try_run());
            return;
        }
        context_.restart();
        operation.try_async(boost::asio::bind_executor(
            context_, boost::asio::bind_cancellation_slot(
                          signal_.slot(), [finish](std::exception_ptr, const auto& result) { finish(result); })));
    }

    /// Cancels what was started after so many handlers; says whether it was still in progress.
    bool cancel_after(int handlers) {
        for (int i = 0; i < handlers && !done_; ++i) {
            context_.run_one();
        }
        const bool in_progress = !done_;
        signal_.emit(boost::asio::cancellation_type::terminal);
        return in_progress;
    }

    /// Lets what was started end, and all that it left on the context.
    void finish() {
        if (ending_ == Ending::Awaited) {
            context_.run_for(30s);
            ASSERT_TRUE(context_.stopped()) << "something goes on after the end of the operation";
        }
        ASSERT_TRUE(done_);
    }

    [[nodiscard]] const std::optional<Error>& failure() const noexcept { return failure_; }

 private:
    Ending ending_;
    test::FakeSystem fake_{};
    test::HastyRandom random_{};
    runtime::System system_{};
    boost::asio::io_context context_{};
    boost::asio::cancellation_signal signal_{};
    bool done_ = false;
    std::optional<Error> failure_{};

 public:
    Runtime runtime = runtime::RuntimeMaker::make(system_, context_.get_executor());
};

struct Case {
    const char* name;
    std::function<void(Trial& trial, const DynamoDBClient& client)> use;
    std::function<void(const DynamoDBClient& client)> prepare = [](const DynamoDBClient&) {};  ///< before each run
};

Table<User> users_of(const DynamoDBClient& client) {
    return client.table<User>();
}

User small_user(int number) {
    User user = make_user("many");
    user.place = "p" + std::to_string(number);
    return user;
}

PutItemRequest put_request() {
    PutItemRequest request;
    request.table_name = "users";
    request.item.set("id", "low");
    request.item.set("place", "home");
    return request;
}

UpdateItemRequest update_request() {
    UpdateItemRequest request;
    request.table_name = "users";
    request.key = put_request().item;
    request.update_expression = "REMOVE nickname";
    return request;
}

DeleteItemRequest delete_request() {
    DeleteItemRequest request;
    request.table_name = "users";
    request.key = put_request().item;
    return request;
}

QueryRequest query_request() {
    QueryRequest request;
    request.table_name = "users";
    request.key_condition_expression = "id = :id";
    request.values[":id"] = "low";
    return request;
}

BatchWriteItemRequest batch_request() {
    BatchWriteItemRequest request;
    request.request_items["users"].push_back(WriteRequest::put(put_request().item));
    return request;
}

ScanRequest scan_request() {
    ScanRequest request;
    request.table_name = "users";
    return request;
}

BatchGetItemRequest batch_get_request() {
    BatchGetItemRequest request;
    request.request_items["users"].keys.push_back(put_request().item);
    return request;
}

TransactGetItemsRequest transact_get_request() {
    TransactGet get;
    get.table_name = "users";
    get.key = put_request().item;
    TransactGetItemsRequest request;
    request.items.push_back(get);
    return request;
}

TransactWriteItemsRequest transact_write_request() {
    TransactPut put;
    put.table_name = "users";
    put.item = put_request().item;
    TransactWriteItemsRequest request;
    request.items.emplace_back(put);
    return request;
}

DescribeTableRequest describe_request() {
    DescribeTableRequest request;
    request.table_name = "users";
    return request;
}

const Case cases[] = {
    {"put_item", [](Trial& trial, const DynamoDBClient& client) { trial.use(client.put_item(put_request())); }},
    {"get_item", [](Trial& trial, const DynamoDBClient& client) { trial.use(client.get_item(get_request())); }},
    {"update_item",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.update_item(update_request())); }},
    {"delete_item",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.delete_item(delete_request())); }},
    {"query_request", [](Trial& trial, const DynamoDBClient& client) { trial.use(client.query(query_request())); }},
    {"batch_write_item",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.batch_write_item(batch_request())); }},
    {"scan", [](Trial& trial, const DynamoDBClient& client) { trial.use(client.scan(scan_request())); }},
    {"batch_get_item",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.batch_get_item(batch_get_request())); }},
    {"transact_get_items",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.transact_get_items(transact_get_request())); }},
    {"transact_write_items",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(client.transact_write_items(transact_write_request()));
     }},
    {"list_tables",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.list_tables(ListTablesRequest())); }},
    {"describe_table",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(client.describe_table(describe_request())); }},
    {"put",
     [](Trial& trial, const DynamoDBClient& client) {
         const User user = make_user("u#1");
         trial.use(users_of(client).put(user));
     }},
    {"get", [](Trial& trial, const DynamoDBClient& client) { trial.use(users_of(client).get("u#1", "home")); }},
    {"update",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(users_of(client).update("u#1", "home").set(user_field::tax_id.set("new"), user_field::logins += 1));
     }},
    {"update_of_an_object",
     [](Trial& trial, const DynamoDBClient& client) {
         const S3Value avatar(S3File::from_bytes("b.png", "other"));
         trial.use(users_of(client).update("u#1", "home").set(user_field::avatar.set(avatar)));
     }},
    {"remove", [](Trial& trial, const DynamoDBClient& client) { trial.use(users_of(client).remove("doomed", "home")); },
     [](const DynamoDBClient& client) {
         const User doomed = make_user("doomed");
         users_of(client).put(doomed).run();
     }},
    {"query_all",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(users_of(client).query("many").page_size(2)); }},
    {"query_page",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(users_of(client).query("many").page_size(2).pages().next());
     }},
    {"query_first",
     [](Trial& trial, const DynamoDBClient& client) { trial.use(users_of(client).query("many").first()); }},
    {"query_count",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(users_of(client).query("many").page_size(2).count());
     }},
    {"batch_put",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(users_of(client).batch_put(std::vector<User>{small_user(1), small_user(2), small_user(3)}));
     }},
    {"batch_write",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(users_of(client).batch_write().put(small_user(1)).remove("many", "p4"));
     }},
    {"batch_get",
     [](Trial& trial, const DynamoDBClient& client) {
         const std::vector<std::pair<std::string, std::string>> keys{{"many", "p1"}, {"many", "p2"}};
         trial.use(users_of(client).batch_get(keys));
     }},
    {"scan_all", [](Trial& trial, const DynamoDBClient& client) { trial.use(users_of(client).scan().page_size(2)); }},
    {"transact_get",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(client.transact_get(std::vector<Get<User>>{users_of(client).get("u#1", "home")}));
     }},
    {"transact_write",
     [](Trial& trial, const DynamoDBClient& client) {
         const User user = make_user("u#1");
         trial.use(client.transact_write(std::vector<TransactPart>{users_of(client).put(user)}));
     }},
    {"create_table_and_wait",
     [](Trial& trial, const DynamoDBClient& client) {
         trial.use(client.table<User>(TableOptions().name("other")).create_table().if_not_exists().wait());
     }},
};

class Cancellation : public ::testing::TestWithParam<Case> {
 protected:
    Cancellation() {
        const Table<User> users = helper.table<User>();
        const User first = make_user("u#1");
        users.put(first).run();
        for (int i = 1; i <= 3; ++i) {
            const User user = small_user(i);
            users.put(user).run();
        }
    }

    [[nodiscard]] AwsOptions options() const { return aws.options().role_arn(UserAws::role).role_session_name("test"); }

    /// Checks how a cancelled operation ended, and that its runtime can still be used.
    static void expect_usable(Trial& trial, const DynamoDBClient& client, int step) {
        if (trial.failure()) {
            EXPECT_EQ(trial.failure()->code(), ErrorCode::Cancelled)
                << "step " << step << ": " << trial.failure()->what();
        }
        trial.use(client.get_item(get_request()));
        trial.finish();
        EXPECT_FALSE(trial.failure()) << "after step " << step << ": " << trial.failure()->what();
    }

    UserAws aws;
    const DynamoDBClient helper{aws.options(), Runtime()};
};

INSTANTIATE_TEST_SUITE_P(Each, Cancellation, ::testing::ValuesIn(cases),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(Cancellation, by_its_slot_ends_an_operation_at_each_of_its_steps) {
    const std::size_t before = descriptors();
    bool in_progress = true;
    int step = 0;
    for (; in_progress; ++step) {
        ASSERT_LT(step, 2000);
        Trial trial(Ending::Awaited);
        const DynamoDBClient client(options(), trial.runtime);
        GetParam().prepare(helper);
        GetParam().use(trial, client);
        in_progress = trial.cancel_after(step);
        ASSERT_NO_FATAL_FAILURE(trial.finish()) << "step " << step;
        ASSERT_NO_FATAL_FAILURE(expect_usable(trial, client, step));
        trial.runtime.close(0ms);
    }
    EXPECT_GE(step, 5) << "this operation has not waited";
    expect_descriptors(before);
}

TEST_P(Cancellation, by_the_runtime_ends_a_blocking_operation_at_each_of_its_steps) {
    const std::size_t before = descriptors();
    bool cut = true;
    int step = 1;
    for (; cut; ++step) {
        ASSERT_LT(step, 2000);
        Trial trial(Ending::Blocking);
        test::CuttingTransport transport(step);
        const DynamoDBClient client(std::make_shared<detail::ClientCore>(options(), trial.runtime, transport));
        GetParam().prepare(helper);
        GetParam().use(trial, client);
        cut = transport.end();
        ASSERT_NO_FATAL_FAILURE(expect_usable(trial, client, step));
        trial.runtime.close(0ms);
    }
    EXPECT_GE(step, 5) << "this operation has not waited";
    expect_descriptors(before);
}

}  // namespace
}  // namespace dynoxx::tests
