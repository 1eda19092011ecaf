// Operations of the local DynamoDB on one table with an item: the name of the operation, then its JSON, with a line
// `%%` between them; several may follow each other.
#include "fuzz/fuzz.hpp"
#include "local/dynamodb/engine.hpp"

namespace dynoxx::fuzz {

namespace {

constexpr std::string_view table = R"({"TableName": "table", "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "N"}],
    "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [{"IndexName": "index", "Projection": {"ProjectionType": "ALL"},
        "KeySchema": [{"AttributeName": "s", "KeyType": "HASH"}]}]})";

constexpr std::string_view item = R"({"TableName": "table",
    "Item": {"p": {"S": "a"}, "s": {"N": "1"}, "l": {"L": [{"S": "x"}]}, "n": {"N": "5"}}})";

void handle(local::dynamodb::Engine& engine, std::string_view operation, std::string_view body) {
    const local::dynamodb::Reply reply = engine.handle(operation, body);
    require(reply.status == 200 || reply.status == 400, "the engine is never at fault");
    require(!reply.body.empty(), "every answer has a body");
}

}  // namespace

void run(std::string_view input) {
    local::dynamodb::Engine engine;
    handle(engine, "CreateTable", table);
    handle(engine, "PutItem", item);
    while (!input.empty()) {
        const auto [operation, body, rest] = parts_of<3>(input);
        handle(engine, operation, body);
        input = rest;
    }
}

}  // namespace dynoxx::fuzz
