#pragma once

#include <dynoxx/client.hpp>
#include <dynoxx/local.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <vector>

namespace dynoxx::tests {

/// A DynamoDB with two tables of the test's own: the local AWS, or dynalite at `DYNOXX_TEST_DYNALITE_URL`.
///
/// Both tables have the partition key `id` (S) and the sort key `n` (N).
class World {
 public:
    World() {
        create(table);
        create(other_table);
    }

    [[nodiscard]] static bool is_dynalite() { return std::getenv("DYNOXX_TEST_DYNALITE_URL") != nullptr; }

    [[nodiscard]] AwsOptions options() const {
        AwsOptions options = aws.options();
        if (is_dynalite()) {
            options.endpoint(std::getenv("DYNOXX_TEST_DYNALITE_URL"));
        }
        return options;
    }

    [[nodiscard]] static Item key(const std::string& id, int n) { return Item{{"id", id}, {"n", n}}; }

    [[nodiscard]] static Item item(const std::string& id, int n, int count) {
        return Item{{"id", id}, {"n", n}, {"count", count}};
    }

    [[nodiscard]] static CreateTableRequest create_request(const std::string& name) {
        CreateTableRequest request;
        request.table_name = name;
        request.attributes = {AttributeDefinition("id", ScalarType::S), AttributeDefinition("n", ScalarType::N)};
        request.key_schema = {KeySchemaElement("id", KeyType::Hash), KeySchemaElement("n", KeyType::Range)};
        return request;
    }

    /// Gives the description of a table once its state is what it is to be; asks for it again until then.
    TableDescription wait_for_active(const std::string& name) const {
        DescribeTableRequest request;
        request.table_name = name;
        while (true) {
            TableDescription description = client.describe_table(request).run().table;
            if (description.status == TableStatus::Active && description.indexes_active) {
                return description;
            }
        }
    }

    void create(const std::string& name) const {
        client.create_table(create_request(name)).run();
        wait_for_active(name);
    }

    void put(const std::string& name, Item item) const {
        PutItemRequest request;
        request.table_name = name;
        request.item = std::move(item);
        client.put_item(request).run();
    }

    [[nodiscard]] std::optional<Item> get(const std::string& name, Item key) const {
        GetItemRequest request;
        request.table_name = name;
        request.key = std::move(key);
        request.consistent_read = true;
        return client.get_item(request).run().item;
    }

    // In the order in which they are made: later ones use earlier ones.
    const std::string table = new_name();
    const std::string other_table = new_name();
    local::LocalAws aws{};
    DynamoDBClient client{options(), Runtime()};

    /// Gives a name that no other test uses.
    [[nodiscard]] static std::string new_name() {
        static std::atomic<int> number = 0;
        return "low-level-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    }
};

}  // namespace dynoxx::tests
