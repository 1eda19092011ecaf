#include "support/program.hpp"
#include "support/raw_client.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <csignal>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace dynoxx {
namespace {

using test::Program;
using test::RawClient;
using test::TemporaryDirectory;

constexpr int rounds = 20;
constexpr int writers = 6;

/// What a key holds after its n-th write: so many bytes that it differs from every other one.
std::string content_of(const std::string& key, int n) {
    const std::string seed = key + "#" + std::to_string(n) + ";";
    std::string text;
    for (int i = 0; i <= n * 37 % 400; ++i) {
        text += seed;
    }
    return text;
}

/// The writes that were acknowledged: the number of the last one by key. A key that is written in place of itself may
/// hold a later write that was on its way.
class Ledger {
 public:
    void acknowledge(const std::string& key, int n) {
        const std::lock_guard lock(mutex_);
        last_[key] = n;
        ++count_;
        grown_.notify_all();
    }

    /// Waits for so many acknowledged writes.
    void wait_for(int count) {
        std::unique_lock lock(mutex_);
        grown_.wait(lock, [&] { return count_ >= count; });
    }

    [[nodiscard]] int count() const {
        const std::lock_guard lock(mutex_);
        return count_;
    }

    [[nodiscard]] std::map<std::string, int> last() const {
        const std::lock_guard lock(mutex_);
        return last_;
    }

 private:
    mutable std::mutex mutex_;
    std::condition_variable grown_;
    std::map<std::string, int> last_;
    int count_ = 0;
};

http::Response dynamodb(RawClient& client, const std::string& operation, std::string body) {
    http::Request request;
    request.headers.add("X-Amz-Target", "DynamoDB_20120810." + operation);
    request.body = std::move(body);
    return client.exchange(request);
}

http::Response s3(RawClient& client, const std::string& method, const std::string& key, std::string body = {}) {
    http::Request request;
    request.method = method;
    request.path = "/bucket/" + key;
    request.body = std::move(body);
    return client.exchange(request);
}

bool is_object(const std::string& key) {
    return key.starts_with("object");
}

bool write(RawClient& client, const std::string& key, const std::string& content) {
    if (is_object(key)) {
        return s3(client, "PUT", key, content).status == 200;
    }
    return dynamodb(client, "PutItem",
                    R"({"TableName":"tab","Item":{"pk":{"S":")" + key + R"("},"v":{"S":")" + content + R"("}}})")
               .status == 200;
}

std::string read(RawClient& client, const std::string& key) {
    if (is_object(key)) {
        return s3(client, "GET", key).body;
    }
    const std::string body =
        dynamodb(client, "GetItem", R"({"TableName":"tab","Key":{"pk":{"S":")" + key + R"("}}})").body;
    const std::string before = R"("v":{"S":")";
    const std::size_t begin = body.find(before);
    return begin == std::string::npos
               ? body
               : body.substr(begin + before.size(), body.find('"', begin + before.size()) - begin - before.size());
}

/// Writes until the server is gone: new keys, and each third time the same one again.
void write_until_the_end(std::uint16_t port, int writer, int round, Ledger& ledger) {
    const std::string name = (writer % 3 == 0 ? "object-" : "item-") + std::to_string(writer);
    try {
        RawClient client(port);
        for (int n = 0;; ++n) {
            const int number = round * 100'000 + n;
            const std::string key = n % 3 == 0 ? name : name + "-" + std::to_string(number);
            if (!write(client, key, content_of(key, number))) {
                ADD_FAILURE() << "a write was refused";
                return;
            }
            ledger.acknowledge(key, number);
        }
    } catch (const std::runtime_error&) {
        return;  // The connection ended: this write was not acknowledged.
    }
}

void check_all(std::uint16_t port, const Ledger& ledger) {
    RawClient client(port);
    for (const auto& [key, n] : ledger.last()) {
        const std::string found = read(client, key);
        // What was on its way when the server was killed may be there as well, whole.
        const bool is_right = found == content_of(key, n) || found == content_of(key, n + 3);
        ASSERT_TRUE(is_right) << key << ", write " << n << ", holds " << found.substr(0, 60);
    }
}

TEST(Durability, loses_no_acknowledged_write_when_it_is_killed_20_times_under_load) {
    const TemporaryDirectory directory;
    const std::vector<std::string> arguments = {"--port",   "0",     "--no-verify", "--data", directory.path.string(),
                                                "--bucket", "bucket"};
    Ledger ledger;
    for (int round = 0; round < rounds; ++round) {
        Program program(DYNOXX_LOCAL_PROGRAM, arguments);
        const std::uint16_t port = program.read_port();
        check_all(port, ledger);
        if (round == 0) {
            RawClient client(port);
            ASSERT_EQ(dynamodb(client, "CreateTable",
                               R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST",
                                   "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
                                   "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})")
                          .status,
                      200);
        }
        const int target = ledger.count() + 12 + round * 7 % 20;
        std::vector<std::thread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back(write_until_the_end, port, writer, round, std::ref(ledger));
        }
        ledger.wait_for(target);
        program.signal(SIGKILL);
        for (std::thread& thread : threads) {
            thread.join();
        }
        EXPECT_EQ(program.wait(), -1);
    }
    const Program program(DYNOXX_LOCAL_PROGRAM, arguments);
    check_all(program.read_port(), ledger);
}

}  // namespace
}  // namespace dynoxx
