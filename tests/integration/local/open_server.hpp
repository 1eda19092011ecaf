#pragma once

#include <dynoxx/local.hpp>

#include "http/message.hpp"
#include "support/raw_client.hpp"

#include <string>
#include <utility>

namespace dynoxx::local {

/// Options of a local AWS that takes unsigned requests.
[[nodiscard]] inline LocalOptions open_options(std::filesystem::path data = {}) {
    LocalOptions options;
    options.verify_signatures = false;
    options.data = std::move(data);
    return options;
}

/// Sends unsigned requests on one connection.
class OpenClient {
 public:
    explicit OpenClient(const LocalAws& aws) : raw(aws.port()) {}

    static http::Request json_request(std::string target, std::string body) {
        http::Request request;
        request.headers.add("X-Amz-Target", std::move(target));
        request.body = std::move(body);
        return request;
    }

    static http::Request request(std::string method, std::string path, std::string body = {}, std::string query = {}) {
        http::Request made;
        made.method = std::move(method);
        made.path = std::move(path);
        made.query = std::move(query);
        made.headers.add("Host", "127.0.0.1");
        made.body = std::move(body);
        return made;
    }

    http::Response dynamodb(const std::string& operation, std::string body) {
        return raw.exchange(json_request("DynamoDB_20120810." + operation, std::move(body)));
    }

    http::Response kms(const std::string& operation, std::string body) {
        return raw.exchange(json_request("TrentService." + operation, std::move(body)));
    }

    http::Response send(std::string method, std::string path, std::string body = {}, std::string query = {}) {
        return raw.exchange(request(std::move(method), std::move(path), std::move(body), std::move(query)));
    }

    /// Makes the table `tab` with the partition key `pk`.
    void create_table() {
        dynamodb("CreateTable", R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
    }

    http::Response put(const std::string& pk, const std::string& value = "v") {
        return dynamodb("PutItem",
                        R"({"TableName":"tab","Item":{"pk":{"S":")" + pk + R"("},"v":{"S":")" + value + R"("}}})");
    }

    /// Gives the body of GetItem.
    std::string get(const std::string& pk) {
        return dynamodb("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":")" + pk + R"("}}})").body;
    }

    test::RawClient raw;
};

}  // namespace dynoxx::local
