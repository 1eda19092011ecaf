#include "integration/local/open_server.hpp"
#include "support/temporary_directory.hpp"

#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <vector>

namespace dynoxx::local {
namespace {

using testing::HasSubstr;
using testing::Not;

class DurableTest : public testing::Test {
 protected:
    DurableTest() { start(); }

    void start() {
        aws.emplace(open_options(directory.path));
        client.emplace(*aws);
    }

    void restart() {
        client.reset();
        aws.reset();
        start();
    }

    static std::string between(const std::string& text, const std::string& start, const std::string& end) {
        const std::size_t at = text.find(start) + start.size();
        return text.substr(at, text.find(end, at) - at);
    }

    test::TemporaryDirectory directory{};
    std::optional<LocalAws> aws{};
    std::optional<OpenClient> client{};
};

TEST_F(DurableTest, finds_tables_objects_and_keys_again) {
    aws->create_bucket("photos");
    const std::string arn = aws->create_key("alias/app");
    client->create_table();
    client->put("a", "kept");
    client->send("PUT", "/photos/k", "hello");
    const std::string blob = between(
        client->kms("Encrypt", R"({"KeyId":"alias/app","Plaintext":"aGk=","EncryptionContext":{"a":"1"}})").body,
        "\"CiphertextBlob\":\"", "\"");
    restart();
    EXPECT_THAT(client->get("a"), HasSubstr("kept"));
    EXPECT_EQ(client->send("GET", "/photos/k").body, "hello");
    const std::string with_context = R"({"CiphertextBlob":")" + blob + R"(","EncryptionContext":{"a":"1"}})";
    EXPECT_THAT(client->kms("Decrypt", with_context).body, HasSubstr("\"Plaintext\":\"aGk=\""));
    EXPECT_EQ(client->kms("Decrypt", R"({"CiphertextBlob":")" + blob + R"(","EncryptionContext":{"a":"2"}})").status,
              400);
    EXPECT_EQ(aws->create_key("alias/app"), arn);
}

TEST_F(DurableTest, serves_ranges_conditions_and_parts_after_a_restart) {
    aws->create_bucket("photos");
    const std::string id = between(client->send("POST", "/photos/big", {}, "uploads").body, "<UploadId>", "<");
    const std::string etag(
        client->send("PUT", "/photos/big", "0123456789", "partNumber=1&uploadId=" + id).headers.get("ETag"));
    restart();
    const std::string document = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                                 "</ETag></Part></CompleteMultipartUpload>";
    EXPECT_EQ(client->send("POST", "/photos/big", document, "uploadId=" + id).status, 200);
    restart();
    http::Request range = OpenClient::request("GET", "/photos/big");
    range.headers.add("Range", "bytes=2-4");
    EXPECT_EQ(client->raw.exchange(range).body, "234");
    http::Request create = OpenClient::request("PUT", "/photos/big", "other");
    create.headers.add("If-None-Match", "*");
    EXPECT_EQ(client->raw.exchange(create).status, 412);
    EXPECT_EQ(client->send("GET", "/photos/big", {}, "uploadId=" + id).status, 404);
}

TEST_F(DurableTest, forgets_for_good_what_was_removed) {
    aws->create_bucket("photos");
    client->create_table();
    client->put("a");
    client->send("PUT", "/photos/k", "hello");
    client->dynamodb("DeleteItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})");
    client->send("DELETE", "/photos/k");
    restart();
    EXPECT_EQ(client->get("a"), "{}");
    EXPECT_EQ(client->send("GET", "/photos/k").status, 404);
}

TEST_F(DurableTest, keeps_a_reset) {
    client->create_table();
    client->put("a");
    aws->create_bucket("photos");
    aws->reset();
    restart();
    EXPECT_EQ(
        client->send("GET", "/_local/stats").body,
        R"({"dynamodb":{"tables":0,"items":0,"bytes":0},"s3":{"buckets":0,"objects":0,"bytes":0},"kms":{"keys":0}})");
}

TEST_F(DurableTest, keeps_a_restore_of_a_snapshot) {
    client->create_table();
    aws->create_bucket("photos");
    client->put("a", "before");
    client->send("PUT", "/photos/k", "before");
    aws->take_snapshot("start");
    client->put("a", "after");
    client->put("b", "after");
    client->send("PUT", "/photos/k", "after");
    client->send("PUT", "/photos/l", "after");
    aws->restore_snapshot("start");
    EXPECT_THAT(client->get("a"), HasSubstr("before"));
    EXPECT_EQ(client->send("GET", "/photos/k").body, "before");
    restart();
    EXPECT_THAT(client->get("a"), HasSubstr("before"));
    EXPECT_EQ(client->get("b"), "{}");
    EXPECT_EQ(client->send("GET", "/photos/k").body, "before");
    EXPECT_EQ(client->send("GET", "/photos/l").status, 404);
    EXPECT_TRUE(aws->snapshots().empty());
}

TEST_F(DurableTest, keeps_what_many_connections_write_at_once) {
    client->create_table();
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([this, thread] {
            OpenClient own(*aws);
            for (int i = 0; i < 10; ++i) {
                EXPECT_EQ(own.put(std::to_string(thread) + "-" + std::to_string(i)).status, 200);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    restart();
    EXPECT_THAT(client->dynamodb("Scan", R"({"TableName":"tab","Select":"COUNT"})").body, HasSubstr("\"Count\":40"));
}

TEST_F(DurableTest, answers_500_from_the_first_write_on_that_the_disk_does_not_take) {
    aws->create_bucket("photos");
    client->create_table();
    std::filesystem::remove(directory.path / "objects");
    EXPECT_EQ(client->send("PUT", "/photos/k", "hello").status, 500);
    const http::Response later = client->put("a");
    EXPECT_EQ(later.status, 500);
    EXPECT_THAT(later.body, HasSubstr("cannot write its directory any more"));
    EXPECT_EQ(client->send("POST", "/_local/reset").status, 500);
    EXPECT_THROW(aws->create_bucket("more"), LocalException);
    EXPECT_THROW(aws->reset(), LocalException);
    restart();
    EXPECT_EQ(client->get("a"), "{}");
    EXPECT_EQ(client->send("GET", "/photos/k").status, 404);
}

TEST_F(DurableTest, lets_the_directory_go_when_it_is_stopped) {
    EXPECT_THROW(LocalAws(open_options(directory.path)), LocalException);
    aws->stop();
    EXPECT_NO_THROW(LocalAws(open_options(directory.path)));
    EXPECT_THROW(aws->create_bucket("late"), LocalException);
}

TEST(InMemory, touches_no_file) {
    const test::TemporaryDirectory directory;
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(directory.path);
    {
        LocalAws aws(open_options());
        aws.create_bucket("photos");
        OpenClient client(aws);
        client.send("PUT", "/photos/k", "hello");
    }
    EXPECT_TRUE(std::filesystem::is_empty(directory.path));
    std::filesystem::current_path(before);
}

}  // namespace
}  // namespace dynoxx::local
