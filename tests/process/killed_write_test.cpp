// A process that is killed in the middle of a write of an item with an object: what it leaves, and that it is found.
#include "client/client_core.hpp"
#include "process/programs/letter.hpp"
#include "runtime/encoding.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/child_process.hpp"
#include "support/later_clock.hpp"

#include <dynoxx/local.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;
using program::Letter;

/// The program is killed when the service has done an operation and before it has told so.
struct Scenario {
    const char* name;
    const char* way;
    const char* service;
    const char* operation;
    const char* text;     ///< of the item afterwards; null: there is none
    std::size_t orphans;  ///< objects that no item points to
};

const Scenario scenarios[] = {
    {"put_between_object_and_item", "put", "s3", "PutObject", "old", 1},
    {"put_between_item_and_removal", "put", "dynamodb", "PutItem", "new", 1},
    {"put_after_the_removal", "put", "s3", "DeleteObject", "new", 0},
    {"update_between_object_and_item", "update", "s3", "PutObject", "old", 1},
    {"update_between_item_and_removal", "update", "dynamodb", "UpdateItem", "new", 1},
    {"remove_between_item_and_object", "remove", "dynamodb", "DeleteItem", nullptr, 1},
    {"batch_between_object_and_item", "batch", "s3", "PutObject", "old", 1},
    {"batch_between_item_and_removal", "batch", "dynamodb", "BatchWriteItem", "new", 1},
    {"transaction_between_object_and_item", "transact", "s3", "PutObject", "old", 1},
    {"transaction_between_item_and_removal", "transact", "dynamodb", "TransactWriteItems", "new", 1},
};

class KilledWrite : public ::testing::TestWithParam<Scenario> {
 protected:
    KilledWrite() {
        aws_.create_bucket("letters");
        letters_.create_table().wait().run();
        const Letter old = program::make_letter("old");
        letters_.put(old).run();
    }

    /// Runs the program until the service has done the operation, and kills it.
    void kill_after(const Scenario& scenario) {
        local::LocalFault fault;
        fault.kind = local::LocalFaultKind::Latency;
        fault.service = scenario.service;
        fault.operation = scenario.operation;
        fault.latency = 24h;
        aws_.add_fault(fault);
        const std::vector<std::string> environment{"AWS_ENDPOINT_URL=" + aws_.endpoint(),
                                                   "AWS_REGION=" + aws_.region(),
                                                   "AWS_ACCESS_KEY_ID=" + aws_.access_key_id(),
                                                   "AWS_SECRET_ACCESS_KEY=" + aws_.secret_access_key(),
                                                   "AWS_CONFIG_FILE=/dev/null",
                                                   "AWS_SHARED_CREDENTIALS_FILE=/dev/null"};
        const test::ChildProcess child(std::string(DYNOXX_PROGRAMS) + "/lifecycle_write_letter", {scenario.way},
                                       environment);
        const auto give_up = std::chrono::steady_clock::now() + 60s;
        while (aws_.faults().front().met == 0) {
            ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "the program did not come so far";
            std::this_thread::yield();
        }
    }

    local::LocalAws aws_;
    test::LaterClock clock_;
    runtime::System system_{&clock_, runtime::system().environment, runtime::system().files, runtime::system().random};
    DynamoDBClient client_{std::make_shared<detail::ClientCore>(aws_.options(), runtime::RuntimeMaker::make(system_),
                                                                http::network_transport())};
    Table<Letter> letters_ = client_.table<Letter>();
};

INSTANTIATE_TEST_SUITE_P(Each, KilledWrite, ::testing::ValuesIn(scenarios),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(KilledWrite, leaves_an_item_whose_object_is_there_and_at_most_an_orphan) {
    const Scenario& scenario = GetParam();
    ASSERT_NO_FATAL_FAILURE(kill_after(scenario));

    const std::optional<Letter> stored = letters_.get("l#1").consistent().run();
    ASSERT_EQ(stored.has_value(), scenario.text != nullptr);
    if (stored) {
        EXPECT_EQ(stored->text, scenario.text);
        EXPECT_EQ(runtime::text_of(stored->scan.read().run()), scenario.text);
    }
    clock_.advance(48h);
    const OrphansResult found = letters_.orphans().remove().run();
    EXPECT_EQ(found.objects_removed.size(), scenario.orphans);
    if (stored) {
        EXPECT_EQ(runtime::text_of(stored->scan.read().run()), scenario.text);
    }
}

}  // namespace
}  // namespace dynoxx::tests
